import { expect, it } from 'vitest';
import { clientId, grantId } from '../../../src/base/index.js';
import { compilePlan, grantsIn, isPurpose, planShows } from '../../../src/consent/index.js';
import { barry, otherApp, page, personOf, stranger } from '../../fixtures/people.js';
import { ask, grant, planOf } from '../../fixtures/records.js';

const revoked = grant({ state: 'REVOKED' });

// biome-ignore format: a table is read in columns
const noorAsks = [
  // because                              Samira's grants                             Noor's ask                             answer
  ['Samira shared them',                  [grant()],                                  ask(),                                 'plan'],
  ['nobody ever said yes',                [],                                         ask(),                                 'NO_GRANT'],
  ['only Barry said yes',                 [grant({ learner: barry })],                ask(),                                 'NO_GRANT'],
  ['the yes was to somebody else',        [grant({ grantee: personOf(stranger) })],             ask(),                                 'NO_GRANT'],
  ['somebody else asks',                  [grant()],                                  ask({ agent: stranger }),              'NO_GRANT'],
  ['she asks through another app',        [grant()],                                  ask({ client: otherApp }),             'NO_GRANT'],
  ['the app is like hers, not hers',      [grant()],                                  ask({ client: clientId(`${page}/`) }), 'NO_GRANT'],
  ['the grant names two apps',            [grant({ clients: [otherApp, page] })],     ask(),                                 'plan'],
  ['she asks for another purpose',        [grant()],                                  ask({ purpose: 'EMPLOYMENT' }),        'NO_GRANT'],
  ['own use is nobody else\'s purpose',   [grant()],                                  ask({ purpose: 'SELF_USE' }),          'NO_GRANT'],
  ['the pod has no view yet',             [grant({ state: 'PREPARING', wasActive: false })], ask(),                         'NO_GRANT'],
  ['it is stopped before there was a view', [grant({ state: 'REVOKED', wasActive: false })], ask(),                         'NO_GRANT'],
  ['she made it less, and it goes on',    [grant({ state: 'SUPERSEDED' }), grant({ version: 2 })], ask(),                    'plan'],
  ['she made it less: not through this app any more', [grant({ state: 'SUPERSEDED' }), grant({ version: 2, clients: [otherApp] })], ask(), 'ENDED'],
  ['she paused everything',               [grant({ state: 'SUSPENDED' })],            ask(),                                 'ENDED'],
  ['she goes on after a pause, the pod not yet', [grant({ state: 'PREPARING' })],     ask(),                                 'ENDED'],
  ['it ran out, and the sweep has seen it', [grant({ state: 'EXPIRED' })],            ask(),                                 'ENDED'],
  ['it is used up, and the sweep has seen it', [grant({ state: 'EXHAUSTED' })],       ask(),                                 'ENDED'],
  ['she took it back',                    [revoked],                                  ask(),                                 'ENDED'],
  ['she took it back, and said yes anew', [revoked, grant()],                         ask(),                                 'plan'],
  ['what she took back was for another purpose', [revoked],                           ask({ purpose: 'ADMISSION' }),         'NO_GRANT'],
  ['the end of another does not concern her', [revoked],                              ask({ agent: stranger }),              'NO_GRANT'],
  ['one use of two is left',              [grant({ maxSessions: 2, used: 1 })],       ask(),                                 'plan'],
  ['both uses are gone',                  [grant({ maxSessions: 2, used: 2 })],       ask(),                                 'ENDED'],
] as const;

it.each(noorAsks)('adviser asks: %s', (_because, grants, asked, answer) => {
  const decision = compilePlan(asked, { epoch: 1, grants, blocks: [] });
  expect(decision.kind === 'plan' ? 'plan' : decision.because).toBe(answer);
});

// biome-ignore format: a table is read in columns
const moments = [
  // when                            answer
  ['2026-08-31T23:59:59.999Z',       'NO_GRANT'],
  ['2026-09-01T00:00:00.000Z',       'plan'],
  ['2026-09-30T23:59:59.999Z',       'plan'],
  ['2026-10-01T00:00:00.000Z',       'ENDED'],
  ['no moment at all',               'NO_GRANT'],
] as const;

it.each(moments)('a grant for September, asked at %s: %s', (moment, answer) => {
  const decision = compilePlan(ask({ now: new Date(moment) }), {
    epoch: 1,
    grants: [grant()],
    blocks: [],
  });
  expect(decision.kind === 'plan' ? 'plan' : decision.because).toBe(answer);
});

it('a plan stands on the live grants alone, each with its version', () => {
  const second = grant({ id: grantId('second'), version: 3 });
  const plan = planOf([revoked, grant(), second, grant({ purpose: 'ADMISSION' })]);
  expect(grantsIn(plan)).toEqual([
    { id: grant().id, version: 1 },
    { id: 'second', version: 3 },
  ]);
});

it('a plan remembers the epoch its policy was read at', () => {
  const decision = compilePlan(ask(), { epoch: 41, grants: [grant()], blocks: [] });
  expect(decision).toMatchObject({ kind: 'plan', plan: { epoch: 41 } });
});

const graded = grant({ id: grantId('graded'), facets: ['core', 'assessment'] });

// biome-ignore format: a table is read in columns
const sortable = [
  // because                                    grants                                                facet         shows
  ['the only grant shows it',                   [grant()],                                            'credits',    true],
  ['the only grant does not',                   [grant()],                                            'assessment', false],
  ['one of two grants does not',                [grant(), graded],                                    'assessment', false],
  ['both grants show it',                       [grant(), graded],                                    'core',       true],
  ['no core, so nothing',                       [grant({ facets: ['credits'] })],                     'credits',    false],
  ['evidence would tell the grade',             [grant({ facets: ['core', 'evidence'] })],            'evidence',   false],
  ['one that is about no records has no part to show', [graded, grant({ id: grantId('asks'), scope: [], facets: [], claims: [{ kind: 'SKILL', skill: 'lassen' }] })], 'assessment', true],
  ['the grade is shared, so evidence is',       [grant({ facets: ['core', 'assessment', 'evidence'] })], 'evidence', true],
] as const;

it.each(sortable)('what may be sorted by: %s', (_because, grants, facet, shows) => {
  expect(planShows(planOf(grants), facet)).toBe(shows);
});

it('a purpose is one of the closed list, in its own spelling', () => {
  expect(['CAREER_GUIDANCE', 'career_guidance', 'MARKETING', ''].map(isPurpose)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
