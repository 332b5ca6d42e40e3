/** How much a round asks of pods: counted, never timed. */
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { clientId, Fault, webId } from '../../../src/base/index.js';
import type { Closings } from '../../../src/closings.js';
import { reconcile, type Workshop } from '../../../src/flows/index.js';
import { layoutOf } from '../../../src/pod/index.js';
import { logKeeper } from '../../../src/wire-watch.js';
import { openHouse, type TestHouse } from '../../fixtures/house.js';
import { urlOf } from '../../fixtures/memory-pod.js';
import { nextRound } from './kept-true/steps.js';

const learners = 7;
const grantsEach = 2;
/** As many learners as are looked at in one round at the same time. */
const atOnce = 4;

/** Learners with a kluis each, side by side in one pod, and grants in force. */
async function manyGrants(inHouse: TestHouse): Promise<void> {
  const { running } = inHouse;
  const { ledger } = running.workshop;
  const { podRoot, webId: samira } = inHouse.account('samira');
  const client = running.house.pageClient;
  for (let n = 0; n < learners; n += 1) {
    const id = webId(`https://many.example/${n}#me`);
    await running.admin.openKluis({ webId: id, storage: `${podRoot}many-${n}/`, person: {} });
    const learner = await ledger.learners.byWebId(id);
    if (learner === undefined) throw new Error('no kluis');
    for (let m = 0; m < grantsEach; m += 1) {
      const now = new Date();
      await ledger.grants.grant(learner.id, {
        grantee: { kind: 'person', webId: webId(samira) },
        actor: { webId: id, client: clientId(client) },
        terms: {
          purpose: 'CAREER_GUIDANCE',
          clients: [client],
          scope: [{ types: ['RESULT'] }],
          claims: [],
          facets: ['core'],
          personFacets: [],
          validFrom: now,
          validUntil: new Date(now.getTime() + 86_400_000),
          includeFuture: false,
        },
      });
    }
  }
}

const inForce = async ({ running }: TestHouse): Promise<number> => {
  const rows = await running.workshop.ledger.db
    .em()
    .execute<{ n: number }[]>(
      `select count(*)::int as n from grant_version where state = 'ACTIVE' and pod = 'CONFIRMED'`,
    );
  return rows[0]?.n ?? 0;
};
/** Looked at just now, not to be looked at again at once. */
const checked = async ({ running }: TestHouse): Promise<number> => {
  const rows = await running.workshop.ledger.db.em().execute<{ n: number }[]>(
    `select count(*)::int as n from grant_check
         where checked_at > clock_timestamp() - interval '25 seconds'`,
  );
  return rows[0]?.n ?? 0;
};

/** The real workshop, with everything it asks of pods counted. */
function counted(shop: Workshop) {
  const counts = { asked: 0, inFlight: 0, most: 0 };
  const count = async <T>(work: () => Promise<T>): Promise<T> => {
    counts.asked += 1;
    counts.inFlight += 1;
    counts.most = Math.max(counts.most, counts.inFlight);
    return work().finally(() => void (counts.inFlight -= 1));
  };
  const asked: typeof fetch = (input, init) => count(() => shop.build.fetch(input, init));
  const probe: Workshop['probe'] = (parts, url) => count(() => shop.probe(parts, url));
  return { counts, shop: { ...shop, build: { ...shop.build, fetch: asked }, probe } };
}

let house: TestHouse;
beforeAll(async () => {
  // Rounds come when a test says so.
  house = await openHouse({ isQuiet: true });
}, 120_000);
afterAll(() => house.stop());

it('a round asks two things of a pod for each, of several learners at once and never more', async () => {
  await manyGrants(house);
  const many = learners * grantsEach;
  await expect.poll(() => inForce(house), { timeout: 30_000 }).toBeGreaterThanOrEqual(many);
  const all = await inForce(house);
  const { shop, counts } = counted(house.running.workshop);
  expect(await nextRound(house, shop)).toBe(0);
  expect(counts.asked).toBe(2 * all);
  expect(counts.most).toBeGreaterThan(1);
  expect(counts.most).toBeLessThanOrEqual(atOnce);
}, 60_000);

