import type { InstitutionId, RecordKey } from '../base/index.js';
import { granteeKey } from '../consent/index.js';
import { type AwardRow, AwardRows, type AwardState, awardColumns } from './award-row.js';
import { appendLog, type LockedLearner } from './chain.js';
import type { Em } from './database.js';
import { accept } from './deliveries.js';
import type { LogActor, PolicyEvent } from './log.js';
import type { HashedDelivery } from './news.js';
import type { Outbox } from './outbox.js';
import { type ListPurpose, markPlaces } from './status-lists.js';

/** Says to a pod that what an institution signed is taken back; made by who knows how that is written. */
export type Withdrawal = (record: RecordKey) => HashedDelivery;

/** Who does it, and how a pod is told. */
export interface TakingBack {
  readonly actor: LogActor;
  readonly withdrawal: Withdrawal;
}

const states: readonly AwardState[] = ['OFFERED', 'ACCEPTED', 'ISSUED', 'SUSPENDED'];
/** Whether its institution can still do anything with it. */
export const isLive = ({ state }: Pick<AwardRow, 'state'>): boolean => states.includes(state);
export const isSigned = ({ state }: Pick<AwardRow, 'state'>): boolean =>
  state === 'ISSUED' || state === 'SUSPENDED';

export async function oneAward(tx: Em, id: string): Promise<AwardRow | undefined> {
  const rows = await tx.execute(`select ${awardColumns} from award where id = ?::uuid`, [id]);
  return AwardRows.parse(rows)[0];
}

/** In the learner's log, as every change of an award is. The caller saves where the log stands. */
export const tellOfAward = (
  tx: Em,
  learner: LockedLearner,
  { event, actor }: { readonly event: PolicyEvent; readonly actor: LogActor },
  institution: InstitutionId,
): Promise<void> =>
  appendLog(tx, learner, {
    kind: 'POLICY',
    event,
    actor,
    grants: [],
    grantee: granteeKey({ kind: 'institution', institution }),
  });

/** What is over needs no content here any more. */
export const setState = (tx: Em, { now }: LockedLearner, id: string, state: AwardState) =>
  tx.execute(
    `update award set state = ?, changed_at = ?::timestamptz,
       sealed = case when ? then sealed end where id = ?::uuid`,
    [state, now.toISOString(), state === 'OFFERED' || state === 'ACCEPTED', id],
    'run',
  );

/** Changes what its list says of a credential. @returns the work that publishes it. */
export async function listed(
  tx: Em,
  outbox: Outbox,
  { id, institution, learner, at }: AwardRow,
  { purpose, isOn }: { readonly purpose: ListPurpose; readonly isOn: boolean },
): Promise<readonly string[]> {
  if (at === undefined) throw new TypeError(`a signed credential has no place: ${id}`);
  const payload = { institution, purpose, n: at.list };
  await markPlaces(tx, payload, [at.place], isOn);
  return outbox.add(tx, learner, [{ lane: 'POLICY', kind: 'SIGN_STATUS_LIST', payload }]);
}

/** What is to be done for a change to count everywhere: its lists, and the learner's pod. */
export interface TakenBack {
  readonly list: readonly string[];
  readonly pod: readonly string[];
  /** Of the signed bytes it is about. */
  readonly digests: readonly string[];
}
export const nothingTaken: TakenBack = { list: [], pod: [], digests: [] };

/** Before it was signed it is only not given; after that its lists say so, and the learner's pod is told why. */
async function takeBack(
  tx: Em,
  outbox: Outbox,
  learner: LockedLearner,
  row: AwardRow,
  { actor, withdrawal }: TakingBack,
): Promise<TakenBack> {
  const { id, institution, record, digest } = row;
  if (!isSigned(row) || record === undefined) {
    await setState(tx, learner, id, 'WITHDRAWN');
    await tellOfAward(tx, learner, { event: 'AWARD_WITHDRAWN', actor }, institution);
    return nothingTaken;
  }
  await setState(tx, learner, id, 'REVOKED');
  const list = await listed(tx, outbox, row, { purpose: 'revocation', isOn: true });
  await tellOfAward(tx, learner, { event: 'AWARD_REVOKED', actor }, institution);
  const { work, lists = [] } = await accept(tx, outbox, learner, {
    actor,
    institution,
    deliveries: [withdrawal(record)],
    channel: 'PUSH',
  });
  return { list: [...list, ...lists], pod: work, digests: digest === undefined ? [] : [digest] };
}

/** All that an institution can still do anything with of what it gave under one id of its own; of a renewal on its way two. */
export async function liveOf(
  tx: Em,
  { institution, source }: Pick<AwardRow, 'institution' | 'source'>,
): Promise<readonly AwardRow[]> {
  const rows = await tx.execute(
    `select ${awardColumns} from award where institution = ? and source = ?
       and state in (select jsonb_array_elements_text(?::jsonb)) order by version`,
    [institution, source, JSON.stringify(states)],
  );
  return AwardRows.parse(rows);
}

export async function takeAllBack(
  tx: Em,
  outbox: Outbox,
  learner: LockedLearner,
  { rows, by }: { readonly rows: readonly AwardRow[]; readonly by: TakingBack },
): Promise<TakenBack> {
  let all = nothingTaken;
  for (const row of rows) {
    const { list, pod, digests } = await takeBack(tx, outbox, learner, row, by);
    all = {
      list: [...all.list, ...list],
      pod: [...all.pod, ...pod],
      digests: [...all.digests, ...digests],
    };
  }
  return all;
}

/** What a learner accepted is to be signed. */
export const issueWork = (id: string) =>
  ({ lane: 'DELIVERY', kind: 'ISSUE_AWARD', payload: { award: id } }) as const;
