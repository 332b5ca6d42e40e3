import { beforeAll, describe, expect, it } from 'vitest';
import { webId } from '../../../src/base/index.js';
import {
  type Blocked,
  compilePlan,
  type Grant,
  granteeKey,
  type Permit,
} from '../../../src/consent/index.js';
import type { House } from '../../../src/flows/index.js';
import {
  grantsUniversityResults,
  guidance,
  readsSamira,
  revokes,
  revokesAll,
} from '../../fixtures/consent-steps.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';

/** What the broken evaluator of this file says yes to, whoever asks. Undefined: it works as it should. */
let sayYesTo: Grant | undefined;
/** An evaluator that is wrong in the worst way: it gives a permit for a grant that is not the asker's, or is over. */
const decide: House['decide'] = (ask, policy) => {
  if (sayYesTo === undefined) return compilePlan(ask, policy);
  const given: Grant & Blocked = { ...sayYesTo, blocked: [], state: 'ACTIVE' };
  const permit = given as Permit;
  const { learner, purpose } = ask;
  return { kind: 'plan', plan: { learner, purpose, epoch: policy.epoch, permits: [permit] } };
};

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse({ decide });
  return () => house.stop();
}, 120_000);

async function grantsOfSamira() {
  const { ledger } = house.running.house;
  const samira = await ledger.learners.byWebId(webId(house.account('samira').webId));
  return samira === undefined ? [] : ledger.grants.ofLearner(samira.id);
}
async function newest(): Promise<Grant> {
  const [grant] = await grantsOfSamira();
  if (grant === undefined) throw new Error('no grant');
  return grant;
}
/** Asks with the evaluator broken, and looks whether the pod server was really asked and said no. */
async function asksWithBrokenEvaluator(
  who: 'adviser' | 'developer',
  grant: Grant,
  purpose: { readonly purpose: string } = guidance,
) {
  sayYesTo = grant;
  house.proxy.forget();
  const learner = house.account('samira').webId;
  const answer = await house.ask(who, 'LearnerRecords', { learner }, purpose);
  sayYesTo = undefined;
  const asked = house.proxy.requests.map(({ path }) => path);
  return { asked, data: answer.data, codes: answer.codes };
}

/** What the pod server's no looks like, seen from outside, after it was really asked. */
const podSaidNo = (grant: Grant) => ({
  asked: [new URL(grant.view).pathname],
  data: { learner: null },
  codes: ['GRANT_ENDED'],
});

describe('attack 20: with an evaluator that says yes to everything, the pod server still refuses', () => {
  it('sees through its own check: with a live grant of one’s own the broken evaluator does read', async () => {
    await grantsUniversityResults(house);
    const { data } = await asksWithBrokenEvaluator('adviser', await newest());
    expect(data.learner.records.count).toBeGreaterThan(0);
  });

  it('an asker with no grant at all, on another’s grant id', async () => {
    const grant = await newest();
    expect(await asksWithBrokenEvaluator('developer', grant)).toMatchObject(podSaidNo(grant));
  });

  it('a grant id that was made up', async () => {
    const grant = await newest();
    const id = '22222222-2222-4222-8222-222222222222';
    const invented = { ...grant, id: id as Grant['id'] };
    expect(await asksWithBrokenEvaluator('adviser', invented)).toMatchObject(podSaidNo(grant));
  });

  it('another purpose than the grant’s', async () => {
    const grant = await newest();
    expect(
      await asksWithBrokenEvaluator('adviser', grant, { purpose: 'EMPLOYMENT' }),
    ).toMatchObject(podSaidNo(grant));
  });

  it('a revoked grant', async () => {
    const id = await grantsUniversityResults(house);
    const grant = await newest();
    await revokes(house, id);
    expect(await asksWithBrokenEvaluator('adviser', grant)).toMatchObject(podSaidNo(grant));
  });
});

it('with a stale view left readable on purpose, the evaluator refuses', async () => {
  await revokesAll(house);
  await grantsUniversityResults(house);
  const grant = await newest();
  const { ledger } = house.running.house;
  // Revoked in the ledger alone: the pod's view and its rule stay as they are.
  await ledger.db
    .em()
    .execute("update grant_version set state = 'REVOKED' where grant_id = ?", [grant.id]);
  const [client] = grant.clients;
  if (client === undefined) throw new Error('no client');
  const { id, grantee, purpose, view } = grant;
  expect(
    await house.running.workshop.probe(
      { grantId: id, grantee: granteeKey(grantee), client, purpose },
      view,
    ),
  ).toBe(200);

  house.proxy.forget();
  const answer = await readsSamira(house);
  expect(answer.data).toEqual({ learner: null });
  expect(answer.codes).toEqual(['GRANT_ENDED']);
  expect(house.proxy.requests).toEqual([]);
});

it('a view that holds more than its grant shows no more for it', async () => {
  await revokesAll(house);
  await grantsUniversityResults(house);
  const grant = await newest();
  const { fetch } = house.running.workshop.build;
  const stored = JSON.parse(await (await fetch(grant.view)).text());
  const [first] = stored.records;
  const tampered = {
    ...stored,
    person: { name: { given: 'Te', family: 'Veel' } },
    records: [
      ...stored.records,
      { ...first, key: 'AAAAAAAAAAAAAAAAAAAAAA' },
      ...stored.records.map((record: { facets: object }) => ({
        ...record,
        facets: { ...record.facets, feedback: { comment: 'te veel' } },
      })),
    ],
  };
  const written = await fetch(grant.view, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(tampered),
  });
  expect(written.ok).toBe(true);
  const answer = await readsSamira(house, { first: 250 });
  expect(answer.data.learner.records.count).toBe(stored.records.length);
  expect(answer.text).not.toContain('te veel');
});
