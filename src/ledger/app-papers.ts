import { z } from 'zod';
import type { WebId } from '../base/index.js';
import type { Database, Em } from './database.js';

/** One paper of our issuer for apps: a request under way, a code, a token that can be renewed. */
export interface Paper {
  readonly client?: string | undefined;
  /** Whose it is, or of whom something is asked; absent for what is of nobody. */
  readonly person?: WebId | undefined;
  /** What it was given under: ended together. */
  readonly grantId?: string | undefined;
  /** JSON, without what would open anything: whoever reads the table can use none of it. */
  readonly payload: string;
}
const Row = z.object({ payload: z.string(), consumed_at: z.coerce.date().nullable() });

const open = 'model = ? and id_hash = ? and expires_at > clock_timestamp()';

/**
 * All that apps hold for somebody, and what apps ask them at this moment. A renewal under way can still store a token: without
 * the grant it was given under, that one renews nothing.
 */
export const endPapersOf = (em: Em, person: WebId): Promise<unknown> =>
  em.execute('delete from app_paper where person = ?', [person], 'run');

const valuesOf = ({ client, person, grantId, payload }: Paper) => [
  client ?? null,
  person ?? null,
  grantId ?? null,
  payload,
];

/** A paper that stays where it is, with another text. */
export interface PaperText {
  readonly model: string;
  readonly idHash: string;
  readonly payload: string;
  /** The hash of what names the paper of the sign-in that begins with it. */
  readonly signIn?: string;
}
/**
 * A sign-in that begins with it begins now, and not before what was stopped meanwhile. In milliseconds, as stops are told.
 * @returns false when it is not there any more.
 */
export async function rewritePaper(
  em: Em,
  { model, idHash, payload, signIn }: PaperText,
): Promise<boolean> {
  const rows = await em.execute<unknown[]>(
    `update app_paper set payload = ? where ${open} returning id_hash`,
    [payload, model, idHash],
  );
  if (signIn !== undefined) {
    const begins = `update app_paper set made_at = date_trunc('milliseconds', clock_timestamp())
      where model = 'Grant' and id_hash = ?`;
    await em.execute(begins, [signIn], 'run');
  }
  return rows.length === 1;
}

/** Papers by the hash of what names them, shared by all processes. */
export const papersIn = (db: Database) => ({
  /** @param seconds until it is worth nothing. @returns false when it was there already, and nothing was written. */
  async add(model: string, idHash: string, paper: Paper, seconds: number): Promise<boolean> {
    const rows = await db.em().execute<unknown[]>(
      `insert into app_paper (model, id_hash, client, person, grant_id, payload, expires_at)
       values (?, ?, ?, ?, ?, ?, clock_timestamp() + make_interval(secs => ?))
       on conflict do nothing returning id_hash`,
      [model, idHash, ...valuesOf(paper), seconds],
    );
    return rows.length === 1;
  },
  /** As `add`, in the place of what was there. */
  async put(model: string, idHash: string, paper: Paper, seconds: number): Promise<void> {
    if (await this.add(model, idHash, paper, seconds)) return;
    await db.em().execute(
      `update app_paper set client = ?, person = ?, grant_id = ?, payload = ?,
         expires_at = clock_timestamp() + make_interval(secs => ?) where model = ? and id_hash = ?`,
      [...valuesOf(paper), seconds, model, idHash],
      'run',
    );
  },
  rewrite: (paper: PaperText): Promise<boolean> => rewritePaper(db.em(), paper),
  async find(
    model: string,
    idHash: string,
  ): Promise<{ readonly payload: string; readonly consumedAt?: Date } | undefined> {
    const rows = await db
      .em()
      .execute<unknown[]>(`select payload, consumed_at from app_paper where ${open}`, [
        model,
        idHash,
      ]);
    const [row] = z.array(Row).parse(rows);
    if (row === undefined) return undefined;
    const { payload, consumed_at: consumedAt } = row;
    return consumedAt === null ? { payload } : { payload, consumedAt };
  },
  /** Of two at once one gets it. @returns false when it was used before, or is not there. */
  async consume(model: string, idHash: string): Promise<boolean> {
    const rows = await db.em().execute<unknown[]>(
      `update app_paper set consumed_at = clock_timestamp()
       where ${open} and consumed_at is null returning id_hash`,
      [model, idHash],
    );
    return rows.length === 1;
  },
  /** What was begun did not come about. */
  async giveBack(model: string, idHash: string): Promise<void> {
    const back = 'update app_paper set consumed_at = null where model = ? and id_hash = ?';
    await db.em().execute(back, [model, idHash], 'run');
  },
  async drop(model: string, idHash: string): Promise<void> {
    const one = 'delete from app_paper where model = ? and id_hash = ?';
    await db.em().execute(one, [model, idHash], 'run');
  },
  async dropGrant(grantId: string): Promise<void> {
    await db.em().execute('delete from app_paper where grant_id = ?', [grantId], 'run');
  },
  async sweep(): Promise<void> {
    const old = 'delete from app_paper where expires_at < clock_timestamp()';
    await db.em().execute(old, [], 'run');
  },
});
