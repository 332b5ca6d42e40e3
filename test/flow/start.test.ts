import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '../../src/embedded/index.js';
import { pageHeaders } from '../fixtures/house.js';

const Ready = z.object({
  url: z.url(),
  graphql: z.url(),
  pods: z.url(),
  personas: z.record(z.string(), z.object({ login: z.url(), webId: z.url() })),
});
type Ready = z.infer<typeof Ready>;

let dataDir: string;
let running: ChildProcess | undefined;

/** The command of `npm start`, from the sources, on ports of its own. */
const spawnStart = () =>
  spawn(process.execPath, [join(projectRoot, 'dist/src/main.js'), 'start', '--json'], {
    cwd: projectRoot,
    env: {
      ...process.env,
      NODE_ENV: 'production',
      PORT: '0',
      PODS_PORT: '0',
      POSTGRES_PORT: '0',
      ROC_PORT: '0',
      UNIVERSITY_PORT: '0',
      HOGESCHOOL_PORT: '0',
      EDUID_PORT: '0',
      DATA_DIR: dataDir,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });

async function start(): Promise<Ready> {
  const child = spawnStart();
  child.stderr.pipe(process.stderr);
  running = child;
  const lines = createInterface({ input: child.stdout });
  const said: unknown[] = await Promise.race([once(lines, 'line'), once(child, 'exit')]);
  return Ready.parse(JSON.parse(String(said[0])));
}

async function end(signal: 'SIGTERM' | 'SIGKILL'): Promise<number | null> {
  const child = running;
  if (child === undefined || child.exitCode !== null) return null;
  child.kill(signal);
  await once(child, 'exit');
  running = undefined;
  return child.exitCode;
}

async function samirasRecords({ graphql, personas }: Ready): Promise<unknown> {
  const login = await fetch(personas['samira']?.login ?? '', { redirect: 'manual' });
  const cookie = login.headers.get('set-cookie')?.split(';')[0] ?? '';
  const query = '{ myRecords { count totals { unit value } } }';
  const body = JSON.stringify({ query });
  const response = await fetch(graphql, {
    method: 'POST',
    headers: { ...pageHeaders, cookie },
    body,
  });
  return response.json();
}

const allOfIt = {
  data: {
    myRecords: {
      count: 35,
      totals: [
        { unit: 'EC', value: '37.5' },
        { unit: 'SBU', value: '520' },
      ],
    },
  },
};

describe('npm start, from an empty folder', () => {
  let first: Ready;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), 'leerkluis-start-'));
    await chmod(dataDir, 0o711);
    first = await start();
  }, 120_000);
  afterAll(async () => {
    await end('SIGTERM');
    await rm(dataDir, { recursive: true, force: true });
  }, 60_000);

  it('ends in one line of JSON: page and graph on one origin of 127.0.0.1, pods on localhost', async () => {
    expect(new URL(first.graphql).origin).toBe(first.url);
    expect(new URL(first.url).hostname).toBe('127.0.0.1');
    expect(new URL(first.pods).hostname).toBe('localhost');
    expect(first.pods.endsWith('/')).toBe(false);
    expect(Object.keys(first.personas)).toEqual(
      expect.arrayContaining(['samira', 'barry', 'adviser', 'roc', 'university', 'developer']),
    );
    expect((await fetch(`${first.url}/readyz`)).status).toBe(200);
    expect(await samirasRecords(first)).toEqual(allOfIt);
  });

  it('after kill -9 it comes back where it was, with nothing lost or doubled', async () => {
    await end('SIGKILL');
    const again = await start();
    expect(again).toEqual(first);
    expect(await samirasRecords(again)).toEqual(allOfIt);
  }, 60_000);

  it('asked to stop, it answers no more and ends well', async () => {
    expect(await end('SIGTERM')).toBe(0);
    await expect(fetch(`${first.url}/healthz`)).rejects.toThrow('fetch failed');
    await expect(fetch(`${first.pods}/`)).rejects.toThrow('fetch failed');
  }, 30_000);

  it('a port that somebody else took meanwhile is named in one sentence, and nothing starts', async () => {
    const taken = createServer();
    taken.listen(Number(new URL(first.url).port), '127.0.0.1');
    await once(taken, 'listening');
    const child = spawnStart();
    const [errors] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    expect(errors).toMatch(/^Port \d+ \(port\) is taken by another program.*\n$/);
    expect(child.exitCode).toBe(1);
    taken.close();
  }, 30_000);
});
