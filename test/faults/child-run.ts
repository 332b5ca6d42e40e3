import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { z } from 'zod';

const Report = z.object({
  numPassedTests: z.number(),
  testResults: z.array(
    z.object({
      status: z.string(),
      message: z.string(),
      assertionResults: z.array(
        z.object({
          status: z.string(),
          title: z.string(),
          failureMessages: z.array(z.string()),
        }),
      ),
    }),
  ),
});
export interface Outcome {
  readonly passed: number;
  /** Tests with an assertion that did not hold. */
  readonly caughtBy: readonly string[];
  /** Anything else that went wrong: a file that did not load, a fault in the test itself. */
  readonly broken: readonly string[];
}

/** `rejects` and `resolves` say it in an error of the plain kind. */
const isAssertion = (message: string): boolean =>
  /^(AssertionError|Error: promise (resolved|rejected) )/.test(message);

function outcomeOf({ numPassedTests, testResults }: z.infer<typeof Report>): Outcome {
  const failed = testResults
    .flatMap(({ assertionResults }) => assertionResults)
    .filter(({ status }) => status === 'failed');
  const caught = failed.filter(({ failureMessages }) => failureMessages.every(isAssertion));
  const unloaded = testResults.filter(
    ({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0,
  );
  return {
    passed: numPassedTests,
    caughtBy: caught.map(({ title }) => title),
    broken: [
      ...unloaded.map(({ message }) => message),
      ...failed.filter((test) => !caught.includes(test)).flatMap((test) => test.failureMessages),
    ],
  };
}

/** The same cases every time, and fewer than usual: a fault that is found only now and then is no fault found. */
const cases = { LEERKLUIS_SEED: '20260915', LEERKLUIS_CASES: '400' };

export interface Run {
  readonly files: readonly string[];
  /** Planted; absent: none. */
  readonly fault?: string;
  /** Only tests of these titles; absent: all. */
  readonly titles?: readonly string[];
  /** Ends the run early. */
  readonly signal: AbortSignal;
}

/** A vitest of its own over these files. */
export async function runOf({ files, fault, titles = [], signal }: Run): Promise<Outcome> {
  const folder = await mkdtemp(join(tmpdir(), 'leerkluis-fault-'));
  const report = join(folder, 'report.json');
  const root = join(import.meta.dirname, '../..');
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const named = titles.map((title) => RegExp.escape(title)).join('|');
  const only = named === '' ? [] : [`--testNamePattern=${named}`];
  const output = ['--reporter=json', `--outputFile=${report}`];
  const options = ['--bail=1', '--maxWorkers=1', ...output, ...only];
  const { VITEST: _ours, VITEST_WORKER_ID: _id, VITEST_POOL_ID: _pool, ...env } = process.env;
  const child = spawn(
    process.execPath,
    [vitest, 'run', ...files, '--config', 'test/faults/vitest.config.ts', ...options],
    {
      cwd: root,
      env: { ...env, ...cases, ...(fault !== undefined && { LEERKLUIS_FAULT: fault }) },
      stdio: ['ignore', 'ignore', 'pipe'],
      signal,
    },
  );
  let complaint = '';
  child.stderr.on('data', (chunk: Buffer) => {
    complaint += chunk.toString();
  });
  child.once('error', (error) => {
    complaint += error.message;
  });
  await new Promise((resolve) => child.once('close', resolve));
  try {
    return outcomeOf(Report.parse(JSON.parse(await readFile(report, 'utf8'))));
  } catch {
    return { passed: 0, caughtBy: [], broken: [`no report: ${complaint.slice(-2000)}`] };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
