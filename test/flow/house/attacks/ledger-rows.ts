import { Client } from 'pg';
import type { TestHouse } from '../../../fixtures/house.js';

type Row = Readonly<Record<string, unknown>>;

const doors = new WeakMap<TestHouse, Promise<Client>>();

async function doorOf(house: TestHouse): Promise<Client> {
  const client = new Client({ connectionString: house.databaseUrl });
  // The house goes with its database: then so does this.
  client.on('error', () => doors.delete(house));
  await client.connect();
  return client;
}

/** Looks into the database by its own door, as somebody with its password could: one for each house, as long as it stands. */
export async function rowsOf(house: TestHouse, sql: string): Promise<readonly Row[]> {
  const door = doors.get(house) ?? doorOf(house);
  doors.set(house, door);
  const { rows } = await (await door).query<Row>(sql);
  return rows;
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
