/**
 * `npm run prove`: the long forms of the proofs one after the other, each in processes of its own, and one table.
 *
 *   npm run prove                          all of them, for hours
 *   npm run prove -- --quick               all of them, with few cases
 *   npm run prove -- oracle race           these
 *   npm run prove -- oracle --cases 5000   so many cases
 *   npm run prove -- --seed 7              the same cases again
 */
import { randomInt } from 'node:crypto';
import { parseArgs } from 'node:util';
import { type Line, type Outcome, run, type Shard } from './child.js';
import { type Method, methods } from './methods.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    cases: { type: 'string' },
    seed: { type: 'string' },
    quick: { type: 'boolean', default: false },
    verbose: { type: 'boolean', default: false },
  },
});
const seed = values.seed === undefined ? randomInt(2 ** 30) : Number(values.seed);

/** `two-worlds` is `two worlds`, for whoever types it. */
const wanted = positionals.map((name) => name.replaceAll('-', ' '));
const unknown = wanted.filter((name) => !methods.some((method) => method.name === name));
if (unknown.length > 0) {
  const known = methods.map(({ name }) => name.replaceAll(' ', '-')).join(', ');
  throw new Error(`There is no ${unknown.join(', ')}; there are: ${known}.`);
}
const chosen = methods.filter(({ name }) => wanted.length === 0 || wanted.includes(name));

function casesOf({ cases }: Method): number | undefined {
  if (cases === undefined) return undefined;
  if (values.cases !== undefined) return Number(values.cases);
  return values.quick ? cases.quick : cases.long;
}

/** Seeds that no other method has, and the cases dealt out. */
function shardsOf(method: Method): readonly Shard[] {
  const [count, cases] = [method.shards ?? 1, casesOf(method)];
  const place = methods.indexOf(method) * 100;
  return Array.from({ length: count }, (_, n) => ({
    method,
    seed: (seed + place + n) % 2 ** 31,
    ...(cases !== undefined && { cases: Math.ceil(cases / count) }),
  }));
}

interface Row {
  readonly method: string;
  readonly cases: number;
  readonly mismatches: number;
  readonly seeds: string;
  readonly seconds: number;
  readonly ok: boolean;
  readonly notes: readonly string[];
}

/** A process that ends well and says nothing has proved nothing. */
function rowOf(method: Method, shards: readonly Shard[], outcomes: readonly Outcome[]): Row {
  const lines: readonly Line[] = outcomes.flatMap((one) => one.lines);
  const cases = lines.reduce((sum, line) => sum + line.cases, 0);
  const mismatches = lines.reduce((sum, line) => sum + line.mismatches, 0);
  const spoke = outcomes.every(({ code, lines: said }) => code === 0 && said.length > 0);
  const enough = cases >= (casesOf(method) ?? 1);
  return {
    method: method.name,
    cases,
    mismatches,
    seeds: shards.map((shard) => shard.seed).join(' '),
    seconds: Math.max(...outcomes.map((one) => one.seconds)),
    ok: spoke && enough && mismatches === 0,
    notes: lines.flatMap(({ note }) => note ?? []),
  };
}

const hear = (line: string): void => {
  if (values.verbose) process.stdout.write(`  ${line}\n`);
};

async function prove(method: Method): Promise<Row> {
  const shards = shardsOf(method);
  process.stdout.write(
    `${method.name}: ${shards.map((shard) => `seed ${shard.seed}`).join(', ')}\n`,
  );
  const outcomes = await Promise.all(shards.map((shard) => run(shard, hear)));
  const row = rowOf(method, shards, outcomes);
  if (!row.ok) {
    for (const { output } of outcomes) process.stdout.write(`${output.slice(-20_000)}\n`);
  }
  for (const note of row.notes) process.stdout.write(`  ${note}\n`);
  process.stdout.write(`  ${row.ok ? 'holds' : 'FAILS'}, ${row.seconds.toFixed(0)} s\n`);
  return row;
}

const heads = ['method', 'cases', 'mismatches', 'seed', 'seconds', 'verdict'] as const;
function table(rows: readonly Row[]): string {
  const lines = rows.map(({ method, cases, mismatches, seeds, seconds, ok }) => [
    method,
    cases.toLocaleString('en'),
    String(mismatches),
    seeds,
    seconds.toFixed(0),
    ok ? 'holds' : 'FAILS',
  ]);
  const all: readonly (readonly string[])[] = [heads, ...lines];
  const widths = heads.map((_, n) => Math.max(...all.map((line) => line[n]?.length ?? 0)));
  const padded = all.map((line) => line.map((cell, n) => cell.padEnd(widths[n] ?? 0)).join('  '));
  return `${padded.join('\n')}\n`;
}

const rows: Row[] = [];
for (const method of chosen) rows.push(await prove(method));
process.stdout.write(`\nseed ${seed}\n${table(rows)}`);
process.exitCode = rows.every(({ ok }) => ok) ? 0 : 1;
