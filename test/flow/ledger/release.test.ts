import { randomUUID } from 'node:crypto';
import { beforeAll, expect, it } from 'vitest';
import { clientId, grantId, type LearnerId, learnerId, webId } from '../../../src/base/index.js';
import { type GrantRef, verifyChain } from '../../../src/ledger/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { activeGrant, answerUnder, byLearner, enrol, sayYes } from './people.js';

let kluis: TestLedger;
beforeAll(async () => {
  kluis = await openTestLedger();
  return kluis.close;
});

async function learnerWithGrant(
  change: Parameters<typeof activeGrant>[2] = {},
): Promise<{ learner: LearnerId; grant: GrantRef }> {
  const learner = await enrol(kluis.ledger);
  return { learner, grant: await activeGrant(kluis.ledger, learner, change) };
}
const usesOf = async ({ id }: GrantRef) => (await kluis.ledger.grants.byId(id))?.used;
const readsOf = async (learner: LearnerId) =>
  (await kluis.ledger.log.read(learner, 500)).filter(({ kind }) => kind === 'READ');

it('an answer leaves while the policy it was worked out under still stands', async () => {
  const { learner, grant } = await learnerWithGrant();
  const before = Date.now();
  const outcome = await kluis.ledger.release([await answerUnder(kluis.ledger, learner, [grant])]);
  expect(outcome.kind).toBe('released');
  const at = outcome.kind === 'released' ? outcome.at : new Date(0);
  expect(Math.abs(at.getTime() - before)).toBeLessThan(60_000);
  expect(await readsOf(learner)).toMatchObject([{ grants: [grant], at: at.toISOString() }]);
  expect(await usesOf(grant)).toBe(1);
});

it('releasing is no change of policy: the next answer under the same epoch leaves too', async () => {
  const { learner, grant } = await learnerWithGrant();
  const answer = await answerUnder(kluis.ledger, learner, [grant]);
  await kluis.ledger.release([answer]);
  expect(await kluis.ledger.release([answer])).toMatchObject({ kind: 'released' });
  expect(await readsOf(learner)).toHaveLength(2);
});

it('an answer is void once any grant of that learner was revoked', async () => {
  const { learner, grant } = await learnerWithGrant();
  const other = await sayYes(kluis.ledger, learner, { purpose: 'ADMISSION' });
  const answer = await answerUnder(kluis.ledger, learner, [grant]);
  await kluis.ledger.grants.revoke(learner, other.id, byLearner);
  expect(await kluis.ledger.release([answer])).toEqual({ kind: 'moved' });
  expect(await readsOf(learner)).toEqual([]);
  expect(await usesOf(grant)).toBe(0);
});

it('an answer is void once its grant was revoked, whatever epoch it claims', async () => {
  const { learner, grant } = await learnerWithGrant();
  await kluis.ledger.grants.revoke(learner, grant.id, byLearner);
  const answer = await answerUnder(kluis.ledger, learner, [grant]);
  expect(await kluis.ledger.release([answer])).toEqual({ kind: 'moved' });
});

it('attack 40: an answer to an app that was suspended or removed meanwhile is void, also one that uses no grant', async () => {
  const { learner, grant } = await learnerWithGrant();
  const { ledger } = kluis;
  const app = clientId(`https://leerkluis.example/clients/${randomUUID()}`);
  const owner = webId(`https://ontwikkelaar.example/${randomUUID()}#me`);
  const words = { name: 'Stageplek', redirectUris: ['https://stageplek.example/back'] };
  await ledger.apps.add(app, owner, { ...words, clusters: ['RESULTS'], purpose: 'INTERNSHIP' });
  const answer = { ...(await answerUnder(ledger, learner, [grant])), app };
  const released = async (change = {}) => (await ledger.release([{ ...answer, ...change }])).kind;
  const both = async () => [await released(), await released({ uses: [] })];
  await ledger.clients.suspend(app);
  expect(await both()).toEqual(['moved', 'moved']);
  await ledger.clients.resume(app);
  expect(await both()).toEqual(['released', 'released']);
  await ledger.apps.remove(app, owner);
  expect(await both()).toEqual(['moved', 'moved']);
  expect(await readsOf(learner)).toHaveLength(2);
  expect(await usesOf(grant)).toBe(1);
});

it('an answer is void once its grant has run out, though nothing was changed', async () => {
  const { learner, grant } = await learnerWithGrant();
  const answer = await answerUnder(kluis.ledger, learner, [grant]);
  await kluis.sql('update grant_version set valid_until = clock_timestamp() where grant_id = $1', [
    grant.id,
  ]);
  expect(await kluis.ledger.release([answer])).toEqual({ kind: 'moved' });
  expect(await readsOf(learner)).toEqual([]);
});

