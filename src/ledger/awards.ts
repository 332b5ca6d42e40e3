import type { InstitutionId, LearnerId, RecordKey } from '../base/index.js';
import { type NewAward, offer } from './award-offers.js';
import { type AwardRow, AwardRows, type AwardState, awardColumns } from './award-row.js';
import {
  isLive,
  isSigned,
  issueWork,
  listed,
  liveOf,
  nothingTaken,
  oneAward,
  setState,
  type TakenBack,
  type TakingBack,
  takeAllBack,
  tellOfAward,
} from './award-steps.js';
import { type LockedLearner, saveLearner, withLearner } from './chain.js';
import type { Database, Em } from './database.js';
import { accept } from './deliveries.js';
import type { LogActor } from './log.js';
import type { HashedDelivery } from './news.js';
import type { Outbox } from './outbox.js';
import { owedFor } from './owed.js';
import { suspendCopies } from './wallet-copies.js';

/** Who says yes again waits for what the first yes has begun. */
async function stillToIssue(tx: Em, { learner, id }: AwardRow): Promise<readonly string[]> {
  const rows = await tx.execute<{ id: string }[]>(
    `select id from outbox_item where learner_id = ? and kind = 'ISSUE_AWARD' and state <> 'DONE'
       and payload = ?`,
    [learner, JSON.stringify({ award: id })],
  );
  return rows.map((row) => row.id);
}

/** OVER: it was answered otherwise, lapsed, or was taken back. */
export type Answered =
  | { readonly kind: 'ANSWERED'; readonly work: readonly string[] }
  | { readonly kind: 'OVER' | 'UNKNOWN' };

/** Whether it was answered so before. */
const isSaid = (row: AwardRow, isYes: boolean): boolean =>
  isYes ? row.state === 'ACCEPTED' || isSigned(row) : row.state === 'DECLINED';

async function answer(
  tx: Em,
  outbox: Outbox,
  learner: LockedLearner,
  asked: { readonly id: string; readonly isYes: boolean; readonly actor: LogActor },
): Promise<Answered> {
  const { id, isYes, actor } = asked;
  const row = await oneAward(tx, id);
  if (row?.learner !== learner.id) return { kind: 'UNKNOWN' };
  const isOpen = row.state === 'OFFERED' && row.lapsesAt > learner.now;
  if (!isOpen) {
    if (!isSaid(row, isYes)) return { kind: 'OVER' };
    return { kind: 'ANSWERED', work: await stillToIssue(tx, row) };
  }
  await setState(tx, learner, id, isYes ? 'ACCEPTED' : 'DECLINED');
  await tx.execute('update award set answered_at = changed_at where id = ?::uuid', [id], 'run');
  const event = isYes ? 'AWARD_ACCEPTED' : 'AWARD_DECLINED';
  await tellOfAward(tx, learner, { event, actor }, row.institution);
  await saveLearner(tx, learner, false);
  return {
    kind: 'ANSWERED',
    work: isYes ? await outbox.add(tx, learner.id, [issueWork(id)]) : [],
  };
}

/** What an institution does with one of its own. */
export type AwardChange = 'REVOKE' | 'SUSPEND' | 'RESTORE';
export type AwardChanged =
  | ({ readonly kind: 'DONE'; readonly state: AwardState } & TakenBack)
  | { readonly kind: 'NOT_SO' };

interface Changing {
  readonly row: AwardRow;
  readonly asked: AwardChange;
  readonly by: TakingBack;
}

async function revoke(
  tx: Em,
  outbox: Outbox,
  learner: LockedLearner,
  { row, by }: Changing,
): Promise<AwardChanged> {
  const { state } = row;
  if (!isLive(row)) {
    const isGone = state === 'REVOKED' || state === 'WITHDRAWN';
    return isGone ? { kind: 'DONE', state, ...nothingTaken } : { kind: 'NOT_SO' };
  }
  const back = await takeAllBack(tx, outbox, learner, { rows: await liveOf(tx, row), by });
  await saveLearner(tx, learner, false);
  return { kind: 'DONE', state: isSigned(row) ? 'REVOKED' : 'WITHDRAWN', ...back };
}

