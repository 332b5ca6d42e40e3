import type { InstitutionId } from '../base/index.js';
import { type AwardRow, AwardRows, type AwardState, awardColumns } from './award-row.js';
import {
  isLive,
  issueWork,
  liveOf,
  oneAward,
  type TakenBack,
  type TakingBack,
  takeAllBack,
  tellOfAward,
} from './award-steps.js';
import { type LockedLearner, saveLearner } from './chain.js';
import type { Em } from './database.js';
import type { Outbox } from './outbox.js';

/** Days in which a learner can say yes or no. */
const offerDays = 60;

export interface NewAward extends TakingBack {
  readonly id: string;
  readonly institution: InstitutionId;
  /** Hash of the institution's own id of it. */
  readonly source: string;
  readonly version: number;
  /** Hash of all that it says. */
  readonly said: string;
  readonly label: string;
  readonly sealed: string;
  /** Whether who said yes to what has this label said yes to this. */
  readonly isSame: (label: string) => boolean;
  /** Which one it is to take the place of: it then gets the version after the last. */
  readonly replaces?: string;
  /** It is that one again, until another day: that one holds until this is signed. */
  readonly isRenewal?: boolean;
}
/**
 * KNOWN: it was offered before, just so. CORRECTED: it takes the place of an earlier version. RENEWING: it will, once it is signed.
 * VERSION_TWICE: another content had this version, or another learner this id. VERSION_OLD: a newer version is there. NOT_SO: what
 * it was to replace is not so that this can be done.
 */
export type Offered =
  | { readonly kind: 'OFFERED' | 'KNOWN'; readonly id: string }
  | ({ readonly kind: 'CORRECTED'; readonly id: string } & TakenBack)
  | { readonly kind: 'RENEWING'; readonly id: string; readonly work: readonly string[] }
  | { readonly kind: 'VERSION_TWICE' | 'VERSION_OLD' | 'NOT_SO' };

interface Earlier {
  readonly row: AwardRow;
  readonly said: string;
}
async function lastOf(tx: Em, { institution, source }: NewAward): Promise<Earlier | undefined> {
  const rows = await tx.execute<{ said: string }[]>(
    `select ${awardColumns} from award where institution = ? and source = ?
     order by version desc limit 1`,
    [institution, source],
  );
  const [row] = AwardRows.parse(rows);
  return row === undefined ? undefined : { row, said: rows[0]?.said ?? '' };
}

function standing(
  { row, said }: Earlier,
  learner: LockedLearner,
  asked: NewAward,
): Offered | undefined {
  if (row.learner !== learner.id) return { kind: 'VERSION_TWICE' };
  if (row.version > asked.version) return { kind: 'VERSION_OLD' };
  if (row.version < asked.version) return undefined;
  return said === asked.said ? { kind: 'KNOWN', id: row.id } : { kind: 'VERSION_TWICE' };
}

async function put(
  tx: Em,
  learner: LockedLearner,
  asked: NewAward,
  { state, replaces }: { readonly state: AwardState; readonly replaces?: string },
): Promise<boolean> {
  const { id, institution, source, version, said, label, sealed } = asked;
  const now = learner.now.toISOString();
  const rows = await tx.execute<unknown[]>(
    `insert into award (id, institution, learner_id, source, version, said, state, label, sealed, replaces,
       offered_at, lapses_at, changed_at)
     values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?::timestamptz, ?::timestamptz + ? * interval '1 day', ?::timestamptz)
     on conflict do nothing returning id`,
    [
      id,
      institution,
      learner.id,
      source,
      version,
      said,
      state,
      label,
      sealed,
      replaces ?? null,
      now,
      now,
      offerDays,
      now,
    ],
  );
  return rows.length > 0;
}

const replaceable: readonly AwardState[] = ['OFFERED', 'ACCEPTED', 'ISSUED'];

/** What an institution names, to put this in its place. Versions are counted on from the last. */
async function namedIn(
  tx: Em,
  learner: LockedLearner,
  { source, replaces }: Pick<NewAward, 'source'> & { readonly replaces: string },
  last: AwardRow | undefined,
): Promise<AwardRow | Offered> {
  const old = await oneAward(tx, replaces);
  const isTheirs = old?.learner === learner.id && old.source === source;
  if (last === undefined || !isTheirs) return { kind: 'NOT_SO' };
  if (old.id !== last.id && isLive(last)) return { kind: 'VERSION_OLD' };
  return replaceable.includes(old.state) ? { ...old, version: last.version } : { kind: 'NOT_SO' };
}

/** What it comes after, where it may; or what comes of it without any change. */
async function beforeIt(
  tx: Em,
  learner: LockedLearner,
  asked: NewAward,
): Promise<AwardRow | Offered | undefined> {
  const last = await lastOf(tx, asked);
  const { source, replaces } = asked;
  if (replaces !== undefined) return namedIn(tx, learner, { source, replaces }, last?.row);
  return last && (standing(last, learner, asked) ?? last.row);
}

/** Who said yes to it said yes to it as it ought to be, and to nothing else. */
function nextState(lives: readonly AwardRow[], { isSame }: NewAward): AwardState {
  const wasYes = lives.some(({ state }) => state === 'ACCEPTED' || state === 'ISSUED');
  return wasYes && lives.every(({ label }) => isSame(label)) ? 'ACCEPTED' : 'OFFERED';
}

/** In its place, after what it comes after. */
function placed(asked: NewAward, before: AwardRow | undefined, state: AwardState) {
  if (before === undefined) return { asked, at: { state } };
  const version = asked.replaces === undefined ? asked.version : before.version + 1;
  return { asked: { ...asked, version }, at: { state, replaces: before.id } };
}

/** As part of a change of this learner. */
export async function offer(
  tx: Em,
  outbox: Outbox,
  learner: LockedLearner,
  asked: NewAward,
): Promise<Offered> {
  const { id, institution, actor, isRenewal = false } = asked;
  const before = await beforeIt(tx, learner, asked);
  if (before !== undefined && 'kind' in before) return before;
  const lives = await liveOf(tx, asked);
  const state = nextState(lives, asked);
  const next = placed(asked, before, state);
  if (!(await put(tx, learner, next.asked, next.at))) return { kind: 'VERSION_TWICE' };
  const rows = isRenewal ? [] : lives;
  const back = await takeAllBack(tx, outbox, learner, { rows, by: asked });
  await tellOfAward(tx, learner, { event: 'AWARD_OFFERED', actor }, institution);
  const work = state === 'ACCEPTED' ? await outbox.add(tx, learner.id, [issueWork(id)]) : [];
  await saveLearner(tx, learner, false);
  if (isRenewal) return { kind: 'RENEWING', id, work };
  return lives.length === 0 ? { kind: 'OFFERED', id } : { kind: 'CORRECTED', id, ...back };
}
