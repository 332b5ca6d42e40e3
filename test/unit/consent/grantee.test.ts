import { describe, expect, it } from 'vitest';
import { grantId } from '../../../src/base/index.js';
import {
  type Ask,
  compilePlan,
  delegateKey,
  type Grantee,
  granteeKey,
  roleLifeMs,
  underBlocks,
} from '../../../src/consent/index.js';
import {
  adviserRole,
  barry,
  hogeschool,
  noor,
  otherApp,
  page,
  personOf,
  stranger,
} from '../../fixtures/people.js';
import { ask, grant, now } from '../../fixtures/records.js';

const role: Grantee = { kind: 'role', ...adviserRole };
const app: Grantee = { kind: 'app', client: page };
const link: Grantee = { kind: 'link', secretHash: 'a hash' };
const school: Grantee = { kind: 'institution', institution: hogeschool };

const asserted = (ago: number, change: object = {}) => ({
  ...adviserRole,
  assertedAt: new Date(now.getTime() - ago),
  ...change,
});
const whoever = { agent: stranger } as const;

// biome-ignore format: a table is read in columns
const asks: readonly (readonly [string, Grantee, Partial<Ask>, boolean])[] = [
  ['the person',                                   personOf(noor), {}, true],
  ['another person',                               personOf(noor), whoever, false],
  ['another person, with a role and a link',       personOf(noor), { ...whoever, roles: [asserted(0)], linkHash: 'a hash' }, false],
  ['the role, asserted now',                       role, { ...whoever, roles: [asserted(0)] }, true],
  ['the role, an hour old to the millisecond',     role, { ...whoever, roles: [asserted(roleLifeMs)] }, true],
  ['the role, a millisecond older',                role, { ...whoever, roles: [asserted(roleLifeMs + 1)] }, false],
  ['nobody’s role',                                role, whoever, false],
  ['a role of another issuer',                     role, { ...whoever, roles: [asserted(0, { issuer: 'https://elders.example' })] }, false],
  ['a role at another organisation',               role, { ...whoever, roles: [asserted(0, { organisation: 'elders.example' })] }, false],
  ['another role there',                           role, { ...whoever, roles: [asserted(0, { role: 'teacher' })] }, false],
  ['the role among others',                        role, { ...whoever, roles: [asserted(0, { role: 'teacher' }), asserted(0)] }, true],
  ['a link, where a role is meant',                role, { ...whoever, linkHash: 'a hash' }, false],
  ['the learner through the app',                  app, { isLearner: true }, true],
  ['the learner through another app',              app, { isLearner: true, client: otherApp }, false],
  ['somebody else through the app',                app, {}, false],
  ['the link',                                     link, { ...whoever, linkHash: 'a hash' }, true],
  ['another link',                                 link, { ...whoever, linkHash: 'another hash' }, false],
  ['no link',                                      link, whoever, false],
  ['the institution, which writes and never reads', school, { ...whoever, isLearner: true, roles: [asserted(0)], linkHash: 'a hash' }, false],
];

describe('who is meant', () => {
  it.each(asks)('%s', (_who, grantee, change, meant) => {
    // Through whatever app it is asked: who may is another matter.
    const grants = [grant({ grantee, clients: [page, otherApp] })];
    const decision = compilePlan(ask(change), { epoch: 1, grants, blocks: [] });
    expect(decision.kind).toBe(meant ? 'plan' : 'refused');
  });
});

describe('by what name', () => {
  it('everybody has one of their own', () => {
    const all = [personOf(noor), personOf(stranger), role, app, link, school];
    expect(new Set(all.map(granteeKey)).size).toBe(all.length);
    expect(granteeKey(personOf(noor))).toBe(noor);
  });

  it('the delegate of an app is bound to the learner, and that of anybody else is not', () => {
    expect(delegateKey(app, noor)).not.toBe(delegateKey(app, stranger));
    expect(delegateKey(app, noor)).not.toBe(granteeKey(app));
    expect(delegateKey({ ...app, client: otherApp }, noor)).not.toBe(delegateKey(app, noor));
    for (const other of [personOf(noor), role, link, school]) {
      expect(delegateKey(other, stranger)).toBe(granteeKey(other));
    }
  });
});

it('a no of somebody else hides nothing', () => {
  const scope = [{ types: ['RESULT'] as const }];
  const block = { id: 'no', learner: barry, scope, exceptGrants: [grantId('other')] };
  expect(underBlocks(grant(), [block]).blocked).toEqual([]);
  expect(underBlocks(grant({ learner: barry }), [block]).blocked).toEqual(scope);
});