/** Its list says so, and that of its copies in wallets. */
async function held(
  tx: Em,
  outbox: Outbox,
  row: AwardRow,
  isOn: boolean,
): Promise<readonly string[]> {
  const { learner, record } = row;
  const list = await listed(tx, outbox, row, { purpose: 'suspension', isOn });
  const copies =
    record === undefined ? [] : await suspendCopies(tx, outbox, learner, { record, isOn });
  return [...list, ...copies];
}

async function change(
  tx: Em,
  outbox: Outbox,
  learner: LockedLearner,
  changing: Changing,
): Promise<AwardChanged> {
  const { row, asked, by } = changing;
  if (asked === 'REVOKE') return revoke(tx, outbox, learner, changing);
  const { id, institution, state, digest } = row;
  const [from, to, event] =
    asked === 'SUSPEND'
      ? (['ISSUED', 'SUSPENDED', 'AWARD_SUSPENDED'] as const)
      : (['SUSPENDED', 'ISSUED', 'AWARD_RESTORED'] as const);
  if (state === to) return { kind: 'DONE', state, ...nothingTaken };
  if (state !== from) return { kind: 'NOT_SO' };
  await setState(tx, learner, id, to);
  const list = await held(tx, outbox, row, asked === 'SUSPEND');
  await tellOfAward(tx, learner, { event, actor: by.actor }, institution);
  await saveLearner(tx, learner, false);
  return { kind: 'DONE', state: to, list, pod: [], digests: digest === undefined ? [] : [digest] };
}

/** A credential as it was signed, on its way to the pod. */
export interface IssuedAward extends TakingBack {
  readonly record: RecordKey;
  readonly digest: string;
  readonly delivery: HashedDelivery;
  /** It is the one that it replaces, until another day. */
  readonly isRenewal: boolean;
}

/** It is not going to be signed. */
async function drop(
  tx: Em,
  learner: LockedLearner,
  { id, institution }: AwardRow,
  actor: LogActor,
): Promise<void> {
  await setState(tx, learner, id, 'WITHDRAWN');
  await tellOfAward(tx, learner, { event: 'AWARD_WITHDRAWN', actor }, institution);
  await saveLearner(tx, learner, false);
}

/** What is renewed holds when its renewal takes its place: what was revoked or suspended meanwhile does not come back by it. */
async function mayRenew(tx: Em, { replaces }: AwardRow): Promise<boolean> {
  const old = replaces === undefined ? undefined : await oneAward(tx, replaces);
  return old?.state === 'ISSUED';
}

async function issue(
  tx: Em,
  outbox: Outbox,
  learner: LockedLearner,
  {
    id,
    record,
    digest,
    delivery,
    actor,
    withdrawal,
    isRenewal,
  }: IssuedAward & Pick<AwardRow, 'id'>,
): Promise<readonly AwardRow[]> {
  const row = await oneAward(tx, id);
  // Taken back meanwhile, or brought by another try.
  if (row?.state !== 'ACCEPTED') return [];
  if (isRenewal && !(await mayRenew(tx, row))) {
    await drop(tx, learner, row, actor);
    return [];
  }
  const rows = (await liveOf(tx, row)).filter((one) => one.id !== id);
  await takeAllBack(tx, outbox, learner, { rows, by: { actor, withdrawal } });
  await setState(tx, learner, id, 'ISSUED');
  await tx.execute(
    'update award set record_key = ?, digest = ? where id = ?::uuid',
    [record, digest, id],
    'run',
  );
  const { institution } = row;
  await accept(tx, outbox, learner, {
    actor,
    institution,
    deliveries: [delivery],
    channel: 'PUSH',
  });
  return rows;
}

async function lapse(tx: Em, learner: LockedLearner, actor: LogActor): Promise<void> {
  const rows = await tx.execute(
    `select ${awardColumns} from award
     where learner_id = ? and state = 'OFFERED' and lapses_at <= clock_timestamp()`,
    [learner.id],
  );
  for (const { id, institution } of AwardRows.parse(rows)) {
    await setState(tx, learner, id, 'LAPSED');
    await tellOfAward(tx, learner, { event: 'AWARD_LAPSED', actor }, institution);
  }
  await saveLearner(tx, learner, false);
}

