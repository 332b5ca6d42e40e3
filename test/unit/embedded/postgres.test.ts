import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { connect } from 'node:net';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, expect, it } from 'vitest';
import {
  createDatabase,
  dropDatabase,
  freePort,
  type Postgres,
  startPostgres,
} from '../../../src/embedded/index.js';

let dataDir: string;
let port: number;
let postgres: Postgres;

beforeAll(async () => {
  // The user that runs the database must be able to enter: mkdtemp makes folders for their owner only.
  dataDir = join(await mkdtemp(join(tmpdir(), 'leerkluis-db-')), 'data');
  port = await freePort();
  postgres = await startPostgres({ dataDir, port });
}, 30_000);
afterAll(async () => {
  await postgres.stop();
  await rm(join(dataDir, '..'), { recursive: true });
  if (postgres.note !== undefined) await rm(await databaseDir(), { recursive: true });
});

async function ask(url: string, question: string): Promise<unknown> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query(question)).rows;
  } finally {
    await client.end();
  }
}
const databaseDir = async (): Promise<string> => /in (\S+):/.exec(postgres.note ?? '')?.[1] ?? '';

it('has the database leerkluis in UTF-8, and writes go to disk before they count', async () => {
  expect(await ask(postgres.url, 'select current_database() as name')).toEqual([
    { name: 'leerkluis' },
  ]);
  expect(await ask(postgres.url, 'show server_encoding')).toEqual([{ server_encoding: 'UTF8' }]);
  expect(await ask(postgres.url, 'show fsync')).toEqual([{ fsync: 'on' }]);
});

it('keeps its password in a file for its owner only, and lets nobody in without', async () => {
  const file = join(dataDir, 'postgres-password');
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  expect(postgres.url).toContain(await readFile(file, 'utf8'));
  const wrong = Object.assign(new URL(postgres.url), { password: 'postgres' }).href;
  await expect(ask(wrong, 'select 1')).rejects.toThrow('password');
});

it('listens on loopback only', async () => {
  const outside = Object.values(networkInterfaces())
    .flatMap((list) => list ?? [])
    .find(({ internal, family }) => !internal && family === 'IPv4');
  if (outside === undefined) return;
  const refused = new Promise((resolve) => {
    connect(port, outside.address).once('error', resolve);
  });
  expect(await refused).toMatchObject({ code: 'ECONNREFUSED' });
});

it('gives each test file a database of its own', async () => {
  const url = await createDatabase(postgres.url, 'een-eigen "database"');
  await ask(url, 'create table kladblok (regel text)');
  await dropDatabase(postgres.url, 'een-eigen "database"');
  await expect(ask(url, 'select 1')).rejects.toThrow('does not exist');
});

it('is taken over when it is still running, and left alone for its other clients', async () => {
  const other = new Client({ connectionString: postgres.url });
  await other.connect();
  const again = await startPostgres({ dataDir, port });
  expect(again.url).toBe(postgres.url);
  await again.stop();
  expect(await ask(postgres.url, 'select 1 as one')).toEqual([{ one: 1 }]);
  await other.end();
});

it('keeps its data over a stop', async () => {
  await ask(postgres.url, `create table bewaard as select 'ja' as antwoord`);
  await postgres.stop();
  postgres = await startPostgres({ dataDir, port });
  expect(await ask(postgres.url, 'select antwoord from bewaard')).toEqual([{ antwoord: 'ja' }]);
});
