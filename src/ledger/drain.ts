import { z } from 'zod';
import type { LearnerId } from '../base/index.js';
import { announcing } from './announce.js';
import type { Database, Em } from './database.js';
import type { DueWork, Lane, Outbox } from './outbox.js';

/** How a piece of work went wrong: a code somebody can act on, and how many tries it is worth. */
export interface Setback {
  readonly reason: string;
  /** After this many tries it is parked. */
  readonly patience: number;
  /** It is not about this work: all that was handed over waits, and nobody looks for the piece that is wrong. */
  readonly isOfAll?: boolean;
}
/** Does work that is due. Several pieces of one learner and one kind come together, so that what they share is done once. */
export interface Craft {
  readonly handle: (works: readonly DueWork[]) => Promise<void>;
  readonly setbackOf: (error: unknown, kind: string) => Setback;
  /** Hears of what went wrong. */
  readonly onError: (error: unknown) => void;
}

/** Most pieces taken together: a page each, so some thousands of results. */
const atOnce = 20;
/** Seconds. */
const longestPause = 3600;
const busyPause = 1;
/** Before more is asked of a pod that gives no answer. */
const podPause = 2;
/** Milliseconds in which one learner's work is begun; then others have their turn. */
const turnMs = 10_000;

const Rows = z.array(
  z.object({
    id: z.string(),
    kind: z.string(),
    payload: z.string(),
    since: z.string(),
    wait: z.number(),
  }),
);
type Row = z.infer<typeof Rows>[number];

/**
 * What is waiting, in the order it is to be done. Policy: what shuts goes before what opens, and each piece is on its
 * own. Deliveries: as they came; what brings news of a record that is parked waits behind it.
 */
const waitingIn: Readonly<Record<Lane, string>> = {
  POLICY: `select id, kind, payload, created_at::text as since, extract(epoch from due_at - clock_timestamp())::float8 as wait
    from outbox_item where learner_id = ? and lane = 'POLICY' and state = 'WAITING'
    order by greatest(due_at - clock_timestamp(), interval '0'), case when kind in ('CLOSE_VIEW', 'NARROW_VIEW') then 0 when kind in ('OPEN_VIEW', 'AUDIT_POD') then 2 else 1 end, seq limit 1`,
  DELIVERY: `select id, kind, payload, created_at::text as since, extract(epoch from due_at - clock_timestamp())::float8 as wait
    from outbox_item i where learner_id = ? and lane = 'DELIVERY' and state = 'WAITING'
      and not exists (select 1 from outbox_item p where p.learner_id = i.learner_id and p.lane = i.lane
        and p.state = 'PARKED' and p.record_keys && i.record_keys)
    order by seq limit ${atOnce}`,
};

/** Of one kind, from the first on: work of another kind is done by another, and never as part of this. */
function ofOneKind(rows: readonly Row[]): readonly Row[] {
  const other = rows.findIndex(({ kind }) => kind !== rows[0]?.kind);
  return other < 0 ? rows : rows.slice(0, other);
}

/** From the first on, as far as they are due: what is not due yet keeps what comes after it waiting. */
function dueOf(rows: readonly Row[]): { readonly due: readonly Row[]; readonly wait?: number } {
  const later = rows.findIndex(({ wait }) => wait > 0);
  if (later < 0) return { due: ofOneKind(rows) };
  const due = ofOneKind(rows.slice(0, later));
  return { due, ...(later === 0 && { wait: rows[0]?.wait ?? busyPause }) };
}

/** Their pod has it: whoever listens is told whose. */
const done = (tx: Em, works: readonly DueWork[]) =>
  tx.execute(
    `update outbox_item set state = 'DONE', done_at = clock_timestamp(), payload = null
     where id in (select value::uuid from jsonb_array_elements_text(?::jsonb)) ${announcing}`,
    [JSON.stringify(works.map(({ id }) => id)), works[0]?.learner ?? ''],
  );