/** What is known of them. */
const knownIn = (db: Database) => ({
  /** Work that still has to bring news of a record to its pod. */
  owed: (learner: LearnerId, record: RecordKey) => owedFor(db.em(), learner, record),

  byId: (id: string): Promise<AwardRow | undefined> => oneAward(db.em(), id),

  /** Newest first, and no more than a page can show. */
  async ofLearner(learner: LearnerId, state: AwardState): Promise<readonly AwardRow[]> {
    const rows = await db.em().execute(
      `select ${awardColumns} from award where learner_id = ? and state = ?
         and (state <> 'OFFERED' or lapses_at > clock_timestamp())
       order by offered_at desc, id limit 100`,
      [learner, state],
    );
    return AwardRows.parse(rows);
  },

  /** Newest first. @param before absent: from the newest on. */
  async ofInstitution(
    institution: InstitutionId,
    { limit, before }: { readonly limit: number; readonly before?: string },
  ): Promise<readonly AwardRow[]> {
    const rows = await db.em().execute(
      `select ${awardColumns} from award where institution = ? and (?::uuid is null
         or (offered_at, id) < (select offered_at, id from award where id = ?::uuid))
       order by offered_at desc, id desc limit ?`,
      [institution, before ?? null, before ?? null, limit],
    );
    return AwardRows.parse(rows);
  },
});

/** What institutions award: from the offer to what becomes of it. */
export const awardsIn = (db: Database, outbox: Outbox) => ({
  ...knownIn(db),

  /** @returns undefined when there is no such learner. */
  offer: (learner: LearnerId, asked: NewAward) =>
    withLearner(db, learner, (tx, row) => offer(tx, outbox, row, asked)),

  answer: async (
    learner: LearnerId,
    asked: { readonly id: string; readonly isYes: boolean; readonly actor: LogActor },
  ): Promise<Answered> =>
    (await withLearner(db, learner, (tx, row) => answer(tx, outbox, row, asked))) ?? {
      kind: 'UNKNOWN',
    },

  /** Where nobody waits for it any more nothing is done. @returns what it took the place of, and is over from now on. */
  issue: async (
    learner: LearnerId,
    id: string,
    issued: IssuedAward,
  ): Promise<readonly AwardRow[]> =>
    (await withLearner(db, learner, (tx, row) => issue(tx, outbox, row, { id, ...issued }))) ?? [],

  /** What was accepted is not going to be signed. */
  async drop({ id, learner }: Pick<AwardRow, 'id' | 'learner'>, actor: LogActor): Promise<void> {
    await withLearner(db, learner, async (tx, locked) => {
      const row = await oneAward(tx, id);
      if (row?.state === 'ACCEPTED') await drop(tx, locked, row, actor);
    });
  },

  change: async (
    { id, learner }: Pick<AwardRow, 'id' | 'learner'>,
    asked: AwardChange,
    by: TakingBack,
  ): Promise<AwardChanged> =>
    (await withLearner(db, learner, async (tx, locked): Promise<AwardChanged> => {
      const row = await oneAward(tx, id);
      return row === undefined
        ? { kind: 'NOT_SO' }
        : change(tx, outbox, locked, { row, asked, by });
    })) ?? { kind: 'NOT_SO' },

  /** What nobody answered in time is over. @param onError hears of a learner for whom it failed. */
  async lapse(actor: LogActor, onError: (error: unknown) => void): Promise<void> {
    const rows = await db.em().execute(
      `select ${awardColumns} from award where state = 'OFFERED' and lapses_at <= clock_timestamp()
       limit 1000`,
    );
    for (const learner of new Set(AwardRows.parse(rows).map((row) => row.learner))) {
      await withLearner(db, learner, (tx, row) => lapse(tx, row, actor)).catch(onError);
    }
  },
});
