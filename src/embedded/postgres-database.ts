import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';

/** A database of its own on the server of `url`, UTF-8 and empty. @returns its URL. */
export async function createDatabase(url: string, name: string): Promise<string> {
  await run(url, (client) =>
    client.query(`create database ${client.escapeIdentifier(name)} encoding 'UTF8'`),
  );
  return Object.assign(new URL(url), { pathname: `/${encodeURIComponent(name)}` }).href;
}

/** Connections that are on their way out get two seconds to be gone; those that are not are ended. */
export async function dropDatabase(url: string, name: string): Promise<void> {
  const left = 'select 1 from pg_stat_activity where datname = $1';
  await run(url, async (client) => {
    for (let looks = 0; looks < 40; looks += 1) {
      if ((await client.query(left, [name])).rows.length === 0) break;
      await sleep(50);
    }
    await client.query(`drop database if exists ${client.escapeIdentifier(name)} with (force)`);
  });
}

/** @returns false when nobody listens there. Any other failure is thrown: someone else's server, or a wrong password. */
export async function answers(url: string): Promise<boolean> {
  try {
    await run(url, (client) => client.query('select 1'));
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ECONNREFUSED') return false;
    throw error;
  }
}

export async function hasDatabase(url: string, name: string): Promise<boolean> {
  const { rows } = await run(url, (client) =>
    client.query('select 1 from pg_database where datname = $1', [name]),
  );
  return rows.length > 0;
}

/** Connections of others to the whole server. */
export async function hasOtherClients(url: string): Promise<boolean> {
  const { rows } = await run(url, (client) =>
    client.query(
      `select 1 from pg_stat_activity where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    ),
  );
  return rows.length > 0;
}

async function run<T>(url: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}
