import { beforeAll, describe, expect, it } from 'vitest';
import { type GrantId, institutionId, type LearnerId, recordKey } from '../../../src/base/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { hogeschool } from '../../fixtures/people.js';
import { delivered } from './deliveries.js';
import {
  activeGrant,
  byLearner,
  enrol,
  noor,
  sayYes,
  terms,
  toNoor,
  waterbeheer,
  wim,
} from './people.js';

let kluis: TestLedger;
beforeAll(async () => {
  kluis = await openTestLedger();
  return kluis.close;
});

const epochOf = async (learner: LearnerId) =>
  (await kluis.ledger.grants.policyBetween(learner, [noor.webId])).epoch;
const eventsOf = async (learner: LearnerId) =>
  (await kluis.ledger.log.read(learner, 50))
    .toReversed()
    .flatMap((line) => (line.kind === 'POLICY' ? [line.event] : []));
const stateOf = async (id: GrantId) => {
  const grant = await kluis.ledger.grants.byId(id);
  return grant && { state: grant.state, pod: grant.pod };
};
/** The pod has done what the grant now says. */
async function confirm(id: GrantId): Promise<void> {
  const grant = await kluis.ledger.grants.byId(id);
  if (grant !== undefined) await kluis.ledger.grants.confirm(grant);
}

it('a yes counts once the pod has its view, and each step raises the epoch and stands in the log', async () => {
  const { grants } = kluis.ledger;
  const learner = await enrol(kluis.ledger);
  expect(await epochOf(learner)).toBe(0);
  const { id } = await sayYes(kluis.ledger, learner);
  expect(await stateOf(id)).toEqual({ state: 'PREPARING', pod: 'PENDING' });
  await grants.activate(learner, { id, version: 1 }, byLearner);
  expect(await stateOf(id)).toEqual({ state: 'ACTIVE', pod: 'CONFIRMED' });
  await grants.revoke(learner, id, byLearner);
  expect(await stateOf(id)).toEqual({ state: 'REVOKED', pod: 'PENDING' });
  await confirm(id);
  expect(await stateOf(id)).toEqual({ state: 'REVOKED', pod: 'CONFIRMED' });
  expect(await epochOf(learner)).toBe(3);
  expect(await eventsOf(learner)).toEqual(['GRANTED', 'ACTIVATED', 'REVOKED']);
});

it('a grant comes back as the learner gave it', async () => {
  const learner = await enrol(kluis.ledger);
  const given = terms({
    scope: [
      { types: ['RESULT', 'DIPLOMA'], institutions: [institutionId('heidestad.example')] },
      { recordIds: [waterbeheer], levelMin: 6, issuedFrom: '2024-09-01', status: ['CURRENT'] },
    ],
    facets: ['core', 'assessment'],
    personFacets: ['name'],
    maxSessions: 5,
  });
  const { id } = await activeGrant(kluis.ledger, learner, given);
  const { storage } = (await kluis.ledger.learners.byId(learner)) ?? {};
  const expected = {
    ...given,
    id,
    version: 1,
    learner,
    grantee: toNoor,
    state: 'ACTIVE',
    used: 0,
    recordsAtGrant: [],
    view: `${storage}shared/${id}/view.json`,
  };
  const { grants } = kluis.ledger;
  const policy = await grants.policyBetween(learner, [noor.webId]);
  expect(policy.grants).toMatchObject([expected]);
  expect(await grants.ofLearner(learner)).toMatchObject([expected]);
  expect(await grants.byId(id)).toMatchObject(expected);
  expect((await grants.toGrantee([noor.webId])).some((grant) => grant.id === id)).toBe(true);
  expect((await grants.policyBetween(learner, [wim.webId])).grants).toEqual([]);
});

// biome-ignore format: a table is read in columns
const unknownTerms = [
  // what a later version may store         where              what
  ['a duty beside the terms',               '{duty}',          '"delete after use"'],
  ['a constraint in a selector',            '{scope,0,level}', '"NLQF6"'],
  ['a facet',                               '{facets,1}',      '"wellbeing"'],
  ['a person facet',                        '{personFacets}',  '["nationality"]'],
  ['a record type',                         '{scope,0,types}', '["RESULT", "ABSENCE"]'],
  ['no client at all',                      '{clients}',       '[]'],
  ['no scope at all',                       '{scope}',         '[]'],
] as const;

describe('a stored term that is not known makes the grant invisible, and it can still be revoked:', () => {
  it.each(unknownTerms)('%s', async (_what, path, value) => {
    const { grants } = kluis.ledger;
    const learner = await enrol(kluis.ledger);
    const { id } = await activeGrant(kluis.ledger, learner);
    const readable = await activeGrant(kluis.ledger, learner);
    await kluis.sql(
      'update grant_version set terms = jsonb_set(terms, $2::text[], $3::jsonb) where grant_id = $1',
      [id, path, value],
    );
    expect(await grants.byId(id)).toBeUndefined();
    const { grants: between } = await grants.policyBetween(learner, [noor.webId]);
    expect(between.map((grant) => grant.id)).toEqual([readable.id]);
    expect(await grants.ofLearner(learner)).toHaveLength(1);
    expect(await grants.revoke(learner, id, byLearner)).toHaveProperty('work');
  });
});

