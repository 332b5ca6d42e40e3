import { z } from 'zod';
import { Fault, type GrantId, type LearnerId } from '../base/index.js';
import {
  type Grant,
  type GrantEvent,
  type GrantState,
  grantStates,
  nextState,
} from '../consent/index.js';
import { appendLog, type LockedLearner, saveLearner } from './chain.js';
import type { Em } from './database.js';
import type { LogActor, PolicyEvent } from './log.js';
import type { Outbox } from './outbox.js';
import { GrantVersion } from './tables.js';

/** As stored, whatever it says: also a grant we cannot read any more can be stopped. */
export type StoredGrant = Pick<Grant, 'id' | 'version'> & {
  readonly grantee: string;
  readonly purpose: string;
};

const Columns = z.object({ version: z.int(), grantee: z.string(), purpose: z.string() });
export const storedGrant = (id: GrantId, row: object): StoredGrant => ({
  id,
  ...Columns.parse(row),
});

/** Each change raises the epoch and stands in the log, in the transaction of the change. */
export async function policyChange(
  tx: Em,
  learner: LockedLearner,
  change: { event: PolicyEvent; actor: LogActor; grant: StoredGrant },
): Promise<void> {
  const { event, actor, grant } = change;
  const { purpose, grantee, id, version } = grant;
  const facts = { kind: 'POLICY', event, actor, purpose, grantee, grants: [{ id, version }] };
  await appendLog(tx, learner, facts);
  await saveLearner(tx, learner, true);
}

/** The records a learner has at this moment, on their way to the pod or in it. */
export async function knownKeys(tx: Em, { id }: LockedLearner): Promise<readonly string[]> {
  const rows = tx.getKysely().selectFrom('known_record').select('record_key');
  const found = await rows.where('learner_id', '=', id).orderBy('record_key').execute();
  return found.map((row) => row.record_key);
}

/** The version of a grant that speaks, of this learner. */
export const speaking = (tx: Em, learner: LearnerId, id: GrantId) =>
  tx.findOne(GrantVersion, {
    grantId: id,
    learnerId: learner,
    state: { $ne: 'SUPERSEDED' },
  });

/** What the pod is owed once a grant is decided: its view. */
export const owedOpening = (
  tx: Em,
  outbox: Outbox,
  learner: LockedLearner,
  { id }: Pick<StoredGrant, 'id'>,
): Promise<readonly string[]> =>
  outbox.add(tx, learner.id, [{ lane: 'POLICY', kind: 'OPEN_VIEW', payload: { grantId: id } }]);

const State = z.enum(grantStates);
/** @throws Fault `Conflict` for a step the lifecycle has not: whoever asks for it looked first. */
export function stateAfter(state: string, event: GrantEvent): GrantState {
  const next = nextState(State.parse(state), event);
  if (next === undefined) throw new Fault('Conflict', 'a grant cannot do that in this state');
  return next;
}
export const canDo = (state: string, event: GrantEvent): boolean =>
  nextState(State.parse(state), event) !== undefined;