/** Tried again later, further apart each time; after many tries parked, with what it brought. */
const failed = (tx: Em, id: string, { reason, patience }: Setback) =>
  tx.execute(
    `update outbox_item set attempts = attempts + 1, reason = ?,
       state = case when attempts + 1 >= ? then 'PARKED' else 'WAITING' end,
       due_at = clock_timestamp() + least(power(2, least(attempts, 20)), ?) * interval '1 second'
     where id = ?`,
    [reason, patience, longestPause, id],
    'run',
  );

/** Of a pod that gives no answer nothing is tried for a while, whoever was woken for what. */
const putOff = (tx: Em, learner: LearnerId, lane: Lane) =>
  tx.execute(
    `update outbox_item set due_at = greatest(due_at, clock_timestamp() + ? * interval '1 second')
     where learner_id = ? and lane = ? and state = 'WAITING'`,
    [podPause, learner, lane],
    'run',
  );

type Outcome = 'done' | 'failed' | 'failed, as all would' | 'one of them failed';

async function doTogether(tx: Em, works: readonly DueWork[], craft: Craft): Promise<Outcome> {
  try {
    await craft.handle(works);
  } catch (error) {
    const [first, ...others] = works;
    if (first === undefined) return 'done';
    const setback = craft.setbackOf(error, first.kind);
    if (others.length > 0 && setback.isOfAll !== true) return 'one of them failed';
    craft.onError(error);
    await failed(tx, first.id, setback);
    return setback.isOfAll === true ? 'failed, as all would' : 'failed';
  }
  await done(tx, works);
  return 'done';
}

/** All together; where that fails one by one, until the one that is wrong is found. */
async function doInOrder(
  tx: Em,
  works: readonly DueWork[],
  craft: Craft,
  isTurn: () => boolean,
): Promise<Outcome> {
  const all = await doTogether(tx, works, craft);
  if (all !== 'one of them failed') return all;
  for (const work of works) {
    if (!isTurn()) break;
    const one = await doTogether(tx, [work], craft);
    if (one !== 'done') return one;
  }
  return 'done';
}

/** @returns seconds until there may be more to do; 0: look again at once; undefined: nothing is waiting. */
const doSome = (
  db: Database,
  { learner, lane }: { learner: LearnerId; lane: Lane },
  craft: Craft,
  isTurn: () => boolean,
) =>
  db.inTransaction(async (tx): Promise<number | undefined> => {
    const [lock] = await tx.execute<{ mine: boolean }[]>(
      'select pg_try_advisory_xact_lock(hashtextextended(?, 0)) as mine',
      [`${lane} ${learner}`],
    );
    if (lock?.mine !== true) return busyPause;
    const { due, wait } = dueOf(Rows.parse(await tx.execute(waitingIn[lane], [learner])));
    if (due.length === 0) return wait;
    const outcome = await doInOrder(
      tx,
      due.map(({ wait: _due, ...work }) => ({ ...work, learner })),
      craft,
      isTurn,
    );
    if (outcome !== 'failed, as all would') return 0;
    await putOff(tx, learner, lane);
    return podPause;
  });

/** Doing work so that no two do the same work at once, in this process or another. */
export const workingIn = (db: Database, outbox: Outbox) => ({
  /**
   * Does what is due for one learner in one lane, for as long as their turn lasts; for the rest a worker is woken again.
   * What fails waits for a later try; of deliveries, what came after it waits too.
   */
  async drain(learner: LearnerId, lane: Lane, craft: Craft): Promise<void> {
    const until = performance.now() + turnMs;
    const isTurn = () => performance.now() < until;
    let wait: number | undefined = 0;
    while (wait === 0 && isTurn()) wait = await doSome(db, { learner, lane }, craft, isTurn);
    if (wait !== undefined) await outbox.wakeLater(learner, lane, Math.ceil(wait));
  },

  /** Runs work that must not cross with other work of that name. */
  alone: (name: string, work: () => Promise<void>): Promise<void> =>
    db.inTransaction(async (tx) => {
      await tx.execute('select pg_advisory_xact_lock(hashtextextended(?, 0))', [name]);
      await work();
    }),
});