it('an answer does not leave before its grant begins', async () => {
  const tomorrow = new Date(Date.now() + 86_400_000);
  const { learner, grant } = await learnerWithGrant({ validFrom: tomorrow });
  const answer = await answerUnder(kluis.ledger, learner, [grant]);
  expect(await kluis.ledger.release([answer])).toEqual({ kind: 'moved' });
});

it('an answer under a grant that the pod has no view of yet does not leave', async () => {
  const learner = await enrol(kluis.ledger);
  const grant = await sayYes(kluis.ledger, learner);
  const answer = await answerUnder(kluis.ledger, learner, [grant]);
  expect(await kluis.ledger.release([answer])).toEqual({ kind: 'moved' });
});

it('an answer about nobody, or under a grant that never was, does not leave', async () => {
  const nobody = learnerId('00000000-0000-4000-8000-000000000000');
  const invented = { id: grantId('00000000-0000-4000-8000-000000000001'), version: 1 };
  const { learner } = await learnerWithGrant();
  for (const asked of [nobody, learner]) {
    const answer = await answerUnder(kluis.ledger, asked, [invented]);
    expect(await kluis.ledger.release([answer])).toEqual({ kind: 'moved' });
  }
});

it('an answer about several learners leaves whole or not at all', async () => {
  const all = await Promise.all([learnerWithGrant(), learnerWithGrant(), learnerWithGrant()]);
  const answers = await Promise.all(
    all.map(({ learner, grant }) => answerUnder(kluis.ledger, learner, [grant])),
  );
  for (const { learner, grant } of all.slice(1, 2)) {
    await kluis.ledger.grants.revoke(learner, grant.id, byLearner);
  }
  expect(await kluis.ledger.release(answers)).toEqual({ kind: 'moved' });
  for (const { learner, grant } of all) {
    expect(await readsOf(learner)).toEqual([]);
    expect(await usesOf(grant)).toBe(0);
  }
  const [first, , third] = answers;
  if (first === undefined || third === undefined) throw new Error('three learners, three answers');
  expect(await kluis.ledger.release([first, third])).toMatchObject({ kind: 'released' });
});

it('answers about the same learners in any order do not wait for each other for ever', async () => {
  const all = await Promise.all([learnerWithGrant(), learnerWithGrant()]);
  const answers = await Promise.all(
    all.map(({ learner, grant }) => answerUnder(kluis.ledger, learner, [grant])),
  );
  const both = Array.from({ length: 16 }, (_, n) => (n % 2 === 0 ? answers : answers.toReversed()));
  const outcomes = await Promise.all(both.map((each) => kluis.ledger.release(each)));
  expect(outcomes.every(({ kind }) => kind === 'released')).toBe(true);
  for (const { learner } of all) {
    expect(await readsOf(learner)).toHaveLength(16);
    expect(verifyChain(await kluis.ledger.log.chain(learner))).toMatchObject({ whole: true });
  }
});

it('a grant for three times, used fifty times at once, is used three times', async () => {
  const { learner, grant } = await learnerWithGrant({ maxSessions: 3 });
  const answer = await answerUnder(kluis.ledger, learner, [grant]);
  const outcomes = await Promise.all(
    Array.from({ length: 50 }, () => kluis.ledger.release([answer])),
  );
  expect(outcomes.filter(({ kind }) => kind === 'released')).toHaveLength(3);
  expect(await usesOf(grant)).toBe(3);
  expect(await readsOf(learner)).toHaveLength(3);
  expect(verifyChain(await kluis.ledger.log.chain(learner))).toMatchObject({ whole: true });
});

it('without a row in the log nothing leaves and nothing is used up, for none of the learners', async () => {
  const all = await Promise.all([
    learnerWithGrant({ maxSessions: 1 }),
    learnerWithGrant({ maxSessions: 1 }),
  ]);
  const answers = await Promise.all(
    all.map(({ learner, grant }) => answerUnder(kluis.ledger, learner, [grant])),
  );
  const last = all.map(({ learner }) => learner).toSorted()[1];
  await kluis.sql(`create function refuse() returns trigger language plpgsql as
    $$ begin raise exception 'disk full'; end $$`);
  await kluis.sql(`create trigger full_disk before insert on log_entry for each row
    when (new.learner_id = '${last}') execute function refuse()`);
  try {
    await expect(kluis.ledger.release(answers)).rejects.toThrow('disk full');
  } finally {
    await kluis.sql('drop trigger full_disk on log_entry');
  }
  for (const { learner, grant } of all) {
    expect(await usesOf(grant)).toBe(0);
    expect(await readsOf(learner)).toEqual([]);
    expect(verifyChain(await kluis.ledger.log.chain(learner))).toMatchObject({ whole: true });
  }
  expect(await kluis.ledger.release(answers)).toMatchObject({ kind: 'released' });
});
