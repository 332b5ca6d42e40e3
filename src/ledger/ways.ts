import { randomUUID } from 'node:crypto';
import {
  type LearnerId,
  learnerId,
  sha256Hex,
  type WebId,
  webId as webIdIn,
} from '../base/index.js';
import type { Person } from '../records/index.js';
import { announcingSessions } from './announce.js';
import { endPapersOf } from './app-papers.js';
import { appendLog, lockLearner, saveLearner, withLearner } from './chain.js';
import type { Database, Em } from './database.js';
import type { LogActor, PolicyEvent } from './log.js';
import type { Outbox } from './outbox.js';

/** EDUID: an eduID of the provider that was set. SOLID: a WebID, by its own login service. */
export const wayKinds = ['EDUID', 'SOLID'] as const;
export interface Login {
  readonly kind: (typeof wayKinds)[number];
  /** A hash: who it is, nobody can read in our tables. */
  readonly subject: string;
}
export interface Way {
  readonly id: string;
  readonly kind: Login['kind'];
  readonly since: Date;
}
/** Whose kluis a login leads to, and by which way. */
export interface Behind {
  readonly learner: LearnerId;
  readonly way: string;
}

/** Of a WebID: it stands beside the learner anyway, so a plain hash will do. */
export const webIdLogin = (webId: WebId): Login => ({ kind: 'SOLID', subject: sha256Hex(webId) });

export interface NewLearner {
  readonly webId: WebId;
  /** Where their pod will be, with a slash at the end. */
  readonly storage: string;
  readonly login: Login;
  /** What the login calls them. The pod gets it; until then it waits in the outbox. */
  readonly person: Person;
  /** A pod of their own, and how it says whom it lets in; absent: one is to be made. */
  readonly brought?: 'ACP' | 'WAC';
  readonly actor: LogActor;
}

async function behind(em: Em, { kind, subject }: Login): Promise<Behind | undefined> {
  const rows = await em.execute<{ id: string; learner_id: string }[]>(
    'select id, learner_id from sign_in_way where kind = ? and subject = ?',
    [kind, subject],
  );
  const [row] = rows;
  return row && { learner: learnerId(row.learner_id), way: row.id };
}

/** @returns undefined when this login leads somewhere already. */
async function add(tx: Em, learner: LearnerId, { kind, subject }: Login) {
  const rows = await tx.execute<{ id: string }[]>(
    `insert into sign_in_way (id, learner_id, kind, subject, since)
     values (?, ?, ?, ?, clock_timestamp()) on conflict do nothing returning id`,
    [randomUUID(), learner, kind, subject],
  );
  return rows[0]?.id;
}

/** In the learner's log, like every change of who can come in. @param about an institution, where it is about one. */
export async function tellOf(
  tx: Em,
  learner: LearnerId,
  event: PolicyEvent,
  actor: LogActor,
  about?: string,
): Promise<void> {
  const locked = await lockLearner(tx, learner);
  if (locked === undefined) return;
  const told = about === undefined ? {} : { grantee: about };
  await appendLog(tx, locked, { kind: 'POLICY', event, actor, grants: [], ...told });
  await saveLearner(tx, locked, false);
}

/** A pod that was brought and never became a kluis, such as one that lets the builder in nowhere, keeps nobody from another. */
async function bringAnew(tx: Em, outbox: Outbox, learner: LearnerId, made: NewLearner) {
  const { webId, storage, person, brought } = made;
  if (brought === undefined) return;
  const rows = await tx.execute<unknown[]>(
    `update learner set storage = ?, brought = ? where id = ? and web_id = ?
       and brought is not null and opened_at is null returning id`,
    [storage, brought, learner, webId],
  );
  if (rows.length === 0) return;
  await tx.execute(
    `delete from outbox_item where learner_id = ? and kind = 'MAKE_POD' and state <> 'DONE'`,
    [learner],
    'run',
  );
  await outbox.add(tx, learner, [makesPod(person)]);
}
/** Who signed in by their WebID before it led to a kluis came by the way that it is from here: with that, they are out. */
async function nameWay(tx: Em, way: string, { webId, login }: NewLearner): Promise<void> {
  if (login.kind !== 'SOLID') return;
  const all = 'update session set way_id = ? where web_id = ? and way_id is null';
  await tx.execute(all, [way, webId], 'run');
}
const makesPod = (person: Person) =>
  ({ lane: 'POLICY', kind: 'MAKE_POD', payload: { person } }) as const;

