import type { Fault } from './fault.js';

const inLedger = 'test/flow/ledger/pulls.test.ts';
const inHouse = 'test/flow/house/pull.test.ts';

/** Fetching that nobody asks for. */
export const ofPulls: readonly Fault[] = [
  {
    name: 'two-fetch-the-same',
    what: 'What somebody took up already is handed out once more.',
    file: 'src/ledger/pulls.ts',
    find: `      and (q.claimed_until is null or q.claimed_until <= clock_timestamp())
      and q.institution`,
    replace: '      and q.institution',
    caughtBy: [inLedger],
  },
  {
    name: 'fetched-by-a-link-that-ran-out',
    what: 'A learner is fetched where they were not proven to be anybody for 180 days.',
    file: 'src/ledger/pull-links.ts',
    find: '  and k.institution_id = q.institution and k.expires_at > clock_timestamp())`',
    replace: '  and k.institution_id = q.institution)`',
    caughtBy: [inLedger],
  },
  {
    name: 'unchanged-believed-whatever-we-know',
    what: 'That nothing changed is believed though what we know of the learner there is not what it was.',
    file: 'src/flows/pull-results.ts',
    find: 'due.stand === stand ? seenIn(due.seen) : undefined',
    replace: 'stand === stand ? seenIn(due.seen) : undefined',
    caughtBy: [inHouse],
  },
  {
    name: 'first-page-speaks-for-all',
    what: 'That the first page is as it was is taken for a word on all of them.',
    file: 'src/institutions/oeapi/seen.ts',
    find: 'before.pages.entries()',
    replace: 'before.pages.slice(0, 1).entries()',
    caughtBy: ['test/unit/institutions/unchanged.test.ts'],
  },
  {
    name: 'no-patience-with-a-school',
    what: 'A school is asked again sooner than it asked for.',
    file: 'src/flows/pull-schedule.ts',
    find: 'Math.max(Math.min(retryAfterMs ?? 0, pace.longestRetryAfterMs), waitMs)',
    replace: 'Math.max(0, waitMs)',
    caughtBy: ['test/unit/flows/pull-schedule.test.ts'],
  },
  {
    name: 'told-meanwhile-and-forgotten',
    what: 'That something changed, said while the learner is fetched, is forgotten at its end.',
    file: 'src/ledger/pulls.ts',
    find: 'clock_timestamp() + case when is_told then ?::float8',
    replace: 'clock_timestamp() + case when false then ?::float8',
    caughtBy: [inLedger],
  },
  {
    name: 'sent-and-taken-for-gone',
    what: 'What a school sent in a file is asked after by an id that it never gave, and withdrawn.',
    file: 'src/flows/fetch-records.ts',
    find: '      isPulled && institution === desk.id',
    replace: '      isPulled !== undefined && institution === desk.id',
    caughtBy: [inHouse],
  },
  {
    name: 'old-page-over-a-new-word',
    what: 'A page that was asked for before a correction was sent undoes the correction.',
    file: 'src/ledger/news.ts',
    find: 'insteadOf !== undefined && insteadOf.get(key) !== before.get(key)',
    replace: 'insteadOf !== undefined && !before.has(key) && insteadOf.has(key)',
    caughtBy: ['test/flow/ledger/accepted.test.ts'],
  },
  {
    name: 'one-course-stops-a-school',
    what: 'That one document of a school cannot be had is taken for a failing of its connection.',
    file: 'src/institutions/oeapi/connect.ts',
    find: 'this.weight > 0 ? ofOneAnswer(first) : first',
    replace: 'this.weight < 0 ? ofOneAnswer(first) : first',
    caughtBy: ['test/unit/institutions/of-connection.test.ts'],
  },
];
