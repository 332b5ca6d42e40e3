import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { institutionId } from '../../../src/base/index.js';
import { type Closings, closeAll, opening } from '../../../src/closings.js';
import { createDatabase, dropDatabase } from '../../../src/embedded/index.js';
import type { NewWork } from '../../../src/ledger/outbox.js';
import { checkPods, type Verdict } from '../../fixtures/flood/check.js';
import { type Driven, drive, untilDelivered } from '../../fixtures/flood/drive.js';
import { type Flood, type FloodLearner, openFlood } from '../../fixtures/flood/set-up.js';
import { planStrikes, striking } from '../../fixtures/flood/strikes.js';
import { chancesFrom, terms } from '../../fixtures/flood/truth.js';
import { deliveryOf } from '../../fixtures/oeapi-v5.js';
import { postgresUrl } from '../../fixtures/postgres.js';
import { say, seed } from '../../fixtures/properties.js';

/** 2,000 results. Few learners with many: what costs most is a learner, not a result. */
const shape = { seed, learners: 5, perLearner: 400 };
const strikeCounts = { api: 1, pods: 1 };
const farSchool = institutionId('nieuwe-school.example');

let flood: Flood;
let driven: Driven;
let verdict: Verdict;
const closing: Closings = [];
const poison = { unreadable: '', ofNobody: '' };

async function open(): Promise<Flood> {
  const [server, name] = [await postgresUrl(), `test_${randomUUID().replaceAll('-', '')}`];
  const databaseUrl = await createDatabase(server, name);
  closing.push(() => dropDatabase(server, name));
  const dataDir = await mkdtemp(join(tmpdir(), 'leerkluis-flood-'));
  closing.push(() => rm(dataDir, { recursive: true, force: true }));
  const patience = { timeoutMs: 800, pauseMs: 1000 };
  return openFlood({ shape, databaseUrl, dataDir, patience, podWaitMs: 0 }, closing);
}

const learnerAt = (nth: number): FloodLearner => {
  const found = flood.learners[nth];
  if (found === undefined) throw new Error('no such learner');
  return found;
};

/** Puts a delivery in the outbox that cannot be brought to a pod. */
async function putUp(learner: FloodLearner, payload: object, about: string): Promise<string> {
  const { db, outbox } = flood.shop.ledger;
  const work: NewWork = { lane: 'DELIVERY', kind: 'DELIVER', payload, recordKeys: [about] };
  const [id = ''] = await db.inTransaction((tx) => outbox.add(tx, learner.id, [work]));
  return id;
}

async function rowOf(id: string) {
  const [row] = await flood.sql('select state, reason, attempts from outbox_item where id = $1', [
    id,
  ]);
  return row;
}
const parkedIn = (id: string) => expect.poll(() => rowOf(id), { timeout: 120_000, interval: 200 });

beforeAll(async () => {
  flood = await opening(async () => open()).catch(async (error: unknown) => {
    await closeAll(closing);
    throw error;
  });
  poison.unreadable = await putUp(learnerAt(0), { deliveries: 'a page half written' }, 'poison-1');
  const page = { ...deliveryOf([]), institution: farSchool };
  poison.ofNobody = await putUp(learnerAt(1), { deliveries: [page] }, 'poison-2');
  const plan = planStrikes(strikeCounts, chancesFrom(shape, 'strikes'));
  const strikes = striking(plan, { api: flood.api.kill, pods: flood.pods.kill });
  const all = shape.learners * terms;
  driven = await drive(flood, 6, (whole) => strikes.reached(whole / all));
  await strikes.over();
  await untilDelivered(flood, 200_000);
  verdict = await checkPods(flood);
  say(`${JSON.stringify(driven)}, killed: ${strikes.struck.map(({ victim }) => victim).join()}`);
}, 500_000);
afterAll(() => closeAll(closing), 60_000);

describe('2,000 results from five schools, of which one hangs, one fails and one says it twice in another order', () => {
  it('J5.6: all end in the right pods exactly once, in order, though API and pod server were killed meanwhile', () => {
    const none = { lost: 0, doubled: 0, disordered: 0, strays: 0 };
    expect(verdict).toMatchObject({ results: 2000, ...none });
    expect(verdict.versions).toBeGreaterThan(2 * 2000 + 200);
    expect(driven.whole).toBe(shape.learners * terms);
    // A fetch that came to less than all, or to no answer at all: which of the two is by the moment of the kills.
    expect(driven.partly + driven.unanswered).toBeGreaterThan(0);
  });

  it('the pod of one learner, held against what was said of another, is seen to be wrong', async () => {
    const [mine, other] = [learnerAt(2), learnerAt(3)];
    const mixedUp = { ...flood, learners: [{ ...mine, nth: other.nth }] };
    const { lost, strays } = await checkPods(mixedUp);
    expect(lost).toBeGreaterThanOrEqual(400);
    expect(strays).toBeGreaterThanOrEqual(400);
  });

  it('each delivery that was taken is in one pod, and nothing waits', async () => {
    const [row] = await flood.sql(
      `select count(*) filter (where state = 'DONE')::int as done,
         count(*) filter (where state = 'WAITING')::int as waiting from outbox_item where lane = 'DELIVERY'`,
    );
    expect(row).toEqual({ done: verdict.deliveries, waiting: 0 });
  });
});

describe('a delivery that can never be written', () => {
  it('is parked with its reason, and the learner has all their other records', async () => {
    await parkedIn(poison.unreadable).toMatchObject({ state: 'PARKED', reason: 'UNREADABLE' });
    await parkedIn(poison.ofNobody).toMatchObject({
      state: 'PARKED',
      reason: 'INSTITUTION_UNKNOWN',
    });
    const parked = await flood.shop.ledger.outbox.parked();
    expect(parked.map(({ learner }) => learner)).toEqual([learnerAt(0).id, learnerAt(1).id]);
  });

  it('that nobody can read is parked once more when it is tried again', async () => {
    expect(await flood.shop.ledger.outbox.unpark(poison.unreadable)).toBe(true);
    await parkedIn(poison.unreadable).toMatchObject({ state: 'WAITING', attempts: 1 });
    await parkedIn(poison.unreadable).toMatchObject({ state: 'PARKED', attempts: 5 });
  }, 120_000);

  it('goes through once its school is known, when it is tried again', async () => {
    const [school] = flood.servers.schools;
    if (school === undefined) throw new Error('no school');
    const credentials = { user: 'leerkluis', password: 'flood' };
    flood.alsoKnow({ id: farSchool, name: [], baseUrl: school.url, credentials });
    await flood.api.kill();
    expect(await flood.shop.ledger.outbox.unpark(poison.ofNobody)).toBe(true);
    await parkedIn(poison.ofNobody).toMatchObject({ state: 'DONE' });
  }, 120_000);
});
