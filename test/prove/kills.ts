/**
 * A flood of results from five schools, three of them in trouble, while API, pod server and PostgreSQL are killed with
 * `kill -9` at moments that chance chooses and come up again as a supervisor would have them. Afterwards every pod is read
 * and held against what the schools said.
 */
import { randomInt } from 'node:crypto';
import { closeAll, opening } from '../../src/closings.js';
import { checkPods, isRight, type Verdict } from '../fixtures/flood/check.js';
import { drive, untilDelivered } from '../fixtures/flood/drive.js';
import { ownDatabase } from '../fixtures/flood/own-database.js';
import { openFlood } from '../fixtures/flood/set-up.js';
import { planStrikes, type Struck, striking } from '../fixtures/flood/strikes.js';
import { chancesFrom, terms } from '../fixtures/flood/truth.js';

const seed = Number(process.env['LEERKLUIS_SEED'] ?? randomInt(2 ** 31));
const results = Number(process.env['LEERKLUIS_LONG'] ?? 2000);
const perLearner = 100;
const counts = { api: 20, pods: 5, database: 3 };
const atOnce = 6;

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const seconds = (ms: number): string => (ms / 1000).toFixed(1).padStart(6);

function tell(struck: readonly Struck[]): void {
  say('   n  victim    fetched   later, s  up after, s');
  for (const [n, { victim, at, laterMs, upAfterMs }] of struck.entries()) {
    const share = `${(100 * at).toFixed(0)} %`.padStart(7);
    const [later, up] = [seconds(laterMs), seconds(upAfterMs)];
    say(`  ${String(n + 1).padStart(2)}  ${victim.padEnd(8)}  ${share}     ${later}       ${up}`);
  }
}

interface Outcome {
  readonly verdict: Verdict;
  readonly struck: readonly Struck[];
  /** Starts nobody had asked for: a process that ended by itself. */
  readonly unasked: number;
}

const flood = (): Promise<Outcome> =>
  opening(async (closing) => {
    const learners = Math.max(1, Math.round(results / perLearner));
    const { dataDir, databaseUrl, kill } = await ownDatabase(closing);
    const shape = { seed, learners, perLearner };
    const patience = { timeoutMs: 1000, pauseMs: 2000 };
    const settings = { shape, databaseUrl, dataDir, patience, podWaitMs: 300 };
    const on = await openFlood(settings, closing);
    const { api, pods } = on;
    const before = api.starts() + pods.starts();
    const plan = planStrikes(counts, chancesFrom(shape, 'strikes'));
    const strikes = striking(plan, { api: api.kill, pods: pods.kill, database: kill });
    const driven = await drive(on, atOnce, (done) => strikes.reached(done / (learners * terms)));
    await strikes.over();
    await untilDelivered(on, 1_800_000);
    const { struck } = strikes;
    const asked = struck.filter(({ victim }) => victim !== 'database').length;
    const unasked = api.starts() + pods.starts() - before - asked;
    const verdict = await checkPods(on);
    const [row] = await on.sql(
      `select count(*)::int as n from outbox_item where lane = 'DELIVERY' and state = 'DONE'`,
    );
    verdict.strays += Math.abs(Number(row?.['n']) - verdict.deliveries);
    say(`syncs: ${driven.whole} whole, ${driven.partly} partly, ${driven.unanswered} unanswered`);
    await closeAll(closing);
    return { verdict, struck, unasked };
  });

say(`seed ${seed}, ${results} results`);
const { verdict, struck, unasked } = await flood();
tell(struck);
const { versions, deliveries, lost, doubled, disordered, strays } = verdict;
const note = [
  `${struck.length} kills, ${unasked} starts nobody asked for`,
  `${versions} versions by ${deliveries} deliveries in pods`,
  `${lost} lost, ${doubled} doubled, ${disordered} out of order, ${strays} strays`,
].join('; ');
const wrong = lost + doubled + disordered + strays;
say(note);
say(
  `PROVED ${JSON.stringify({ method: 'kills', cases: verdict.results, mismatches: wrong, seed, note })}`,
);
// A run that is over before all were killed has not shown what it is there to show.
const planned = Object.values(counts).reduce((sum, count) => sum + count, 0);
process.exitCode = isRight(verdict) && struck.length === planned ? 0 : 1;
