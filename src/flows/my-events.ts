import type { LogLine, PolicyEvent } from '../ledger/index.js';
import type { Caller, House } from './house.js';
import type { Live } from './live.js';
import { ownLearner } from './own-records.js';
import { begunOr, type Stream, streamOf } from './stream.js';

export const myEventKinds = [
  'LOOK',
  'REFUSED_TRY',
  'REQUEST',
  'GRANT_CHANGED',
  'RECORDS_CHANGED',
] as const;
export type MyEventKind = (typeof myEventKinds)[number];
/** That something happened, and no more: what it was the learner asks in the usual way. */
export interface MyEvent {
  readonly kind: MyEventKind;
  readonly at: Date;
}

/** Null: not for telling. What was held back from the learner stays so. */
const ofPolicy: Readonly<Record<PolicyEvent, MyEventKind | null>> = {
  ACCESS_REQUESTED: 'REQUEST',
  REQUEST_DECLINED: 'REQUEST',
  REQUEST_LAPSED: 'REQUEST',
  REQUEST_HELD: null,
  PROPOSED: 'GRANT_CHANGED',
  COSIGNED: 'GRANT_CHANGED',
  COSIGN_DECLINED: 'GRANT_CHANGED',
  GRANTED: 'GRANT_CHANGED',
  ACTIVATED: 'GRANT_CHANGED',
  NARROWED: 'GRANT_CHANGED',
  EXTENDED: 'GRANT_CHANGED',
  REVOKED: 'GRANT_CHANGED',
  EXPIRED: 'GRANT_CHANGED',
  EXHAUSTED: 'GRANT_CHANGED',
  PAUSED: 'GRANT_CHANGED',
  RESUMED: 'GRANT_CHANGED',
  BLOCKED: 'GRANT_CHANGED',
  UNBLOCKED: 'GRANT_CHANGED',
  TAKEN_AWAY_IN_POD: 'GRANT_CHANGED',
  RESTORED: 'GRANT_CHANGED',
  DELETION_ANSWERED: 'GRANT_CHANGED',
  DELETION_ASKED: null,
  GUARDIAN_NAMED: null,
  GUARDIAN_ENDED: null,
  MUTED: null,
  UNMUTED: null,
  LOG_ERASED: null,
  LOGIN_LINKED: null,
  LOGIN_UNLINKED: null,
  INSTITUTION_LINKED: null,
  INSTITUTION_NOT_LINKED: null,
  SIGNED_OUT_EVERYWHERE: null,
  AWARD_OFFERED: 'REQUEST',
  AWARD_ACCEPTED: 'REQUEST',
  AWARD_DECLINED: 'REQUEST',
  AWARD_LAPSED: 'REQUEST',
  AWARD_WITHDRAWN: 'REQUEST',
  AWARD_REVOKED: 'RECORDS_CHANGED',
  AWARD_SUSPENDED: 'RECORDS_CHANGED',
  AWARD_RESTORED: 'RECORDS_CHANGED',
  ENROLMENT_ASKED: 'RECORDS_CHANGED',
  ENROLMENT_CALLED_OFF: 'RECORDS_CHANGED',
  STEP_PROPOSED: 'REQUEST',
  STEP_HELD: null,
  STEP_ACCEPTED: 'REQUEST',
  STEP_DECLINED: 'REQUEST',
};

const ofLine = {
  READ: 'LOOK',
  CLAIM: 'LOOK',
  DENIED: 'REFUSED_TRY',
  // Not in the pod yet: told once it is.
  WRITE: null,
} as const;

function eventOf(line: LogLine): readonly MyEvent[] {
  const kind = line.kind === 'POLICY' ? ofPolicy[line.event] : ofLine[line.kind];
  return kind === null ? [] : [{ kind, at: new Date(line.at) }];
}

/**
 * A learner hears what happens around their records while they look. All of it comes out of their log, so nothing is told
 * that does not stand there: a look only once it was released. New records are told of when the pod has them.
 */
export async function myEvents(house: House, live: Live, caller: Caller): Promise<Stream<MyEvent>> {
  const { id } = await ownLearner(house, caller);
  const { log, live: ledger } = house.ledger;
  let stamp: string | undefined;
  const unfollow = live.follow({
    logs: () => [id],
    hear({ logs }) {
      const now = logs.get(id);
      if (now !== undefined && now !== stamp) stream.wake();
      stamp = now ?? stamp;
    },
  });
  const stream = streamOf(look, unfollow);
  const begin = async () => {
    await log.fold(id);
    const { seq: last } = await log.head(id);
    return { last, at: await ledger.deliveredAt(id) };
  };
  const begun = await begunOr(unfollow, begin);
  let [seq, delivered] = [begun.last, begun.at];

  async function look() {
    await log.fold(id);
    const lines = await log.after(id, seq);
    seq = lines.at(-1)?.seq ?? seq;
    const events = lines.flatMap(eventOf);
    const at = await ledger.deliveredAt(id);
    if (at !== undefined && at.getTime() !== delivered?.getTime()) {
      events.push({ kind: 'RECORDS_CHANGED', at });
      delivered = at;
    }
    return { events, isOver: false };
  }
  return stream;
}