it('one that is broken off leaves the rest for the next, and that looks at those alone', async () => {
  const all = await inForce(house);
  let turns = 3;
  const { shop, counts } = counted(house.running.workshop);
  expect(await nextRound(house, shop, () => turns-- > 0)).toBe(0);
  const reached = counts.asked / 2;
  expect(reached).toBeGreaterThan(0);
  expect(reached).toBeLessThan(all);
  expect(await checked(house)).toBe(reached);
  await reconcile(shop, (error) => house.faults.push(error));
  expect(counts.asked / 2).toBe(all);
});

/** Where the documents of one learner's grants stand. */
async function documentsOf({ running }: TestHouse, n: number): Promise<readonly string[]> {
  const { learners: rows, grants } = running.workshop.ledger;
  const learner = await rows.byWebId(webId(`https://many.example/${n}#me`));
  if (learner === undefined) throw new Error('no kluis');
  const live = await grants.ofLearner(learner.id);
  return live.map(({ id, version }) => layoutOf(learner.storage).grant(id, version));
}

/** The workshop with a pod that says something else of these documents; each time it is asked is written down. */
function sayingOf(shop: Workshop, documents: readonly string[], say: () => Promise<Response>) {
  const asked: string[] = [];
  const fetch: Workshop['build']['fetch'] = (input, init) => {
    const url = urlOf(input);
    if (!documents.includes(url)) return shop.build.fetch(input, init);
    asked.push(url);
    return say();
  };
  return { asked, shop: { ...shop, build: { ...shop.build, fetch } } };
}

it('attack 33: a pod that does not answer is asked once in a round, and keeps nobody else waiting', async () => {
  const documents = await documentsOf(house, 0);
  const { workshop } = house.running;
  const { asked, shop } = sayingOf(workshop, documents, () =>
    Promise.reject(new Fault('PodUnreachable', 'gone')),
  );
  expect(documents).toHaveLength(grantsEach);
  expect(await nextRound(house, shop)).toBe(0);
  expect(asked).toHaveLength(1);
  expect(house.faults.splice(0)).toHaveLength(1);
  expect(await checked(house)).toBe(await inForce(house));
});

const isGone = () => Promise.resolve(new Response(null, { status: 404 }));
it('what a learner took away is doubted together, and holds up no other work on it meanwhile', async () => {
  const documents = await documentsOf(house, 1);
  const { workshop } = house.running;
  const { asked, shop } = sayingOf(workshop, documents, isGone);
  const round = nextRound(house, shop);
  await vi.waitFor(() => expect(asked).toHaveLength(grantsEach), { timeout: 10_000 });
  const [, id] = /grants\/([^/]+)\//.exec(documents[0] ?? '') ?? [];
  await workshop.ledger.outbox.alone(`view ${id}`, async () => {
    expect(asked).toHaveLength(grantsEach);
  });
  const before = await inForce(house);
  expect(await round).toBe(grantsEach);
  expect(new Set(asked.slice(0, grantsEach))).toEqual(new Set(documents));
  expect(new Set(asked.slice(grantsEach))).toEqual(new Set(documents));
  expect(await inForce(house)).toBe(before - grantsEach);
  expect(house.faults).toEqual([]);
}, 30_000);

it('a database is looked after, however long a pod takes to answer', async () => {
  const { workshop } = house.running;
  const { watch } = workshop.ledger;
  const [closings, answers]: [Closings, (() => void)[]] = [[], []];
  const slow: typeof fetch = async (input, init) => {
    await new Promise<void>((resolve) => answers.push(resolve));
    return workshop.build.fetch(input, init);
  };
  let beats = 0;
  const beat: typeof watch.beat = async (watcher) => {
    const isKnown = await watch.beat(watcher);
    beats += 1;
    return isKnown;
  };
  const ledger = { ...workshop.ledger, watch: { ...watch, beat } };
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] });
  try {
    const shop = { ...workshop, ledger, build: { ...workshop.build, fetch: slow } };
    const keeper = await logKeeper(shop, (error) => house.faults.push(error), closings);
    void keeper.start();
    await vi.waitFor(() => expect(answers.length).toBeGreaterThan(0));
    for (const minute of [1, 2, 3]) {
      vi.advanceTimersByTime(60_000);
      await vi.waitFor(() => expect(beats).toBe(1 + minute));
    }
  } finally {
    vi.useRealTimers();
    const letThrough = setInterval(() => answers.splice(0).forEach((answer) => answer()), 10);
    for (const close of closings) await close();
    clearInterval(letThrough);
  }
});
