import { randomBytes } from 'node:crypto';
import { type ClientId, canonicalJson, type LearnerId } from '../base/index.js';
import { announcing } from './announce.js';
import type { Database, Em } from './database.js';
import { LogEntry, LogInbox } from './log-tables.js';
import { commitmentOf, hashOf } from './verify-chain.js';

/** Where a learner's policy and log stand, locked until the transaction ends. */
export interface LockedLearner {
  readonly id: LearnerId;
  epoch: number;
  /** The learner stopped everything for a while. */
  readonly paused: boolean;
  /** Until then a guardian says yes too. */
  readonly alone: Date | undefined;
  /** The head in their pod was not compared with this database yet. */
  readonly held: boolean;
  /** Database clock at the lock. */
  readonly now: Date;
  logSeq: number;
  logHead: string;
}

interface Locked {
  readonly epoch: number;
  readonly paused: boolean;
  readonly alone: string | null;
  readonly held: boolean;
  readonly log_seq: number;
  readonly log_head: string;
  readonly at: string;
}

/**
 * Locks a learner's row: from here to the end of the transaction nobody else changes their policy or log.
 * Whoever locks several learners takes them in order of id. Rows that only refer to the learner (a refused try) can
 * still be written meanwhile: their writer must not feel whether the learner exists.
 */
export async function lockLearner(tx: Em, id: LearnerId): Promise<LockedLearner | undefined> {
  const rows = await tx.execute<Locked[]>(
    `select epoch, paused_at is not null as paused, held_at is not null as held, log_seq, log_head,
       (extract(epoch from alone_from) * 1000)::bigint::text as alone,
       (extract(epoch from clock_timestamp()) * 1000)::bigint::text as at
     from learner where id = ? for no key update`,
    [id],
  );
  const row = rows[0];
  if (row === undefined) return undefined;
  const { epoch, paused, held, log_seq: logSeq, log_head: logHead } = row;
  const alone = row.alone === null ? undefined : new Date(Number(row.alone));
  return { id, epoch, paused, held, alone, now: new Date(Number(row.at)), logSeq, logHead };
}

/** Runs a change with the learner's policy and log locked. Undefined when there is no such learner. */
export const withLearner = <T>(
  db: Database,
  id: LearnerId,
  change: (tx: Em, learner: LockedLearner) => Promise<T>,
): Promise<T | undefined> =>
  db.inTransaction(async (tx) => {
    const learner = await lockLearner(tx, id);
    return learner === undefined ? undefined : change(tx, learner);
  });

/** Most rows of the inbox that one change takes along: however many strangers knock, a revoke stays quick. */
const foldAtOnce = 100;

async function link(tx: Em, learner: LockedLearner, lines: readonly string[]): Promise<void> {
  const rows = lines.map((bytes) => {
    const salt = randomBytes(16).toString('base64url');
    const commitment = commitmentOf(salt, bytes);
    const seq = learner.logSeq + 1;
    const hash = hashOf(learner.logHead, seq, commitment);
    learner.logSeq = seq;
    learner.logHead = hash;
    return { learnerId: learner.id, seq, bytes, salt, commitment, hash };
  });
  if (rows.length > 0) await tx.insertMany(LogEntry, rows);
}

/** What strangers did joins the chain in the order it came, before whatever is logged next. @returns whether more waits. */
export async function foldInbox(tx: Em, learner: LockedLearner): Promise<boolean> {
  const rows = tx.getKysely().selectFrom('log_inbox').select(['id', 'bytes']);
  const mine = rows.where('learner_id', '=', learner.id).orderBy('id').limit(foldAtOnce);
  const found = await mine.execute();
  await link(
    tx,
    learner,
    found.map(({ bytes }) => bytes),
  );
  if (found.length > 0) await tx.nativeDelete(LogInbox, { id: { $in: found.map(({ id }) => id) } });
  return found.length === foldAtOnce;
}

/** Appends to the learner's log. The caller writes `logSeq` and `logHead` back with `saveLearner`. */
export async function appendLog(tx: Em, learner: LockedLearner, facts: object): Promise<void> {
  await foldInbox(tx, learner);
  await link(tx, learner, [canonicalJson({ ...facts, at: learner.now.toISOString() })]);
}

const saving = 'update learner set log_seq = ?, log_head = ?, epoch = ? where id = ?';

/** Writes back where the log stands and, when the policy changed, the next epoch, of which whoever listens is told. */
export async function saveLearner(
  tx: Em,
  learner: LockedLearner,
  policyChanged: boolean,
): Promise<void> {
  if (policyChanged) learner.epoch += 1;
  const { id, epoch, logSeq, logHead } = learner;
  const place = [logSeq, logHead, epoch, id];
  if (policyChanged) await tx.execute(`${saving} ${announcing}`, [...place, id]);
  else await tx.execute(saving, place, 'run');
}

/**
 * As `saveLearner` where the policy is as it was, for what an app is about to get.
 * @returns false, and nothing is written, when that app was suspended or removed by now.
 */
export async function saveUnlessStopped(
  tx: Em,
  { id, epoch, logSeq, logHead }: LockedLearner,
  app: ClientId | undefined,
): Promise<boolean> {
  const rows = await tx.execute<unknown[]>(
    `${saving} and not exists (select from suspended_client where client = ?)
       and not exists (select from app where client = ? and removed_at is not null) returning id`,
    [logSeq, logHead, epoch, id, app ?? null, app ?? null],
  );
  return rows.length === 1;
}

/** Notes what a stranger did: one statement, the same whether or not there is such a learner. */
export const noteInInbox = (em: Em, learner: LearnerId | undefined, facts: object, at: Date) =>
  em.execute(
    'insert into log_inbox (learner_id, bytes) values (?, ?)',
    [learner ?? null, canonicalJson({ ...facts, at: at.toISOString() })],
    'run',
  );
