import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../src/base/index.js';
import { projectRoot } from '../../src/embedded/index.js';
import type { examinerInThread, ThreadOptions } from '../../src/examiner.js';
import { attackedCredentials } from '../fixtures/attacked-credentials.js';

type Built = { readonly examinerInThread: typeof examinerInThread };
type World = Awaited<ReturnType<typeof attackedCredentials>>;
/** As it was built: a thread begins with a file that runs by itself. */
const builtFile = pathToFileURL(join(projectRoot, 'dist/src/examiner.js')).href;
const run = promisify(execFile);
/** A thread that does something else. */
const threadOf = (code: string): URL => new URL(`data:text/javascript,${encodeURIComponent(code)}`);
let built: Built;
let world: World;
beforeAll(async () => {
  const found: unknown = await import(/* @vite-ignore */ builtFile);
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion
  built = found as Built;
  world = await attackedCredentials();
});
const open: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of open.splice(0)) await close();
});
const thread = (answer = 5000, options: ThreadOptions = {}) => {
  const examiner = built.examinerInThread({ patience: { answer }, ...options });
  open.push(examiner.close);
  return examiner;
};
const nobody = new Map();
const digestOf = (bytes: Uint8Array): string => sha256Hex(Buffer.from(bytes).toString('utf8'));

describe('the thread that examines', () => {
  it('answers as it would be answered here, in the order in which it was asked', async () => {
    const { good, goodJwt, list, attacks } = world;
    const examiner = thread();
    const asked = [good, goodJwt, ...attacks.slice(0, 3).map(({ bytes }) => bytes)];
    const found = await Promise.all(asked.map((bytes) => examiner.examine(bytes, nobody)));
    expect(found.map(({ proof }) => proof)).toEqual([
      'VALID',
      'VALID',
      'INVALID',
      'INVALID',
      'INVALID',
    ]);
    expect(await examiner.examineList(list, nobody)).toMatchObject({
      list: { kind: 'BITSTRING', purposes: ['revocation'], bitsPerEntry: 1 },
    });
  });

  it('gives up what takes too long, says so, and goes on with the next', async () => {
    const { good, list } = world;
    const hurried = thread(0);
    expect(await hurried.examine(good, nobody)).toMatchObject({
      proof: 'UNSUPPORTED',
      findings: [{ code: 'TOO_COMPLEX' }],
    });
    expect(await hurried.examineList(list, nobody)).toEqual({ finding: { code: 'TOO_COMPLEX' } });
    expect(await hurried.examine(good, nobody)).toMatchObject({
      findings: [{ code: 'TOO_COMPLEX' }],
    });
  });

  it('gives nobody the answer to another’s question, however late it comes', async () => {
    const examiner = thread(2000);
    // Begun, so that its answers are on their way while nobody here can take them.
    await examiner.examine(world.good, nobody);
    const asked = [
      examiner.examineList(world.list, nobody),
      examiner.examine(world.goodJwt, nobody),
      examiner.examine(world.good, nobody),
    ] as const;
    await new Promise(setImmediate);
    const until = Date.now() + 2100;
    while (Date.now() < until);
    const [list, jwt, badge] = await Promise.all(asked);
    expect('list' in list || list.finding.code === 'TOO_COMPLEX').toBe(true);
    expect([jwt.digest, badge.digest]).toEqual([world.goodJwt, world.good].map(digestOf));
    expect(badge).toMatchObject({ proof: 'VALID' });
  });

  it('answers also who asks once it is closed', async () => {
    const examiner = built.examinerInThread();
    await examiner.close();
    expect(await examiner.examine(world.good, nobody)).toMatchObject({
      findings: [{ code: 'TOO_COMPLEX' }],
    });
  });

  it('leaves nobody waiting where it ends by itself', async () => {
    const ends = `import { parentPort } from 'node:worker_threads';
      parentPort.on('message', () => process.exit(0));
      parentPort.postMessage('READY');`;
    const examiner = thread(2 ** 30, { file: threadOf(ends) });
    const asked = [world.good, world.goodJwt].map((bytes) => examiner.examine(bytes, nobody));
    for (const { findings } of await Promise.all(asked)) {
      expect(findings).toEqual([{ code: 'TOO_COMPLEX' }]);
    }
  });

  it('leaves nobody waiting where it is never ready', async () => {
    const silent = `import { parentPort } from 'node:worker_threads';
      parentPort.on('message', () => undefined);`;
    const patience = { begin: 1, answer: 2 ** 30 };
    const examiner = thread(0, { file: threadOf(silent), patience });
    expect(await examiner.examineList(world.list, nobody)).toEqual({
      finding: { code: 'TOO_COMPLEX' },
    });
  });

  it('holds a process for as long as a question waits, and no longer', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'examiner-'));
    open.push(() => rm(folder, { recursive: true }));
    const file = join(folder, 'asks.mjs');
    const asks = `import { examinerInThread } from ${JSON.stringify(builtFile)};
      const examiner = examinerInThread();
      const { digest } = await examiner.examine(Buffer.from('{}'), new Map());
      console.log(digest);`;
    await writeFile(file, asks);
    // One that goes on for ever is ended, which is an error.
    const { stdout } = await run(process.execPath, [file], { timeout: 30_000 });
    expect(stdout.trim()).toBe(sha256Hex('{}'));
  });

  it('leaves nobody waiting when it is closed', async () => {
    const examiner = built.examinerInThread();
    const asked = [world.good, world.goodJwt].map((bytes) => examiner.examine(bytes, nobody));
    await examiner.close();
    for (const { findings } of await Promise.all(asked)) {
      expect(findings).toEqual([{ code: 'TOO_COMPLEX' }]);
    }
  });
});
