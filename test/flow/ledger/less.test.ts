import { beforeAll, describe, expect, it } from 'vitest';
import { type GrantId, type LearnerId, recordKey } from '../../../src/base/index.js';
import type { NarrowableTerms } from '../../../src/consent/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { hogeschool } from '../../fixtures/people.js';
import { delivered } from './deliveries.js';
import {
  activeGrant,
  answerUnder,
  byLearner,
  enrol,
  noor,
  sayYes,
  terms,
  toNoor,
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
async function grantOf(id: GrantId) {
  const grant = await kluis.ledger.grants.byId(id);
  if (grant === undefined) throw new Error('no such grant');
  return grant;
}
const stateOf = async (id: GrantId) => {
  const { state, pod } = await grantOf(id);
  return `${state} ${pod}`;
};
const owedKinds = async (learner: LearnerId) =>
  (
    await kluis.sql('select kind from outbox_item where learner_id = $1 order by seq', [learner])
  ).map(({ kind }) => kind);
const less = (change: Partial<NarrowableTerms>): NarrowableTerms => ({ ...terms(), ...change });
const comes = (learner: LearnerId, name: string) =>
  kluis.ledger.deliveries.accept(learner, {
    actor: noor,
    institution: hogeschool,
    deliveries: [delivered(hogeschool, [[recordKey(name), 'hash']])],
  });

describe('less of a grant', () => {
  it('is its next version: in force at once, with what was used, and the one before it speaks no more', async () => {
    const { grants, release } = kluis.ledger;
    const learner = await enrol(kluis.ledger);
    const { id } = await activeGrant(kluis.ledger, learner, { maxSessions: 5 });
    await release([await answerUnder(kluis.ledger, learner, [{ id, version: 1 }])]);
    const from = await grantOf(id);
    const narrowing = { from, terms: less({ facets: ['core'], maxSessions: 3 }), actor: byLearner };
    expect(await grants.narrow(learner, narrowing)).toHaveLength(1);
    expect(await grantOf(id)).toMatchObject({
      version: 2,
      state: 'ACTIVE',
      pod: 'PENDING',
      facets: ['core'],
      maxSessions: 3,
      used: 1,
      wasActive: true,
    });
    expect((await grants.versions(id)).map(({ version, state }) => [version, state])).toEqual([
      [2, 'ACTIVE'],
      [1, 'SUPERSEDED'],
    ]);
    expect(await grants.ofLearner(learner)).toHaveLength(1);
    expect(await eventsOf(learner)).toEqual(['GRANTED', 'ACTIVATED', 'NARROWED']);
    expect(await owedKinds(learner)).toEqual(['OPEN_VIEW', 'NARROW_VIEW']);
    await grants.confirm(from);
    expect(await stateOf(id)).toBe('ACTIVE PENDING');
    await grants.confirm(await grantOf(id));
    expect(await stateOf(id)).toBe('ACTIVE CONFIRMED');
  });

  it('voids an answer under way, and the old version can release nothing', async () => {
    const { grants, release } = kluis.ledger;
    const learner = await enrol(kluis.ledger);
    const { id } = await activeGrant(kluis.ledger, learner);
    const underWay = await answerUnder(kluis.ledger, learner, [{ id, version: 1 }]);
    await grants.narrow(learner, {
      from: await grantOf(id),
      terms: less({ facets: ['core'] }),
      actor: byLearner,
    });
    expect(await release([underWay])).toEqual({ kind: 'moved' });
    const old = await answerUnder(kluis.ledger, learner, [{ id, version: 1 }]);
    expect(await release([old])).toEqual({ kind: 'moved' });
    const anew = await answerUnder(kluis.ledger, learner, [{ id, version: 2 }]);
    expect(await release([anew])).toMatchObject({ kind: 'released' });
  });

  it('of what somebody else changed meanwhile, of a neighbour, or of what is over: nothing happens', async () => {
    const { grants } = kluis.ledger;
    const [samira, barry] = [await enrol(kluis.ledger), await enrol(kluis.ledger)];
    const { id } = await activeGrant(kluis.ledger, samira);
    const narrowing = {
      from: await grantOf(id),
      terms: less({ facets: ['core'] }),
      actor: byLearner,
    };
    expect(await grants.narrow(barry, narrowing)).toBeUndefined();
    const both = await Promise.all([
      grants.narrow(samira, narrowing),
      grants.narrow(samira, narrowing),
    ]);
    expect(both.filter((work) => work !== undefined)).toHaveLength(1);
    await grants.revoke(samira, id, byLearner);
    const over = { ...narrowing, from: await grantOf(id) };
    expect(await grants.narrow(samira, over)).toBeUndefined();
    expect(await stateOf(id)).toBe('REVOKED PENDING');
  });

  it('said before the view of the first version stood, is not made to count by that view', async () => {
    const { grants } = kluis.ledger;
    const learner = await enrol(kluis.ledger);
    const first = await sayYes(kluis.ledger, learner, { facets: ['core', 'assessment'] });
    const narrowing = {
      from: await grantOf(first.id),
      terms: less({ facets: ['core'] }),
      actor: byLearner,
    };
    await grants.narrow(learner, narrowing);
    await grants.activate(learner, first, byLearner);
    expect(await stateOf(first.id)).toBe('PREPARING PENDING');
    await grants.activate(learner, { id: first.id, version: 2 }, byLearner);
    expect(await stateOf(first.id)).toBe('ACTIVE CONFIRMED');
  });

  it('without later records keeps those that have come by then; without a change of that, the first ones', async () => {
    const { grants } = kluis.ledger;
    const learner = await enrol(kluis.ledger);
    await comes(learner, 'first');
    const later = await activeGrant(kluis.ledger, learner, { includeFuture: true });
    const fixed = await activeGrant(kluis.ledger, learner);
    await comes(learner, 'second');
    for (const { id } of [later, fixed]) {
      await grants.narrow(learner, { from: await grantOf(id), terms: less({}), actor: byLearner });
    }
    await comes(learner, 'third');
    expect((await grantOf(later.id)).recordsAtGrant).toEqual(['first', 'second']);
    expect((await grantOf(fixed.id)).recordsAtGrant).toEqual(['first']);
  });
});

describe('a pause of everything', () => {
  it('suspends all that runs in one step and one line, and resuming prepares it anew', async () => {
    const { grants } = kluis.ledger;
    const learner = await enrol(kluis.ledger);
    const active = await activeGrant(kluis.ledger, learner);
    const preparing = await sayYes(kluis.ledger, learner);
    const stopped = await activeGrant(kluis.ledger, learner);
    await grants.revoke(learner, stopped.id, byLearner);
    const epoch = await epochOf(learner);
    expect(await grants.pauseAll(learner, byLearner)).toHaveLength(2);
    expect(await grants.isPaused(learner)).toBe(true);
    expect(await epochOf(learner)).toBe(epoch + 1);
    const states = async () => [
      await stateOf(active.id),
      await stateOf(preparing.id),
      await stateOf(stopped.id),
    ];
    expect(await states()).toEqual(['SUSPENDED PENDING', 'SUSPENDED PENDING', 'REVOKED PENDING']);
    expect(await grants.pauseAll(learner, byLearner)).toEqual([]);
    expect(await grants.resumeAll(learner, byLearner)).toHaveLength(2);
    expect(await states()).toEqual(['PREPARING PENDING', 'PREPARING PENDING', 'REVOKED PENDING']);
    expect(await grants.isPaused(learner)).toBe(false);
    expect((await eventsOf(learner)).slice(-2)).toEqual(['PAUSED', 'RESUMED']);
  });

  it('voids answers under way, lets no new yes in, and a paused grant can be stopped for good', async () => {
    const { grants, release } = kluis.ledger;
    const learner = await enrol(kluis.ledger);
    const { id, version } = await activeGrant(kluis.ledger, learner);
    const underWay = await answerUnder(kluis.ledger, learner, [{ id, version }]);
    await grants.pauseAll(learner, byLearner);
    expect(await release([underWay])).toEqual({ kind: 'moved' });
    const yes = {
      grantee: toNoor,
      terms: terms(),
      actor: byLearner,
    };
    expect(await grants.grant(learner, yes)).toEqual({ kind: 'paused' });
    await grants.revoke(learner, id, byLearner);
    await grants.resumeAll(learner, byLearner);
    expect(await stateOf(id)).toBe('REVOKED PENDING');
  });

  it('of nobody is nothing', async () => {
    const learner = await enrol(kluis.ledger);
    expect(await kluis.ledger.grants.resumeAll(learner, byLearner)).toEqual([]);
    expect(await eventsOf(learner)).toEqual([]);
  });
});

const neverFails = (error: unknown) => {
  throw error;
};

describe('the clock', () => {
  const soon = { validUntil: new Date(Date.now() + 300) };

  it('ends what ran out and what is used up, once, with a line in the log and a view to close', async () => {
    const { grants, release } = kluis.ledger;
    const learner = await enrol(kluis.ledger);
    const ranOut = await activeGrant(kluis.ledger, learner, soon);
    const usedUp = await activeGrant(kluis.ledger, learner, { maxSessions: 1 });
    const runs = await activeGrant(kluis.ledger, learner);
    await release([await answerUnder(kluis.ledger, learner, [usedUp])]);
    await kluis.sql('select pg_sleep(0.4)');
    const both = await Promise.all([
      grants.endOverdue(noor, neverFails),
      grants.endOverdue(noor, neverFails),
    ]);
    expect(both[0] + both[1]).toBeGreaterThanOrEqual(2);
    const states = [await stateOf(ranOut.id), await stateOf(usedUp.id), await stateOf(runs.id)];
    expect(states).toEqual(['EXPIRED PENDING', 'EXHAUSTED PENDING', 'ACTIVE CONFIRMED']);
    expect((await eventsOf(learner)).slice(-2).toSorted()).toEqual(['EXHAUSTED', 'EXPIRED']);
    expect((await owedKinds(learner)).filter((kind) => kind === 'CLOSE_VIEW')).toHaveLength(2);
    await grants.endOverdue(noor, neverFails);
    expect((await owedKinds(learner)).filter((kind) => kind === 'CLOSE_VIEW')).toHaveLength(2);
  });
});
