import type { Fault } from './fault.js';

const inLedger = 'test/flow/ledger/catalogue.test.ts';
const inSearch = 'test/flow/ledger/catalogue-search.test.ts';

/** What can be learned, and whether one may. */
export const ofOfferings: readonly Fault[] = [
  {
    name: 'hours-taken-for-credits',
    what: 'A load in hours is found by a filter on credits.',
    file: 'src/ledger/catalogue-filter.ts',
    find: "['l.unit = ?', ...bounds",
    replace: "['l.unit <> ?', ...bounds",
    caughtBy: [inSearch],
  },
  {
    name: 'gone-since-a-page-was-missing',
    what: 'What did not come in a reading that broke off is taken for gone.',
    file: 'src/ledger/catalogue-keep.ts',
    find: 'const removed = isWhole ? await',
    replace: 'const removed = isWhole || of.rows.length > 0 ? await',
    caughtBy: [inLedger],
  },
  {
    name: 'written-by-who-was-taken-for-dead',
    what: 'A reading is kept though somebody else took it up meanwhile.',
    file: 'src/ledger/catalogue-keep.ts',
    find: 'if (!(await isHeld(tx, due))) return undefined;',
    replace: 'await isHeld(tx, due);',
    caughtBy: [inLedger],
  },
  {
    name: 'another-schools-offering-changed',
    what: 'A school puts its own text in the place of what another offers.',
    file: 'src/ledger/catalogue-keep.ts',
    find: 'one.institution === institution;',
    replace: 'one.institution !== undefined && institution !== undefined;',
    caughtBy: [inLedger],
  },
  {
    name: 'closed-shown-as-open',
    what: 'What can be enrolled in from tomorrow is found as open today.',
    file: 'src/ledger/catalogue-filter.ts',
    find: `where coalesce(e."from", '') <= ? and`,
    replace: `where coalesce(e."from", '') >= '' and coalesce('', ?) = '' and`,
    caughtBy: [inSearch],
  },
  {
    name: 'full-shown-as-open',
    what: 'What is full is found as open, though nobody can wait for it.',
    file: 'src/ledger/catalogue-filter.ts',
    find: 'free_places is null or free_places > 0 or',
    replace: 'free_places is null or free_places >= 0 or',
    caughtBy: [inSearch],
  },
  {
    name: 'over-and-still-listed',
    what: 'What is over stands in the list.',
    file: 'src/ledger/catalogue-filter.ts',
    find: "'not is_concept and (end_on is null or end_on >= ?)'",
    replace: "'not is_concept and (end_on is null or end_on <> ?)'",
    caughtBy: [inSearch],
  },
  {
    name: 'place-of-another-question',
    what: 'A place in one list is taken for a place in another.',
    file: 'src/flows/search-offerings.ts',
    find: 'if (of !== query || start',
    replace: 'if (of === undefined || start',
    caughtBy: ['test/flow/house/offerings.test.ts'],
  },
];
