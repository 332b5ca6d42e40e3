import {
  type ClientId,
  Fault,
  type InstitutionId,
  type LearnerId,
  present,
  type RecordKey,
} from '../base/index.js';
import { appendLog, type LockedLearner, saveLearner, withLearner } from './chain.js';
import type { Database, Em } from './database.js';
import type { GrantRef, LogActor, OwnAct } from './log.js';
import { type HashedDelivery, newsIn, takeNews, unheard, withdrawnMark } from './news.js';
import { type Channel, type Outbox, ownDoors } from './outbox.js';
import { type Leaving, leaveQuarantine } from './quarantine.js';
import { unproven } from './release.js';
import { revokeSigned } from './signed-results.js';
import { KnownRecord } from './tables.js';
import { noteTaken } from './taken.js';
import { endOutdatedCopies } from './wallet-copies.js';

export interface Acceptance {
  readonly actor: LogActor;
  readonly institution: InstitutionId;
  readonly deliveries: readonly HashedDelivery[];
  /** What the learner did, where it is their own word. */
  readonly own?: OwnAct;
  /** By which door it came; PULL where none is named. A learner's own word comes by none. */
  readonly channel?: Channel;
  /** The learner's yes that an institution sends it under, and the policy epoch at which it was looked at. */
  readonly under?: {
    readonly grants: readonly GrantRef[];
    readonly epoch: number;
    /** The app that sends it; stopped meanwhile, it adds nothing. */
    readonly app?: ClientId;
    /** Names what is taken up once, whatever is said of its records later. */
    readonly once?: string;
    /** Waits no more once it is taken; and where it waits no more by now, nothing is taken. */
    readonly leaving?: Leaving;
  };
}
export interface Accepted {
  /** Records that are new or say something else than before. */
  readonly changed: readonly RecordKey[];
  /** What the pod is owed for it; empty when nothing was new. */
  readonly work: readonly string[];
  /** Of that work, what says to everybody that signatures and copies in wallets hold no more. Absent: none. */
  readonly lists?: readonly string[];
  /** Records on which somebody had a newer word meanwhile: what says something else of one was left out. Absent: none. */
  readonly overtaken?: readonly RecordKey[];
}
export interface KnownHash {
  readonly institution: string | null;
  readonly hash: string;
  /** The delivery by which it was said last; null where nothing tells. */
  readonly saidBy: string | null;
  /** By a door of its institution's own: what lay in an inbox of a pod, or came back in an archive, passed through other hands. */
  readonly isOwnDoor: boolean;
  /** Heard by asking, whoever said it first: only then can it be missed in an answer. */
  readonly isPulled: boolean;
}

const rowsOf = async (em: Em, learner: LearnerId) => {
  const rows = em.getKysely().selectFrom('known_record');
  const found = rows.select([
    'record_key',
    'institution',
    'content_hash',
    'is_pulled',
    'said_by',
    'is_own_door',
  ]);
  return found.where('learner_id', '=', learner).execute();
};

type Rows = Awaited<ReturnType<typeof rowsOf>>;

/**
 * What an institution says itself that is known already. Heard by asking: from here on it is missed where it is not named. Sent
 * now: from here on it is its word, though it lay in an inbox of the pod before. What was asked for may be older than that.
 */
async function noteAgain(
  tx: Em,
  learner: LearnerId,
  rows: Rows,
  { deliveries, channel = 'PULL', own }: Acceptance,
): Promise<void> {
  if (own !== undefined || !ownDoors.includes(channel)) return;
  const isPulled = channel === 'PULL';
  const open = rows.filter((row) => (isPulled ? !row.is_pulled : !row.is_own_door));
  const before = new Map(open.map((row) => [row.record_key, row.content_hash]));
  const again = deliveries.flatMap(({ hashes }) =>
    [...hashes].flatMap(([key, hash]) => (before.get(key) === hash ? [key] : [])),
  );
  if (again.length === 0) return;
  await tx.execute(
    `update known_record set is_pulled = is_pulled or ?, is_own_door = is_own_door or ? where learner_id = ?
       and record_key in (select value from jsonb_array_elements_text(?::jsonb))`,
    [isPulled, !isPulled, learner, JSON.stringify(again)],
    'run',
  );
}

/** What stands in a school's lists goes on standing there, whatever is sent of it meanwhile. */
const heardIn = (rows: Rows): ReadonlySet<string> =>
  new Set(
    rows.flatMap((row) =>
      row.is_pulled && row.content_hash !== withdrawnMark ? [row.record_key] : [],
    ),
  );

