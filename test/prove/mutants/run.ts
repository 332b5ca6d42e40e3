/**
 * Changes each thing in src/consent that a tool can change, runs the fast tests, and holds what nobody noticed against
 * the list of changes that change nothing (equivalent-mutants.json). A survivor that is not on the list is a failure.
 * Found again by what was changed into what in which file, not by line: lines move.
 */
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';

const root = join(import.meta.dirname, '../../..');
const Place = z.object({ line: z.number(), column: z.number() });
const Mutant = z.object({
  mutatorName: z.string(),
  replacement: z.string().default(''),
  status: z.string(),
  location: z.object({ start: Place, end: Place }),
});
const Report = z.object({
  files: z.record(z.string(), z.object({ source: z.string(), mutants: z.array(Mutant) })),
});
const Equivalent = z.object({
  file: z.string(),
  mutator: z.string(),
  text: z.string(),
  replacement: z.string(),
  why: z.string().min(10),
});
type Known = Omit<z.infer<typeof Equivalent>, 'why'>;

/** On one line, with single spaces: layout is no difference. */
const plain = (text: string): string => text.replaceAll(/\s+/g, ' ').trim();

/** The text between two places; lines and columns count from 1. */
function textAt(source: string, { start, end }: z.infer<typeof Mutant>['location']): string {
  const lines = source.split('\n').slice(start.line - 1, end.line);
  const last = lines.length - 1;
  return lines
    .map((line, n) => {
      const to = n === last ? end.column - 1 : line.length;
      return line.slice(n === 0 ? start.column - 1 : 0, to);
    })
    .join('\n');
}
const nameOf = ({ file, mutator, text, replacement }: Known): string =>
  [file, mutator, plain(text), plain(replacement)].join(' | ');

function stryker(): void {
  const bin = join(root, 'node_modules/@stryker-mutator/core/bin/stryker.js');
  const config = 'test/prove/mutants/stryker.config.mjs';
  const { status } = spawnSync(process.execPath, [bin, 'run', config], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  if (status !== 0) throw new Error(`the mutation run ended with ${status}`);
}

// `--report`: judges the report of a run before.
if (!process.argv.includes('--report')) stryker();
const { files } = Report.parse(JSON.parse(readFileSync(join(root, '.data/mutants.json'), 'utf8')));
const listed = z
  .array(Equivalent)
  .parse(JSON.parse(readFileSync(join(import.meta.dirname, 'equivalent-mutants.json'), 'utf8')));

const mutants = Object.entries(files).flatMap(([file, { source, mutants: found }]) =>
  found.map((mutant) => ({
    file,
    mutator: mutant.mutatorName,
    text: textAt(source, mutant.location),
    replacement: mutant.replacement,
    status: mutant.status,
    line: mutant.location.start.line,
  })),
);
const known = new Set(listed.map(nameOf));
const alive = mutants.filter(({ status }) => status === 'Survived' || status === 'NoCoverage');
const news = alive.filter((mutant) => !known.has(nameOf(mutant)));
const living = new Set(alive.map(nameOf));
const stale = listed.filter((one) => !living.has(nameOf(one)));
const timedOut = mutants.filter(({ status }) => status === 'Timeout').length;

for (const one of news) {
  process.stdout.write(`survives, and is not listed: ${nameOf(one)} (line ${one.line})\n`);
}
for (const one of stale) process.stdout.write(`listed, and not found alive: ${nameOf(one)}\n`);
const note = `${alive.length} alive, ${alive.length - news.length} of them equivalent, ${timedOut} timed out`;
const seed = Number(process.env['LEERKLUIS_SEED'] ?? 0);
const proved = { method: 'mutants', cases: mutants.length, mismatches: news.length, note, seed };
process.stdout.write(`PROVED ${JSON.stringify(proved)}\n`);
process.exitCode = news.length === 0 && mutants.length > 0 ? 0 : 1;