async function open(tx: Em, outbox: Outbox, made: NewLearner) {
  const { webId, storage, login, person, actor, brought = null } = made;
  // Two logins at once of somebody new make one kluis.
  await tx.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [
    `way ${login.kind} ${login.subject}`,
  ]);
  const known = await behind(tx, login);
  if (known !== undefined) {
    await bringAnew(tx, outbox, known.learner, made);
    await nameWay(tx, known.way, made);
    return known;
  }
  const learner = learnerId(randomUUID());
  await tx.execute(
    'insert into learner (id, web_id, storage, brought) values (?, ?, ?, ?)',
    [learner, webId, storage, brought],
    'run',
  );
  const way = await add(tx, learner, login);
  if (way === undefined) throw new TypeError('a login that was locked leads nowhere else');
  await nameWay(tx, way, made);
  await tellOf(tx, learner, 'LOGIN_LINKED', actor);
  await outbox.add(tx, learner, [makesPod(person)]);
  return { learner, way };
}

/** By which way in somebody came to an app is not kept: all that apps hold for them ends. */
async function endApps(em: Em, learner: LearnerId): Promise<void> {
  const rows = em.getKysely().selectFrom('learner').select('web_id').where('id', '=', learner);
  const row = await rows.executeTakeFirst();
  if (row !== undefined) await endPapersOf(em, webIdIn(row.web_id));
}

/** `awaited`: their pod is not their kluis yet, and by this login alone they can bring another. */
type Unlinked = 'unlinked' | 'last' | 'unknown' | 'awaited';

async function isAwaited(tx: Em, learner: LearnerId, way: string): Promise<boolean> {
  const rows = await tx.execute<{ web_id: string; subject: string }[]>(
    `select l.web_id, w.subject from learner l join sign_in_way w on w.learner_id = l.id
     where l.id = ? and w.id = ? and w.kind = 'SOLID' and l.brought is not null and l.opened_at is null`,
    [learner, way],
  );
  return rows.some((row) => webIdLogin(webIdIn(row.web_id)).subject === row.subject);
}

async function unlink(tx: Em, learner: LearnerId, way: string, actor: LogActor): Promise<Unlinked> {
  const rows = await tx.execute<{ id: string }[]>(
    'select id from sign_in_way where learner_id = ? order by since',
    [learner],
  );
  if (!rows.some(({ id }) => id === way)) return 'unknown';
  if (rows.length === 1) return 'last';
  if (await isAwaited(tx, learner, way)) return 'awaited';
  await tx.execute(`delete from session where way_id = ? ${announcingSessions}`, [way]);
  await tx.execute('delete from sign_in_way where id = ?', [way], 'run');
  await endApps(tx, learner);
  await tellOf(tx, learner, 'LOGIN_UNLINKED', actor);
  return 'unlinked';
}

/** The ways in: by which logins a learner comes to their kluis. A login leads to one kluis at most. */
export const waysIn = (db: Database, outbox: Outbox) => ({
  behind: (login: Login): Promise<Behind | undefined> => behind(db.em(), login),

  async of(learner: LearnerId): Promise<readonly Way[]> {
    const rows = db.em().getKysely().selectFrom('sign_in_way').select(['id', 'kind', 'since']);
    const found = await rows.where('learner_id', '=', learner).orderBy('since').execute();
    return found.map(({ id, kind, since }) => ({
      id,
      kind: kind === 'EDUID' ? kind : 'SOLID',
      since: new Date(since),
    }));
  },

  /**
   * Somebody who has no kluis gets one: a row, a way in, and work for whoever makes pods.
   * @returns the kluis there is, when they have one after all. One that was brought and never opened is brought anew.
   */
  open: (made: NewLearner): Promise<Behind> => db.inTransaction((tx) => open(tx, outbox, made)),

  /** The caller has proof of both. @returns false when this login leads to another kluis: then nothing moves. */
  link: async (learner: LearnerId, login: Login, actor: LogActor): Promise<boolean> =>
    (await withLearner(db, learner, async (tx) => {
      if ((await add(tx, learner, login)) === undefined) {
        return (await behind(tx, login))?.learner === learner;
      }
      await tellOf(tx, learner, 'LOGIN_LINKED', actor);
      return true;
    })) ?? false,

  /** Sessions that were begun by it end with it, and so does what apps hold for this learner. */
  async unlink(learner: LearnerId, way: string, actor: LogActor): Promise<Unlinked> {
    const done = await withLearner(db, learner, (tx) => unlink(tx, learner, way, actor));
    // Once more: what was stored meanwhile for a session that was still there when it was looked for.
    if (done === 'unlinked') await endApps(db.em(), learner);
    return done ?? 'unknown';
  },

  /** A line in the learner's log about who can come in. */
  tell: (learner: LearnerId, event: PolicyEvent, actor: LogActor, about?: string): Promise<void> =>
    db.inTransaction((tx) => tellOf(tx, learner, event, actor, about)),
});
