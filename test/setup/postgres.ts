import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { TestProject } from 'vitest/node';
import { freePort, startPostgres } from '../../src/embedded/index.js';

declare module 'vitest' {
  interface ProvidedContext {
    /** The PostgreSQL of this run; test files make databases of their own on it (test/fixtures/ledger.ts). */
    postgresUrl: string;
  }
}

/** One PostgreSQL for the whole run, in a folder and on a port of its own. @returns what stops it. */
export async function setup({ provide }: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'leerkluis-tests-'));
  // The user that runs the database must be able to pass through.
  await chmod(folder, 0o711);
  const postgres = await startPostgres({ dataDir: join(folder, 'data'), port: await freePort() });
  await spareTheDisk(postgres.url);
  provide('postgresUrl', postgres.url);
  return async () => {
    await postgres.stop();
    await rm(folder, { recursive: true });
  };
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
