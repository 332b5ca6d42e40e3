import { randomUUID } from 'node:crypto';
import {
  type InstitutionId,
  institutionId,
  type LearnerId,
  learnerId,
  type WebId,
  webId,
} from '../base/index.js';
import type { Database } from './database.js';
import { InstitutionLink, Learner } from './tables.js';

export interface LearnerRow {
  readonly id: LearnerId;
  readonly webId: WebId;
  /** Root of the pod, with a slash at the end. */
  readonly storage: string;
}
export interface Link {
  readonly institution: InstitutionId;
  readonly personId: string;
}

const asLearner = (row: { id: string; web_id: string; storage: string }): LearnerRow => ({
  id: learnerId(row.id),
  webId: webId(row.web_id),
  storage: row.storage,
});

/** Who has a kluis here, and at which institutions they are known. */
export const learnersIn = (db: Database) => ({
  async byWebId(id: WebId): Promise<LearnerRow | undefined> {
    const rows = db.em().getKysely().selectFrom('learner').select(['id', 'web_id', 'storage']);
    const row = await rows.where('web_id', '=', id).executeTakeFirst();
    return row === undefined ? undefined : asLearner(row);
  },

  async byId(id: LearnerId): Promise<LearnerRow | undefined> {
    const rows = db.em().getKysely().selectFrom('learner').select(['id', 'web_id', 'storage']);
    const row = await rows.where('id', '=', id).executeTakeFirst();
    return row === undefined ? undefined : asLearner(row);
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
    await db.em().execute(
      `insert into learner (id, web_id, storage, alone_from) values (?, ?, ?, ?)
         on conflict (web_id) do nothing`,
      [randomUUID(), id, storage, alone ?? null],
      'run',
    );
    return this.enrol(id, storage, alone);
  },

  async isOpened(id: LearnerId): Promise<boolean> {
    const rows = db.em().getKysely().selectFrom('learner').select('opened_at');
    return ((await rows.where('id', '=', id).executeTakeFirst())?.opened_at ?? null) !== null;
  },

  async markOpened(id: LearnerId, at: Date): Promise<void> {
    await db.em().nativeUpdate(Learner, { id }, { openedAt: at });
  },

  /** @param expiresAt a link is proven by a login and lasts 180 days from it. */
  async link(id: LearnerId, { institution, personId }: Link, expiresAt: Date): Promise<void> {
    await db.em().upsert(InstitutionLink, {
      learnerId: id,
      institutionId: institution,
      personId,
      expiresAt,
    });
  },

  /** Links still good at this moment, by institution. */
  async links(id: LearnerId, now: Date): Promise<readonly Link[]> {
    const rows = await db
      .em()
      .getKysely()
      .selectFrom('institution_link')
      .select(['institution_id', 'person_id'])
      .where('learner_id', '=', id)
      .where('expires_at', '>', now)
      .orderBy('institution_id')
      .execute();
    return rows.map((row) => ({
      institution: institutionId(row.institution_id),
      personId: row.person_id,
    }));
  },
});