/** As part of a change of this learner. */
export async function accept(
  tx: Em,
  outbox: Outbox,
  learner: LockedLearner,
  acceptance: Acceptance,
): Promise<Accepted> {
  const { actor, institution, deliveries, own, channel = 'PULL', under } = acceptance;
  const rows = await rowsOf(tx, learner.id);
  const isPulled = channel === 'PULL';
  await noteAgain(tx, learner.id, rows, acceptance);
  // Compared again under the lock: of two that fetch the same at once, one brings it.
  const { found, known, overtaken } = newsIn(rows, deliveries);
  const late = overtaken.length === 0 ? {} : { overtaken };
  if (found.every(({ news }) => news.length === 0)) return { changed: [], work: [], ...late };
  const from = own === undefined ? { from: { institution, channel } } : {};
  const { taken, works, lastSaid } = takeNews(learner, found, { institution, ...from });
  await noteTaken(tx, learner.id, taken);
  const heard = heardIn(rows);
  await tx.upsertMany(
    KnownRecord,
    [...lastSaid].map(([recordKey, { by: saidBy, isOwnDoor }]) => ({
      learnerId: learner.id,
      recordKey,
      institution,
      contentHash: known.get(recordKey) ?? '',
      saidBy,
      isOwnDoor,
      isPulled: isPulled || heard.has(recordKey),
    })),
  );
  const changed = [...lastSaid.keys()];
  const records = changed.map((key) => ({ key }));
  const why = present({ own, grants: under?.grants });
  await appendLog(tx, learner, { kind: 'WRITE', actor, institution, records, ...why });
  await saveLearner(tx, learner, false);
  const said = new Map([...lastSaid].map(([key, { signedAs }]) => [key, signedAs]));
  const copies = await endOutdatedCopies(tx, outbox, learner.id, said);
  const lists = [...copies, ...(await revokeSigned(tx, outbox, learner, said))];
  const work = [...(await outbox.add(tx, learner.id, works)), ...lists];
  return { changed, work, ...(lists.length > 0 && { lists }), ...late };
}

const overtakenNow = () =>
  new Fault('Conflict', 'Something newer came while you were sending. Send again.');
const nothingNew: Accepted = { changed: [], work: [] };

async function isStopped(tx: Em, app: ClientId | undefined): Promise<boolean> {
  if (app === undefined) return false;
  const found = await tx.execute<unknown[]>('select from suspended_client where client = ?', [app]);
  return found.length > 0;
}

/** With the transaction that takes it, so that it is taken once. */
async function isFirst(tx: Em, learner: LearnerId, name: string): Promise<boolean> {
  const made = await tx.execute<unknown[]>(
    `insert into inbox_taken (learner_id, name_hash) values (?, ?) on conflict do nothing
     returning learner_id`,
    [learner, name],
  );
  return made.length > 0;
}

/** Deliveries on their way to the pod. */
export const deliveriesIn = (db: Database, outbox: Outbox) => ({
  /** What sources last said, as hashes: a delivery that repeats them brings nothing new. */
  async known(learner: LearnerId): Promise<ReadonlyMap<string, KnownHash>> {
    const found = await rowsOf(db.em(), learner);
    return new Map(
      found.map((row) => [
        row.record_key,
        {
          institution: row.institution,
          hash: row.content_hash,
          saidBy: row.said_by,
          isOwnDoor: row.is_own_door,
          isPulled: row.is_pulled,
        },
      ]),
    );
  },

  /**
   * From here a delivery is ours to bring to the pod, whatever happens to this process. It gets the time and place in
   * the order of this learner that it has from now on; what brings nothing new is not taken.
   */
  accept: async (learner: LearnerId, acceptance: Acceptance): Promise<Accepted> =>
    (await withLearner(db, learner, (tx, row) => accept(tx, outbox, row, acceptance))) ?? {
      changed: [],
      work: [],
    },

  /**
   * The same of what an institution sends by itself, as long as the learner's policy is what it was.
   * @returns undefined when that has moved: look again whether it may.
   * @throws Fault `Conflict` where somebody had a newer word meanwhile: nothing of it is taken then, and all waits that did.
   */
  acceptUnder: (learner: LearnerId, acceptance: Acceptance): Promise<Accepted | undefined> =>
    withLearner(db, learner, async (tx, row) => {
      if (row.epoch !== acceptance.under?.epoch) return undefined;
      if (row.held) throw unproven();
      if (await isStopped(tx, acceptance.under.app)) return undefined;
      const { once, leaving } = acceptance.under;
      if (leaving !== undefined && !(await leaveQuarantine(tx, acceptance.institution, leaving))) {
        throw overtakenNow();
      }
      if (once !== undefined && !(await isFirst(tx, learner, once))) return nothingNew;
      const accepted = await accept(tx, outbox, row, acceptance);
      if (accepted.overtaken !== undefined) throw overtakenNow();
      return accepted;
    }),

  /** Records that stand in a pod we had nothing to do with so far: a yes said from now on can be about them. */
  async remember(
    learner: LearnerId,
    found: readonly { readonly key: RecordKey; readonly institution: InstitutionId }[],
  ): Promise<void> {
    if (found.length === 0) return;
    const rows = found.map(({ key: recordKey, institution }) => ({
      learnerId: learner,
      recordKey,
      institution,
      contentHash: unheard,
      saidBy: null,
      // By which door it came the pod does not say; once it is heard again, that is known.
      isOwnDoor: false,
      isPulled: false,
    }));
    await db.em().upsertMany(KnownRecord, rows, { onConflictAction: 'ignore' });
  },
});
