import { sha256Url, uuidOf } from '../src/base/index.js';
import { workOutbox } from '../src/flows/index.js';
import { readDelivery } from '../src/institutions/index.js';
import { readRecords, storeDelivery } from '../src/pod/index.js';
import type { SourceDelivery } from '../src/records/index.js';
import { association, deliveryOf, result, university } from '../test/fixtures/oeapi-v5.js';
import type { BenchHouse, Learner } from './house.js';
import { print, ratio } from './table.js';

/** Deliveries to one learner; each corrects the one before it. */
const perLearner = 20;

const scoreOf = (n: number): string => (1 + n / 4).toFixed(2);
const deliveries = Array.from({ length: perLearner }, (_, n): SourceDelivery => {
  const page = deliveryOf([association({ result: result({ score: scoreOf(n) }) })]);
  return { ...page, id: uuidOf(`delivery ${n}`) };
});

async function accept({ running }: BenchHouse, { id, webId }: Learner, delivery: SourceDelivery) {
  const { records } = readDelivery(delivery, university);
  const hashes = new Map(
    records.map(({ key, facets }) => [key, sha256Url(JSON.stringify(facets))] as const),
  );
  await running.workshop.ledger.deliveries.accept(id, {
    actor: { webId, client: running.house.pageClient },
    institution: university.id,
    deliveries: [{ delivery, hashes }],
  });
}

const drain = ({ running: { workshop } }: BenchHouse, { id }: Learner): Promise<void> =>
  workOutbox(workshop, id, 'DELIVERY', (error) => {
    throw error;
  });

/** Whether the pod has every delivery as a version, in the order they were taken. */
async function isInOrder({ running: { workshop } }: BenchHouse, { storage }: Learner) {
  const found = (await readRecords(workshop.build, storage)).get(university.id)?.records;
  if (found === undefined || found === 'torn') return false;
  const scores = found
    .filter(({ facets }) => facets.core.recordType === 'RESULT')
    .toSorted((a, b) => a.version - b.version)
    .map(({ facets }) => facets.assessment?.score);
  return scores.join() === deliveries.map((_delivery, n) => scoreOf(n)).join();
}

type Way = (house: BenchHouse, learners: readonly Learner[]) => Promise<void>;
/** Each waited for until it is in the pod. */
const oneByOne: Way = async (house, learners) => {
  for (const delivery of deliveries) {
    for (const learner of learners) {
      await accept(house, learner, delivery);
      await drain(house, learner);
    }
  }
};
/** All taken, and then brought to the pod. */
const inBurst: Way = async (house, learners) => {
  for (const delivery of deliveries) {
    for (const learner of learners) await accept(house, learner, delivery);
  }
  await Promise.all(learners.map((learner) => drain(house, learner)));
};

const isWrite = ({ method }: { readonly method: string }): boolean =>
  ['PUT', 'POST', 'PATCH', 'DELETE'].includes(method);

/** Milliseconds for writing one delivery’s bytes and nothing else. */
async function rawWrite({ running: { workshop } }: BenchHouse, { storage }: Learner) {
  const start = performance.now();
  for (const delivery of deliveries) {
    await storeDelivery(workshop.build, storage, { ...delivery, id: uuidOf(`raw ${delivery.id}`) });
  }
  return (performance.now() - start) / deliveries.length;
}

export async function deliveriesInOrder(house: BenchHouse): Promise<void> {
  const rows: (readonly (string | number)[])[] = [];
  const ways = [
    ['one by one, 1 learner', oneByOne, 1],
    ['in a burst, 1 learner', inBurst, 1],
    ['in a burst, 8 learners', inBurst, 8],
  ] as const;
  const bystander = await house.learner('raw-writes', []);
  for (const [what, way, count] of ways) {
    const names = Array.from({ length: count }, (_, n) => `${what} ${n}`.replaceAll(/\W+/g, '-'));
    const learners: Learner[] = [];
    for (const name of names) learners.push(await house.learner(name, []));
    const raw = await rawWrite(house, bystander);
    house.proxy.forget();
    const start = performance.now();
    await way(house, learners);
    const each = (performance.now() - start) / (count * perLearner);
    const writes = house.proxy.requests.filter(isWrite).length;
    const ordered = await Promise.all(learners.map((learner) => isInOrder(house, learner)));
    const share = ordered.filter(Boolean).length;
    rows.push([
      what,
      ratio(raw / each),
      ratio(writes / (count * perLearner)),
      `${share} of ${count}`,
    ]);
  }
  print(
    'Deliveries per second, in order',
    `${perLearner} corrections of one result to each learner, who has one live grant: acceptance, log, bytes, bundles, index and view. Per second, ÷ as many writes of the same bytes and nothing else.`,
    [['how', '÷ raw writes', 'pod writes per delivery', 'learners with all in order'], ...rows],
  );
}