describe('what has ended stays ended:', () => {
  it('revoking twice is harmless and changes nothing the second time', async () => {
    const { grants } = kluis.ledger;
    const learner = await enrol(kluis.ledger);
    const { id } = await activeGrant(kluis.ledger, learner);
    expect(await grants.revoke(learner, id, byLearner)).toHaveProperty('work');
    await confirm(id);
    const [epoch, before] = [await epochOf(learner), await grants.byId(id)];
    expect(await grants.revoke(learner, id, byLearner)).toEqual({ id });
    expect(await epochOf(learner)).toBe(epoch);
    expect(await grants.byId(id)).toEqual(before);
  });

  it('revoked by five hands at once it is revoked once', async () => {
    const { grants } = kluis.ledger;
    const learner = await enrol(kluis.ledger);
    const { id } = await activeGrant(kluis.ledger, learner);
    const hands = Array.from({ length: 5 }, () => grants.revoke(learner, id, byLearner));
    expect((await Promise.all(hands)).filter((no) => no && 'work' in no)).toHaveLength(1);
    expect(await eventsOf(learner)).toEqual(['GRANTED', 'ACTIVATED', 'REVOKED']);
  });

  it('a grant that was revoked before its view stood is not activated any more', async () => {
    const { grants } = kluis.ledger;
    const learner = await enrol(kluis.ledger);
    const { id } = await sayYes(kluis.ledger, learner);
    await grants.revoke(learner, id, byLearner);
    await grants.activate(learner, { id, version: 1 }, byLearner);
    expect(await stateOf(id)).toMatchObject({ state: 'REVOKED' });
    expect(await eventsOf(learner)).toEqual(['GRANTED', 'REVOKED']);
  });

  it('a grant is activated once', async () => {
    const learner = await enrol(kluis.ledger);
    const { id } = await activeGrant(kluis.ledger, learner);
    await kluis.ledger.grants.activate(learner, { id, version: 1 }, byLearner);
    expect(await epochOf(learner)).toBe(2);
  });

  it('closing is not confirmed for a grant that is in force', async () => {
    const { id } = await sayYes(kluis.ledger, await enrol(kluis.ledger));
    await kluis.ledger.grants.confirmShut(id);
    expect(await stateOf(id)).toEqual({ state: 'PREPARING', pod: 'PENDING' });
  });
});

describe('a learner changes their own grants only:', () => {
  it("revoking a neighbour's does nothing", async () => {
    const [samira, barry] = [await enrol(kluis.ledger), await enrol(kluis.ledger)];
    const { id } = await activeGrant(kluis.ledger, samira);
    expect(await kluis.ledger.grants.revoke(barry, id, byLearner)).toBeUndefined();
    expect(await stateOf(id)).toMatchObject({ state: 'ACTIVE' });
    expect([await epochOf(barry), await eventsOf(barry)]).toEqual([0, []]);
  });

  it("activating a neighbour's does nothing", async () => {
    const [samira, barry] = [await enrol(kluis.ledger), await enrol(kluis.ledger)];
    const { id } = await sayYes(kluis.ledger, samira);
    await kluis.ledger.grants.activate(barry, { id, version: 1 }, byLearner);
    expect(await stateOf(id)).toMatchObject({ state: 'PREPARING' });
    expect([await epochOf(barry), await eventsOf(barry)]).toEqual([0, []]);
  });
});

it('a yes for no time at all is refused by the table itself', async () => {
  const learner = await enrol(kluis.ledger);
  const now = new Date();
  await expect(sayYes(kluis.ledger, learner, { validFrom: now, validUntil: now })).rejects.toThrow(
    'violates check constraint',
  );
  expect([await epochOf(learner), await eventsOf(learner)]).toEqual([0, []]);
});

it('a yes keeps to the records that had come when it was said, not to what comes before it takes effect', async () => {
  const { grants, deliveries } = kluis.ledger;
  const learner = await enrol(kluis.ledger);
  const comes = (key: typeof waterbeheer) =>
    deliveries.accept(learner, {
      actor: byLearner,
      institution: hogeschool,
      deliveries: [delivered(hogeschool, [[key, 'hash']])],
    });
  await comes(waterbeheer);
  const { id } = await sayYes(kluis.ledger, learner);
  await comes(recordKey('later-came'));
  await grants.activate(learner, { id, version: 1 }, byLearner);
  expect((await grants.byId(id))?.recordsAtGrant).toEqual([waterbeheer]);
});
