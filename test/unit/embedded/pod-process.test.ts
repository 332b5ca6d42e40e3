import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { freePort, type PodServerOptions, startPodProcess } from '../../../src/embedded/index.js';

const doors = join(import.meta.dirname, '../../../src/embedded/index.ts');
let options: PodServerOptions;

beforeEach(async () => {
  const port = await freePort();
  options = {
    baseUrl: `http://localhost:${port}/`,
    port,
    dataDir: await mkdtemp(join(tmpdir(), 'leerkluis-process-')),
    builder: { webId: 'http://localhost:4000/builder', clientId: 'http://localhost:4000/client' },
  };
});
afterEach(() => rm(options.dataDir, { recursive: true }));

const answers = (): Promise<boolean> =>
  fetch(options.baseUrl).then(
    ({ status }) => status === 401,
    () => false,
  );

it('serves pods from a process of its own, until it is stopped; a second one on its port says so', async () => {
  const pods = await startPodProcess(options);
  expect(pods.pid).not.toBe(process.pid);
  expect(await answers()).toBe(true);
  await expect(startPodProcess(options)).rejects.toThrow('did not start');
  await pods.stop();
  expect(await answers()).toBe(false);
}, 20_000);

it('ends when its parent is killed', async () => {
  const story = `const { startPodProcess } = await import(${JSON.stringify(doors)});
    await startPodProcess(${JSON.stringify(options)});
    console.log('ready');`;
  const parent = spawn(process.execPath, ['--import', 'tsx', '--input-type=module', '-e', story], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await once(parent.stdout, 'data');
  expect(await answers()).toBe(true);
  parent.kill('SIGKILL');
  await expect.poll(answers, { timeout: 5000 }).toBe(false);
}, 20_000);
