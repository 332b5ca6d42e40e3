import type { InstitutionId } from '../base/index.js';
import { type AwardRow, AwardRows, type AwardState, awardColumns } from './award-row.js';
import {
  isLive,
  issueWork,
  type TakenBack,
  type TakingBack,
  takeBack,
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
}
/**
 * KNOWN: it was offered before, just so. CORRECTED: it takes the place of an earlier version. VERSION_TWICE: another content
 * had this version, or another learner this id. VERSION_OLD: a newer version is there.
 */
export type Offered =
  | { readonly kind: 'OFFERED' | 'KNOWN'; readonly id: string }
  | ({ readonly kind: 'CORRECTED'; readonly id: string } & TakenBack)
  | { readonly kind: 'VERSION_TWICE' | 'VERSION_OLD' };

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

/** Who said yes to it said yes to it as it ought to be. */
const nextState = (old: AwardRow | undefined): AwardState =>
  old === undefined || old.state === 'OFFERED' ? 'OFFERED' : 'ACCEPTED';

/** The version before it, where there is one; or what comes of it without any change. */
async function beforeIt(
  tx: Em,
  learner: LockedLearner,
  asked: NewAward,
): Promise<AwardRow | Offered | undefined> {
  const earlier = await lastOf(tx, asked);
  return earlier && (standing(earlier, learner, asked) ?? earlier.row);
}

/** As part of a change of this learner. */
export async function offer(
  tx: Em,
  outbox: Outbox,
  learner: LockedLearner,
  asked: NewAward,
): Promise<Offered> {
  const { id, institution, actor } = asked;
  const before = await beforeIt(tx, learner, asked);
  if (before !== undefined && 'kind' in before) return before;
  const old = before !== undefined && isLive(before) ? before : undefined;
  const state = nextState(old);
  const replaces = before === undefined ? {} : { replaces: before.id };
  if (!(await put(tx, learner, asked, { state, ...replaces }))) return { kind: 'VERSION_TWICE' };
  const back = old && (await takeBack(tx, outbox, learner, old, asked));
  await tellOfAward(tx, learner, { event: 'AWARD_OFFERED', actor }, institution);
  if (state === 'ACCEPTED') await outbox.add(tx, learner.id, [issueWork(id)]);
  await saveLearner(tx, learner, false);
  return back === undefined ? { kind: 'OFFERED', id } : { kind: 'CORRECTED', id, ...back };
}
