import { type ClientId, clientId, sha256Url } from '../base/index.js';
import { announcing } from './announce.js';
import type { Database } from './database.js';

/** Apps the operator has stopped: what they show is no token here. It can take access away and give none. */
export const clientsIn = (db: Database) => ({
  /** @returns whether it was going on before. */
  async suspend(client: ClientId): Promise<boolean> {
    const rows = await db.em().execute<unknown[]>(
      `insert into suspended_client (client, suspended_at) values (?, clock_timestamp())
       on conflict do nothing ${announcing}`,
      [client, sha256Url(client)],
    );
    return rows.length === 1;
  },
  /** @returns whether it was suspended. */
  async resume(client: ClientId): Promise<boolean> {
    const rows = await db
      .em()
      .execute<unknown[]>('delete from suspended_client where client = ? returning client', [
        client,
      ]);
    return rows.length === 1;
  },
  async suspended(): Promise<readonly ClientId[]> {
    const rows = db.em().getKysely().selectFrom('suspended_client').select('client');
    return (await rows.orderBy('client').execute()).map(({ client }) => clientId(client));
  },
});
