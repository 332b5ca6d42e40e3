import { Client } from 'pg';
import type { TestHouse } from '../../../fixtures/house.js';

type Row = Readonly<Record<string, unknown>>;

/** Looks into the database by its own door, as somebody with its password could. */
export async function rowsOf(house: TestHouse, sql: string): Promise<readonly Row[]> {
  const client = new Client({ connectionString: house.databaseUrl });
  await client.connect();
  try {
    const { rows } = await client.query<Row>(sql);
    return rows;
  } finally {
    await client.end();
  }
}

/** How much stands in each table that an operation could have written to. */
export async function written(house: TestHouse) {
  const [row] = await rowsOf(
    house,
    `select (select count(*)::int from log_entry) + (select count(*)::int from log_inbox) as log,
       (select count(*)::int from grant_version) as grants,
       (select sum(used)::int from grant_version) as uses,
       (select count(*)::int from access_request) as requests,
       (select count(*)::int from outbox_item) as outbox,
       (select sum(epoch)::int from learner) as epochs`,
  );
  return row;
}

/** Every row of every table as text, ours and the job queue's. */
export async function wholeDatabase(house: TestHouse): Promise<string> {
  const tables = await rowsOf(
    house,
    `select quote_ident(schemaname) || '.' || quote_ident(tablename) as name from pg_tables
     where schemaname not in ('pg_catalog', 'information_schema')`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await rowsOf(house, `select t::text as row from ${String(name)} t`);
    texts.push(...rows.map(({ row }) => `${String(name)} ${String(row)}`));
  }
  return texts.join('\n');
}
