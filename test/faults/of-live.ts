import type { Fault } from './fault.js';

const live = 'test/flow/ledger/live.test.ts';
const events = 'test/flow/ledger/live-events.test.ts';
const pass = 'src/flows/live-pass.ts';

/** Who goes on listening, and what is told that nobody may know. */
export const ofLive: readonly Fault[] = [
  {
    name: 'left-session-listens-on',
    what: 'Who signed out goes on listening.',
    file: pass,
    find: 'return sessions.get(pass.tokenHash) === pass.webId;',
    replace: 'return sessions.size >= 0;',
    caughtBy: [live],
  },
  {
    name: 'token-listens-past-its-end',
    what: 'A token that ran out is listened by.',
    file: pass,
    find: 'pass.until <= new Date();',
    replace: 'pass.until <= new Date(0);',
    caughtBy: [live],
  },
  {
    name: 'suspended-app-listens-on',
    what: 'An app that was suspended goes on listening.',
    file: pass,
    find: ' && !suspended.has(pass.client)',
    replace: '',
    caughtBy: [live],
  },
  {
    name: 'event-not-released-by-itself',
    what: 'An event is sent by the right of when it was worked out.',
    file: 'src/graph/live.ts',
    find: 'if (!stands) return { value: undefined, done: true };',
    replace: '',
    caughtBy: [live],
  },
  {
    name: 'event-that-is-so-no-more',
    what: 'A yes is told that was taken back meanwhile.',
    file: 'src/flows/grant-events.ts',
    find: "const isStill = known === undefined ? state === 'ENDED' : isSame;",
    replace: 'const isStill = known === undefined || isSame || true;',
    caughtBy: [events],
  },
  {
    name: 'held-request-told',
    what: 'A learner hears of a request of somebody they muted.',
    file: 'src/flows/my-events.ts',
    find: 'REQUEST_HELD: null,',
    replace: "REQUEST_HELD: 'REQUEST',",
    caughtBy: [events],
  },
  {
    name: 'strangers-tries-told',
    what: 'Anybody can make a learner’s page blink.',
    file: 'src/ledger/log-tail.ts',
    find: "said ->> 'kind' <> 'DENIED' or",
    replace: "said ->> 'kind' <> 'DENIED' or true or",
    caughtBy: [events],
  },
  {
    name: 'what-was-missed-stays-missed',
    what: 'What was told while nobody heard it is not looked up.',
    file: 'src/ledger/listen.ts',
    find: 'ear.onGap();',
    replace: '',
    caughtBy: [live],
  },
  {
    name: 'clock-tells-nothing',
    what: 'A grant that runs out is heard of when somebody sweeps.',
    file: 'src/flows/grant-events.ts',
    find: 'const isTime = Date.now() >= turnsAt;',
    replace: 'const isTime = Date.now() < 0;',
    caughtBy: [events],
  },
  {
    name: 'foreign-site-connects',
    what: 'A page of another site listens by the cookie of who looks at it.',
    file: 'src/http/who-hears.ts',
    find: 'origin !== undefined && !ownOrigins.includes(origin);',
    replace: 'origin !== undefined && ownOrigins.length === 0;',
    caughtBy: ['test/unit/http/who-hears.test.ts'],
  },
  {
    name: 'router-asks-for-nothing',
    what: 'A thousand things that a router names cost what one does.',
    file: 'src/graph/representations.ts',
    find: 'if (Array.isArray(sent)) return sent.length;',
    replace: '',
    caughtBy: ['test/unit/graph/meter.test.ts'],
  },
  {
    name: 'router-asks-without-end',
    what: 'A router can name as many learners as it likes at once.',
    file: 'src/graph/limits.ts',
    find: ' ||\n  entities > limits.entities;',
    replace: ';',
    caughtBy: ['test/unit/graph/limits.test.ts'],
  },
];
