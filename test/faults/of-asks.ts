import type { Fault } from './fault.js';

const asks = 'test/flow/ledger/asks.test.ts';
const rates = 'test/flow/ledger/rates.test.ts';
const ask = 'src/ledger/ask.ts';

/** Who asks too often, or learns from the answer. */
export const ofAsks: readonly Fault[] = [
  {
    name: 'no-is-not-final',
    what: 'After a no the same grantee is laid before the learner again.',
    file: ask,
    find: "and answered_at > clock_timestamp() - interval '30 days')",
    replace: "and answered_at > clock_timestamp() - interval '0 days')",
    caughtBy: [asks],
  },
  {
    name: 'mute-ignored',
    what: 'Somebody who is muted is heard.',
    file: ask,
    find: 'or exists (select from muted_grantee',
    replace: 'or not exists (select from muted_grantee',
    caughtBy: [asks],
  },
  {
    name: 'sixth-request-taken',
    what: 'A grantee may ask once more than they may.',
    file: ask,
    find: 'if (before >= most) return undefined;',
    replace: 'if (before > most) return undefined;',
    caughtBy: [asks],
  },
  {
    name: 'asks-counted-without-a-lock',
    what: 'Requests sent at once count as one.',
    file: ask,
    find: '[`asks ${grantee}`],',
    replace: '[`asks ${grantee} ${Math.random()}`],',
    caughtBy: [asks],
  },
  {
    name: 'mail-tells-of-what-is-held',
    what: 'A learner is told of a request that is not laid before them.',
    file: ask,
    find: "await dueWith(tx, held ? undefined : learner, 'REQUEST');",
    replace: "await dueWith(tx, learner, 'REQUEST');",
    caughtBy: [asks],
  },
  {
    name: 'asking-tells-who-is-here',
    what: 'For a learner who is not here one statement less is sent.',
    file: ask,
    find: 'await noteInInbox(tx, learner, facts, now);',
    replace: 'if (learner !== undefined) await noteInInbox(tx, learner, facts, now);',
    caughtBy: [asks],
  },
  {
    name: 'lapsed-request-granted',
    what: 'A request can be granted after its time.',
    file: 'src/ledger/request-clock.ts',
    find: '  createdAt: { $gt: lapsedBefore(learner.now) },\n',
    replace: '',
    caughtBy: [asks],
  },
  {
    name: 'bucket-over-its-brim',
    what: 'Who waits long may look up everybody at once.',
    file: 'src/ledger/rates.ts',
    find: 'const there = `least(${burst}, ',
    replace: 'const there = `least(${burst} * 1000, ',
    caughtBy: [rates],
  },
  {
    name: 'ids-used-before-they-are-drawn',
    what: 'A process lets pass what the bucket does not hold.',
    file: 'src/flows/rates.ts',
    find: 'if (drawn === 0) return false;',
    replace: '',
    caughtBy: [rates],
  },
  {
    name: 'suspended-app-let-in',
    what: 'An app that was suspended is let in by a good proof.',
    file: 'src/ledger/sessions.ts',
    find: 'where not exists (select from suspended_client where client = ?)',
    replace: "where coalesce(?, '') is not null",
    caughtBy: [rates],
  },
];
