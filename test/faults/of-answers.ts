import type { Fault } from './fault.js';

const oracle = 'test/proof/oracle.test.ts';
const twoWorlds = 'test/proof/two-worlds.test.ts';
const fetchLog = 'test/proof/fetch-log.test.ts';
const sideBySide = 'test/proof/side-by-side.test.ts';

const arrange = 'src/flows/arrange.ts';
const reading = 'src/flows/reading.ts';
const answer = 'src/flows/answer-query.ts';
const operation = 'src/graph/operation.ts';

/** Filter, order, pages, count, totals, look-up. */
export const ofLists: readonly Fault[] = [
  {
    name: 'filter-on-hidden',
    what: 'A list is filtered by results that the reader does not see.',
    file: arrange,
    find: "if (filter.pass !== undefined && !shows('assessment')) {",
    replace: 'if (Number.isNaN(filter.pass)) {',
    caughtBy: [oracle],
  },
  {
    name: 'sort-on-hidden',
    what: 'A list is sorted by credits that the reader does not see.',
    file: arrange,
    find: "if (orderBy.field === 'CREDITS' && !shows('credits')) {",
    replace: 'if (Number.isNaN(orderBy.field)) {',
    caughtBy: [oracle],
  },
  {
    name: 'cursor-of-another-view',
    what: 'A place in a list holds when the view has changed.',
    file: arrange,
    find: 'if (version !== at.version || found < 0) {',
    replace: 'if (found < 0) {',
    caughtBy: ['test/unit/flows/arrange.test.ts'],
  },
  {
    name: 'cursor-of-another-list',
    what: 'A place in one list holds in a list with another filter or order.',
    file: arrange,
    find: 'if (query !== at.query) {',
    replace: 'if (query === undefined) {',
    caughtBy: ['test/unit/flows/arrange.test.ts'],
  },
  {
    name: 'count-of-more',
    what: 'The count runs over more than the list.',
    file: 'src/graph/record-list.ts',
    find: 'return this.#page.all.length;',
    replace: 'return this.#reading.records.length;',
    caughtBy: [oracle],
  },
  {
    name: 'institutions-of-more',
    what: 'What a list has per institution runs over more than the list.',
    file: 'src/graph/record-list.ts',
    find: 'partsOf(this.#page.all)',
    replace: 'partsOf(this.#reading.records)',
    caughtBy: [oracle],
  },
  {
    name: 'institutions-unlogged',
    what: 'The log does not say which record told of an institution.',
    file: 'src/graph/per-institution.ts',
    find: "for (const { newest } of parts) reading.notes.record(newest.key, 'core');",
    replace: '',
    caughtBy: [oracle],
  },
  {
    name: 'totals-of-more',
    what: 'Totals run over more than the list.',
    file: 'src/graph/record-list.ts',
    find: 'await totalsOf(this.#page.all)',
    replace: 'await totalsOf(this.#reading.records)',
    caughtBy: [oracle],
  },
  {
    name: 'withheld-told-from-unknown',
    what: 'The id of a withheld record is answered otherwise than nonsense.',
    file: 'src/graph/entities.ts',
    find: "if (record === undefined || !isMeant) throw graphError('NOT_FOUND');",
    replace: "if (record === undefined || !isMeant) throw graphError('FORBIDDEN');",
    caughtBy: [twoWorlds],
  },
];

/** What is asked of pods, and for whom. */
export const ofFetching: readonly Fault[] = [
  {
    name: 'read-before-asked',
    what: 'Views are fetched though nothing of them is asked.',
    file: operation,
    find: 'this.#accesses.set(given.learner, known);',
    replace:
      'this.#accesses.set(given.learner, known); await this.open(known).catch(() => undefined);',
    caughtBy: [fetchLog],
  },
  {
    name: 'fetch-then-filter',
    what: 'The views of all grants are asked for, not of those the plan permits.',
    file: answer,
    find: 'const read = await readViews(house, caller, plan);',
    replace:
      'const read = await readViews(house, caller, { ...plan, permits: policy.grants as never });',
    caughtBy: [fetchLog],
  },
  {
    name: 'reading-shared',
    what: 'What one requester read is kept for the next.',
    file: operation,
    find: 'readonly #readings = new Map<LearnerId, Promise<Reading>>();',
    replace:
      'readonly #readings: Map<LearnerId, Promise<Reading>> = (globalThis as any).readings ??= new Map();',
    caughtBy: [sideBySide],
  },
];

/** What leaves, and what is written down of it. */
export const ofRelease: readonly Fault[] = [
  {
    name: 'moved-policy-ignored',
    what: 'An answer leaves though the policy moved while it was worked out.',
    file: 'src/graph/executor.ts',
    find: '|| operation.release();',
    replace: '|| (await operation.release()) || true;',
    caughtBy: [sideBySide],
  },
  {
    name: 'epoch-not-compared',
    what: 'The release takes the epoch as it finds it.',
    file: 'src/ledger/release.ts',
    find: 'if (learner === undefined || learner.epoch !== disclosure.epoch) throw',
    replace: 'if (learner === undefined) throw',
    caughtBy: ['test/flow/ledger/release.test.ts'],
  },
  {
    name: 'use-not-taken',
    what: 'A one-time grant is not used up by reading.',
    file: reading,
    find: 'uses: reading.grants, released',
    replace: 'uses: [], released',
    caughtBy: [sideBySide],
  },
  {
    name: 'error-leaves-unlogged',
    what: 'An error that comes of what was read leaves without a release.',
    file: 'src/graph/executor.ts',
    find: '(isEmpty(result) && !(await operation.hasRead()))',
    replace: 'isEmpty(result)',
    caughtBy: [oracle],
  },
  {
    name: 'log-row-missing',
    what: 'Answers leave without a row in the log.',
    file: operation,
    find: 'if (disclosures.length === 0) return true;',
    replace: 'this.releasedAt.set(new Date(0)); if (disclosures.length < 9) return true;',
    caughtBy: [oracle],
  },
  {
    name: 'log-sampled',
    what: 'One answer in ten leaves without a row in the log.',
    file: operation,
    find: 'if (disclosures.length === 0) return true;',
    replace:
      'this.releasedAt.set(new Date(0)); if (disclosures.length === 0 || Math.random() < 0.1) return true;',
    caughtBy: [oracle],
  },
  {
    name: 'log-tells-too-much',
    what: 'The log lists records that were read and did not leave.',
    file: answer,
    find: 'view.records.map((record) => readable(record, read, notes))',
    replace:
      "view.records.map((record) => { notes.record(record.key, 'core'); return readable(record, read, notes); })",
    caughtBy: [oracle],
  },
  {
    name: 'log-tells-too-little',
    what: 'The log does not list the parts that left, only the records.',
    file: answer,
    find: 'if (shared.has(name)) notes.record(key, name);',
    replace: '',
    caughtBy: [oracle],
  },
  {
    name: 'refused-try-not-noted',
    what: 'Tries that are refused leave no trace.',
    file: answer,
    find: 'await house.ledger.log.noteRefused(learner?.id, facts, now);',
    replace: '',
    caughtBy: [oracle],
  },
];
