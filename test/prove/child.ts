import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { z } from 'zod';
import type { Method } from './methods.js';

const root = join(import.meta.dirname, '../..');

const Line = z.object({
  method: z.string(),
  cases: z.number(),
  mismatches: z.number(),
  note: z.string().optional(),
});
/** One closing line of a process. */
export type Line = z.infer<typeof Line>;

/** One process of a method, with a seed of its own. */
export interface Shard {
  readonly method: Method;
  readonly seed: number;
  /** Absent: as many as the method itself says. */
  readonly cases?: number;
}
export interface Outcome {
  readonly lines: readonly Line[];
  readonly code: number;
  readonly seconds: number;
  /** All it wrote; shown when it failed. */
  readonly output: string;
}

const mark = 'PROVED ';
/** What is no closing line is none of ours. */
function lineIn(text: string): Line | undefined {
  const at = text.indexOf(mark);
  if (at < 0) return undefined;
  try {
    return Line.safeParse(JSON.parse(text.slice(at + mark.length))).data;
  } catch {
    return undefined;
  }
}

function commandOf({ files, program }: Method): readonly string[] {
  if (program !== undefined) return ['--import', 'tsx', program];
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  return [vitest, 'run', ...files, '--config', 'test/prove/vitest.config.ts', '--maxWorkers=1'];
}

/** Runs it to its end. What it says meanwhile goes to our own output, if wanted, line by line. */
export async function run(
  { method, seed, cases }: Shard,
  hear: (line: string) => void,
): Promise<Outcome> {
  const began = performance.now();
  const { NODE_OPTIONS: _ours, ...env } = process.env;
  const child = spawn(process.execPath, [...commandOf(method)], {
    cwd: root,
    env: {
      ...env,
      ...method.env,
      LEERKLUIS_SEED: String(seed),
      ...(cases !== undefined && { LEERKLUIS_LONG: String(cases) }),
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [said, lines]: [string[], Line[]] = [[], []];
  const listen = (text: string): void => {
    said.push(text);
    const line = lineIn(text);
    if (line !== undefined) lines.push(line);
    else hear(text);
  };
  createInterface({ input: child.stdout }).on('line', listen);
  createInterface({ input: child.stderr }).on('line', listen);
  const { promise, resolve } = Promise.withResolvers<number>();
  child.once('error', () => resolve(1));
  child.once('close', (code) => resolve(code ?? 1));
  const code = await promise;
  const seconds = (performance.now() - began) / 1000;
  return { lines, code, seconds, output: said.join('\n') };
}
