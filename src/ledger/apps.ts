import { z } from 'zod';
import { type ClientId, clientId, present, sha256Url, type WebId, webId } from '../base/index.js';
import {
  type ClusterName,
  clusterNames,
  type GrantablePurpose,
  purposes,
} from '../consent/index.js';
import { announcing } from './announce.js';
import type { Database, Em } from './database.js';

/** What somebody said of their app. */
export interface AppWords {
  /** Plain text, for people to read; anybody can call an app anything. */
  readonly name: string;
  /** Where a sign-in may come back to: compared letter by letter. */
  readonly redirectUris: readonly string[];
  /** The most it can ask for. */
  readonly clusters: readonly ClusterName[];
  readonly purpose: GrantablePurpose;
  readonly homepage?: string;
}
export interface RegisteredApp extends AppWords {
  readonly client: ClientId;
  readonly owner: WebId;
  readonly createdAt: Date;
  /** Stopped by the operator. */
  readonly suspended: boolean;
}

/** Apps one person can have, and can register in a day, those included that they removed. */
export const appLimits = { most: 10, perDay: 20 } as const;

const Row = z.object({
  client: z.string().transform(clientId),
  owner: z.string().transform(webId),
  name: z.string(),
  redirect_uris: z.array(z.string()),
  clusters: z.array(z.string()),
  purpose: z.enum(purposes).exclude(['SELF_USE']),
  homepage: z.string().nullable(),
  created_at: z.coerce.date(),
  suspended: z.boolean(),
});
function toApp(row: unknown): RegisteredApp {
  const { redirect_uris: redirectUris, created_at: createdAt, homepage, ...app } = Row.parse(row);
  const named = clusterNames.filter((name) => app.clusters.includes(name));
  return present({
    ...app,
    redirectUris,
    createdAt,
    clusters: named,
    homepage: homepage ?? undefined,
  });
}

const shown = `select app.*, exists (select from suspended_client s where s.client = app.client) as suspended
  from app where removed_at is null`;
const valuesOf = ({ name, redirectUris, clusters, purpose, homepage }: AppWords) => [
  name,
  JSON.stringify(redirectUris),
  JSON.stringify(clusters),
  purpose,
  homepage ?? null,
];

/** One registration at a time for each person, so that counting is exact. */
async function standingOf(tx: Em, owner: WebId) {
  await tx.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [`apps ${owner}`]);
  const [row] = await tx.execute<{ kept: number; today: number }[]>(
    `select count(*) filter (where removed_at is null)::int as kept,
       count(*) filter (where created_at > clock_timestamp() - interval '24 hours')::int as today
     from app where owner = ?`,
    [owner],
  );
  return row ?? { kept: appLimits.most, today: appLimits.perDay };
}

/** Apps that people registered. A client id is never given twice, and what was removed stays removed. */
export const appsIn = (db: Database) => ({
  /** @returns why nothing was stored: this person has as many as they can, or registered as many today. */
  add: (client: ClientId, owner: WebId, words: AppWords) =>
    db.inTransaction(async (tx): Promise<'added' | 'too many' | 'too fast'> => {
      const { kept, today } = await standingOf(tx, owner);
      if (kept >= appLimits.most) return 'too many';
      if (today >= appLimits.perDay) return 'too fast';
      await tx.execute(
        `insert into app (client, owner, name, redirect_uris, clusters, purpose, homepage, created_at, changed_at)
         values (?, ?, ?, ?::jsonb, ?::jsonb, ?, ?, clock_timestamp(), clock_timestamp())`,
        [client, owner, ...valuesOf(words)],
        'run',
      );
      return 'added';
    }),

  /** @returns undefined for one that was never here, or was removed. */
  async byClient(client: ClientId): Promise<RegisteredApp | undefined> {
    const rows = await db.em().execute<unknown[]>(`${shown} and client = ?`, [client]);
    return rows.map(toApp)[0];
  },

  /** Newest first. */
  async ofOwner(owner: WebId): Promise<readonly RegisteredApp[]> {
    const mine = `${shown} and owner = ? order by created_at desc, client`;
    return (await db.em().execute<unknown[]>(mine, [owner])).map(toApp);
  },

  /** @returns false when this person has no such app. */
  async change(client: ClientId, owner: WebId, words: AppWords): Promise<boolean> {
    const rows = await db.em().execute<unknown[]>(
      `update app set name = ?, redirect_uris = ?::jsonb, clusters = ?::jsonb, purpose = ?, homepage = ?,
         changed_at = clock_timestamp()
       where client = ? and owner = ? and removed_at is null returning client`,
      [...valuesOf(words), client, owner],
    );
    return rows.length === 1;
  },

  /** For ever: from when this returns its tokens open nothing, and none are given. @returns false when there is no such app. */
  remove: (client: ClientId, owner: WebId): Promise<boolean> =>
    db.inTransaction(async (tx) => {
      const rows = await tx.execute<unknown[]>(
        `update app set removed_at = clock_timestamp()
         where client = ? and owner = ? and removed_at is null ${announcing}`,
        [client, owner, sha256Url(client)],
      );
      await tx.execute(
        'delete from app_paper where client = ?',
        rows.length === 1 ? [client] : [''],
      );
      return rows.length === 1;
    }),
});
