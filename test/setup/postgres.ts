import { once } from 'node:events';
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { freePort, startPostgres } from '../../src/embedded/index.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where the run's PostgreSQL is to be asked for (test/fixtures/postgres.ts): whoever asks first has it started. */
    postgresDoor: string;
    /** For what outlives a test file. It goes with the run. */
    testFolder: string;
  }
}

/** One PostgreSQL for the whole run, and none for a run that needs none. @returns what stops it. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'leerkluis-tests-'));
  const cutOff = (): void => endAtOnce(folder);
  process.once('exit', cutOff);
  // The user that runs the database must be able to pass through.
  await chmod(folder, 0o711);
  let started: ReturnType<typeof startPostgres> | undefined;
  const door = createServer((_request, response) => {
    started ??= startIn(folder);
    started.then(
      ({ url }) => response.end(url),
      (error: unknown) => response.writeHead(500).end(String(error)),
    );
  });
  door.listen(0, '127.0.0.1');
  await once(door, 'listening');
  const address = door.address();
  if (address === null || typeof address === 'string') throw new Error('no port was given');
  provide('postgresDoor', `http://127.0.0.1:${address.port}/`);
  provide('testFolder', folder);
  return async () => {
    door.close();
    door.closeAllConnections();
    await (await started)?.stop();
    process.off('exit', cutOff);
    await rm(folder, { recursive: true });
  };
}

/** On a port of its own. */
async function startIn(folder: string): ReturnType<typeof startPostgres> {
  const postgres = await startPostgres({ dataDir: join(folder, 'data'), port: await freePort() });
  await spareTheDisk(postgres.url);
  return postgres;
}

/** For a run that is broken off: the server would outlive us, and vitest calls no teardown then. */
function endAtOnce(folder: string): void {
  const running = join(folder, 'data/postgres/postmaster.pid');
  if (existsSync(running)) {
    process.kill(Number.parseInt(readFileSync(running, 'utf8'), 10), 'SIGQUIT');
  }
  const tick = new Int32Array(new SharedArrayBuffer(4));
  for (let waited = 0; existsSync(running) && waited < 3000; waited += 20) {
    Atomics.wait(tick, 0, 0, 20);
  }
  rmSync(folder, { recursive: true });
}

/** Nobody needs these databases after a power cut. What transactions see of each other stays the same. */
async function spareTheDisk(url: string): Promise<void> {
  const client = new Client({ connectionString: url });
  await client.connect();
  for (const setting of ['fsync', 'full_page_writes', 'synchronous_commit']) {
    await client.query(`alter system set ${setting} = off`);
  }
  await client.query('select pg_reload_conf()');
  await client.end();
}
