import { randomInt } from 'node:crypto';
import { closeAll, opening } from '../src/closings.js';
import { checkPods, isRight, type Verdict } from '../test/fixtures/flood/check.js';
import { type Driven, drive, untilDelivered } from '../test/fixtures/flood/drive.js';
import { computedBy } from '../test/fixtures/flood/memory.js';
import { ownDatabase } from '../test/fixtures/flood/own-database.js';
import { openFlood } from '../test/fixtures/flood/set-up.js';
import { terms } from '../test/fixtures/flood/truth.js';
import { type Sample, watch } from '../test/fixtures/flood/watch.js';
import { print, ratio } from './table.js';

const perLearner = 100;
/** Learners who fetch at one moment. */
const atOnce = 8;
const usualResults = 10_000;

interface Run {
  readonly results: number;
  readonly learners: number;
  readonly driven: Driven;
  readonly verdict: Verdict;
  readonly seconds: number;
  readonly podRequests: number;
  /** Seconds that the API and the pod server computed. */
  readonly computed: { readonly api: number; readonly pods: number };
  readonly samples: readonly Sample[];
}

/** From the first question to the last write; the looking afterwards has a time of its own. */
const run = (results: number, seed: number): Promise<Run> =>
  opening(async (closing) => {
    const learners = Math.max(1, Math.round(results / perLearner));
    const { dataDir, databaseUrl, pid } = await ownDatabase(closing);
    const shape = { seed, learners, perLearner };
    const patience = { timeoutMs: 1000, pauseMs: 5000 };
    const settings = { shape, databaseUrl, dataDir, patience, podWaitMs: 0 };
    const on = await openFlood(settings, closing);
    const watched = watch(on, pid);
    const computed = async () => ({
      api: await computedBy(on.api.pid()),
      pods: await computedBy(on.pods.pid()),
    });
    const before = await computed();
    const began = performance.now();
    const driven = await drive(on, atOnce);
    await untilDelivered(on, 6 * 3_600_000);
    const seconds = (performance.now() - began) / 1000;
    const podRequests = watched.podRequests();
    const after = await computed();
    await watched.stop();
    const verdict = await checkPods(on);
    for (const fault of new Set(on.faults())) process.stderr.write(`fault: ${fault}\n`);
    await closeAll(closing);
    const { samples } = watched;
    const spent = { api: after.api - before.api, pods: after.pods - before.pods };
    return { results, learners, driven, verdict, seconds, podRequests, computed: spent, samples };
  });

const most = (samples: readonly Sample[], of: (one: Sample) => number): number =>
  Math.max(0, ...samples.map(of));
const whole = (value: number): string => value.toFixed(0);

function rowOf(one: Run) {
  const { results, learners, driven, verdict, seconds, podRequests, computed, samples } = one;
  const { versions, lost, doubled, disordered, strays } = verdict;
  return [
    results.toLocaleString('en'),
    learners,
    `${driven.whole} + ${driven.partly}`,
    versions.toLocaleString('en'),
    `${lost} / ${doubled} / ${disordered} / ${strays}`,
    whole(seconds),
    whole(results / seconds),
    ratio(podRequests / results),
    `${whole((1000 * computed.api) / results)} + ${whole((1000 * computed.pods) / results)}`,
    most(samples, ({ waiting }) => waiting),
    whole(most(samples, ({ api }) => api)),
    whole(most(samples, ({ pods }) => pods)),
    whole(most(samples, ({ database }) => database)),
  ];
}
const heads = [
  'results',
  'learners',
  'syncs, whole + partly',
  'versions in pods',
  'lost / doubled / disordered / strays',
  'seconds',
  'results/s',
  'pod requests per result',
  'ms computed per result, API + pod server',
  'deepest queue',
  'API, peak MB',
  'pod server, peak MB',
  'PostgreSQL, peak MB',
];

/** The queue at the end of each tenth of the time, and the memory of the API beside it. */
function overTime({ results, samples, seconds }: Run) {
  const at = (tenth: number) => samples.findLast(({ ms }) => ms <= seconds * 100 * tenth);
  const tenths = Array.from({ length: 10 }, (_, n) => at(n + 1));
  const name = results.toLocaleString('en');
  return [
    [`${name}: waiting`, ...tenths.map((one) => one?.waiting ?? '')],
    [`${name}: in pods`, ...tenths.map((one) => one?.done ?? '')],
    [`${name}: API, MB`, ...tenths.map((one) => whole(one?.api ?? 0))],
    [`${name}: pod server, MB`, ...tenths.map((one) => whole(one?.pods ?? 0))],
  ];
}

function report(runs: readonly Run[]): void {
  const [small, large] = runs;
  print(
    'Deliveries in a flood',
    `${perLearner} results for each learner from five schools, in ${terms} terms; one school hangs, one answers 500, one says the same twice in another order and its corrections in the wrong one. ${atOnce} learners fetch at once, nobody waits for a pod. Read back from the pods and held against what the schools said.`,
    [heads, ...runs.map(rowOf)],
  );
  print(
    'The queue over time',
    'Deliveries (pages) that wait, and that are in pods, at the end of each tenth of the time.',
    [['what', ...Array.from({ length: 10 }, (_, n) => `${n + 1}`)], ...runs.flatMap(overTime)],
  );
  if (small === undefined || large === undefined) return;
  const apiOf = ({ samples }: Run) => most(samples, ({ api }) => api);
  const costOf = ({ computed }: Run) => computed.api + computed.pods;
  print('Growth of the flood × 10', 'After ÷ before: 10 is linear for the time, 1 for the rest.', [
    ['results', 'time', 'pod requests per result', 'ms computed per result', 'API, peak memory'],
    [
      `${small.results.toLocaleString('en')} → ${large.results.toLocaleString('en')}`,
      ratio(large.seconds / small.seconds),
      ratio((large.podRequests * small.results) / (large.results * small.podRequests)),
      ratio((costOf(large) * small.results) / (large.results * costOf(small))),
      ratio(apiOf(large) / apiOf(small)),
    ],
  ]);
}

/** @param results in all; a tenth of them comes first, to see how it grows. */
export async function flood(results = usualResults): Promise<void> {
  const seed = Number(process.env['LEERKLUIS_SEED'] ?? randomInt(2 ** 31));
  process.stdout.write(`seed ${seed}\n`);
  const runs: Run[] = [];
  for (const count of [results / 10, results]) runs.push(await run(count, seed));
  report(runs);
  if (!runs.every(({ verdict }) => isRight(verdict))) {
    throw new Error('what stands in the pods is not what the schools said');
  }
}
