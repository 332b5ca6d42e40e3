import { randomUUID } from 'node:crypto';
import { type LearnerId, learnerId, type WebId, webId } from '../base/index.js';
import type { Database } from './database.js';
import { Learner } from './tables.js';
import { webIdLogin } from './ways.js';

export interface LearnerRow {
  readonly id: LearnerId;
  readonly webId: WebId;
  /** Root of the pod, with a slash at the end. */
  readonly storage: string;
  /** A pod of their own on another server, and how it says whom it lets in; absent: it is on ours. */
  readonly brought?: 'ACP' | 'WAC';
}
/** A kluis in a pod of somebody's own. */
export interface BroughtKluis {
  readonly storage: string;
  readonly kind: 'ACP' | 'WAC';
}
interface Row {
  readonly id: string;
  readonly web_id: string;
  readonly storage: string;
  readonly brought: string | null;
}
const columns = ['id', 'web_id', 'storage', 'brought'] as const;
const asLearner = ({ id, web_id, storage, brought }: Row): LearnerRow => ({
  id: learnerId(id),
  webId: webId(web_id),
  storage,
  ...(brought !== null && { brought: brought === 'ACP' ? 'ACP' : 'WAC' }),
});

/** Who has a kluis here. */
export const learnersIn = (db: Database) => ({
  async byWebId(id: WebId): Promise<LearnerRow | undefined> {
    const rows = db.em().getKysely().selectFrom('learner').select(columns);
    const row = await rows.where('web_id', '=', id).executeTakeFirst();
    return row === undefined ? undefined : asLearner(row);
  },

  async byId(id: LearnerId): Promise<LearnerRow | undefined> {
    const rows = db.em().getKysely().selectFrom('learner').select(columns);
    const row = await rows.where('id', '=', id).executeTakeFirst();
    return row === undefined ? undefined : asLearner(row);
  },

  /** Of these addresses the one where a brought kluis stands. */
  async broughtAmong(places: readonly string[]): Promise<BroughtKluis | undefined> {
    const rows = db.em().getKysely().selectFrom('learner').select(columns);
    const row = await rows
      .where('brought', 'is not', null)
      .where('storage', 'in', places)
      .executeTakeFirst();
    if (row === undefined) return undefined;
    const { storage, brought: kind } = asLearner(row);
    return kind && { storage, kind };
  },

  /**
   * Enrols a learner, or finds them: the same WebID never gets a second kluis.
   * @param alone from when they say yes without a guardian; absent: always did.
   */
  async enrol(id: WebId, storage: string, alone?: Date): Promise<LearnerRow> {
    const known = await this.byWebId(id);
    if (known !== undefined) {
      // Known from before it was asked how old they are.
      if (alone !== undefined) {
        const unsaid = { id: known.id, aloneFrom: null };
        await db.em().nativeUpdate(Learner, unsaid, { aloneFrom: alone });
      }
      return known;
    }
    // Their own WebID is their way in.
    const { kind, subject } = webIdLogin(id);
    await db.em().execute(
      `with made as (
         insert into learner (id, web_id, storage, alone_from) values (?, ?, ?, ?)
         on conflict (web_id) do nothing returning id)
       insert into sign_in_way (id, learner_id, kind, subject, since)
         select ?, id, ?, ?, clock_timestamp() from made on conflict do nothing`,
      [randomUUID(), id, storage, alone ?? null, randomUUID(), kind, subject],
      'run',
    );
    return this.enrol(id, storage, alone);
  },

  async isOpened(id: LearnerId): Promise<boolean> {
    const rows = db.em().getKysely().selectFrom('learner').select('opened_at');
    return ((await rows.where('id', '=', id).executeTakeFirst())?.opened_at ?? null) !== null;
  },

  /** @param storage where it was laid out: one that was brought to another pod meanwhile is not opened by that. */
  async markOpened(id: LearnerId, at: Date, storage?: string): Promise<void> {
    const where = storage === undefined ? { id } : { id, storage };
    await db.em().nativeUpdate(Learner, where, { openedAt: at });
  },
});
