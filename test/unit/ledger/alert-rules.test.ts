import { expect, it } from 'vitest';
import { clientId, grantId, recordKey, webId } from '../../../src/base/index.js';
import { granteeKey } from '../../../src/consent/index.js';
import { alertsOf } from '../../../src/ledger/alert-rules.js';
import type { LogLine } from '../../../src/ledger/index.js';

const noor = webId('https://advies.example/noor#me');
const wim = webId('https://advies.example/wim#me');
const role = { issuer: 'https://idp.example', organisation: 'advies.example', role: 'adviser' };
const [loket, other] = [clientId('https://advies.example/loket'), clientId('https://app.example/')];

let seq = 0;
const look = (change: object = {}, records = 2, at = '2026-03-01T12:00:00.000Z'): LogLine => ({
  seq: (seq += 1),
  at,
  kind: 'READ',
  actor: { webId: noor, client: loket },
  purpose: 'CAREER_GUIDANCE',
  operation: 'LearnerRecords',
  grants: [{ id: grantId('g1'), version: 1 }],
  epoch: 1,
  records: Array.from({ length: records }, (_none, n) => ({
    key: recordKey(`r${n}`),
    facets: ['core'],
  })),
  person: [],
  aggregates: [],
  ...change,
});
const denied = (actor = noor, at = '2026-03-01T12:00:00.000Z', change: object = {}): LogLine => ({
  seq: (seq += 1),
  at,
  kind: 'DENIED',
  actor: { webId: actor, client: loket },
  purpose: 'CAREER_GUIDANCE',
  operation: 'LearnerRecords',
  because: 'NO_GRANT',
  ...change,
});
const kindsOf = (earlier: readonly LogLine[], fresh: readonly LogLine[]) =>
  alertsOf(earlier, fresh, new Set([noor, granteeKey({ kind: 'role', ...role })])).map(
    ({ kind }) => kind,
  );
const as = (said: object) => ({ actor: { webId: wim, client: loket, role: said } });
const day = (n: number) => `2026-03-0${n}T12:00:00.000Z`;
const g2 = { grants: [{ id: grantId('g2'), version: 1 }] };

// biome-ignore format: a table is read in columns
it.each([
  ['a first look under a grant',                [],                              [look()],                                ['FIRST_USE']],
  ['a second one',                              [look()],                        [look()],                                []],
  ['a look that showed nothing is no use',      [],                              [look({}, 0)],                           []],
  ['and the use after it is the first',         [look({}, 0)],                   [look()],                                ['FIRST_USE']],
  ['another grant of the same person',          [look()],                        [look(g2)],                              ['FIRST_USE']],
  ['a next version of a grant is the same one', [look()],                        [look({ grants: [{ id: grantId('g1'), version: 2 }] })], []],
  ['another app',                               [look()],                        [look({ actor: { webId: noor, client: other } })], ['NEW_CLIENT']],
  ['an app that was used before',               [look(), look({ actor: { webId: noor, client: other } })], [look()],      []],
  ['the learner themself, with whatever app',   [],                              [look({ purpose: 'SELF_USE', grants: [] }, 90)], []],
  ['fifty records in a first day',              [look()],                        [look({}, 50)],                          []],
  ['more than fifty',                           [look()],                        [look({}, 51)],                          ['UNUSUAL_VOLUME']],
  ['the same records again are no more',        [look({}, 40)],                  [look({}, 40)],                          []],
  ['as many as on a busy day before',           [look({}, 60, day(1))],          [look({}, 60, day(2))],                  []],
  ['three times that day',                      [look({}, 60, day(1))],          [look({}, 180, day(2))],                 []],
  ['more than three times',                     [look({}, 60, day(1))],          [look({}, 181, day(2))],                 ['UNUSUAL_VOLUME']],
  ['once a day is enough',                      [look({}, 60, day(1))],          [look({}, 181, day(2)), look({}, 190, day(2))], ['UNUSUAL_VOLUME']],
  ['a refused try of a grantee',                [],                              [denied()],                              ['REFUSED_TRY']],
  ['many on one day',                           [denied()],                      [denied(), denied()],                    []],
  ['one on the next day',                       [denied()],                      [denied(noor, day(2))],                  ['REFUSED_TRY']],
  ['a stranger’s try',                          [],                              [denied(wim)],                           []],
  ['one under a grant that was over',           [],                              [denied(wim, day(1), { because: 'ENDED' })], ['REFUSED_TRY']],
  ['one by somebody who is what a grant was to', [],                             [denied(wim, day(1), as(role))], ['REFUSED_TRY']],
  ['one by somebody who is that elsewhere',     [],                              [denied(wim, day(1), as({ ...role, organisation: 'elders.example' }))], []],
] as const)('%s', (_what, earlier, fresh, kinds) => {
  expect(kindsOf(earlier, fresh)).toEqual(kinds);
});

it('a day is a day where the learner lives', () => {
  const late = [look({}, 60, '2026-03-01T22:30:00.000Z'), look({}, 40, '2026-03-01T23:30:00.000Z')];
  // Half past midnight in Amsterdam is the next day: forty more are no more than before.
  expect(kindsOf([look({}, 1, '2026-02-01T12:00:00.000Z')], late)).toEqual(['UNUSUAL_VOLUME']);
  expect(
    alertsOf(
      [],
      [denied(noor, '2026-03-01T22:30:00.000Z'), denied(noor, '2026-03-01T23:30:00.000Z')],
      new Set([noor]),
    ),
  ).toHaveLength(2);
});

it('an alert names its line and its moment', () => {
  const line = look();
  expect(alertsOf([], [line], new Set())).toEqual([
    { kind: 'FIRST_USE', seq: line.seq, at: line.at },
  ]);
});
