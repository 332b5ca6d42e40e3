import {
  type ClientId,
  type GrantId,
  type LearnerId,
  type RecordKey,
  type WebId,
} from '../base/index.js';
import type { Claim, Purpose, Role } from '../consent/index.js';
import type { Facet, PersonFacet } from '../records/index.js';
import { foldInbox, noteInInbox, saveLearner, withLearner } from './chain.js';
import type { Database } from './database.js';
import { triedByGrantee } from './tries.js';
import type { ChainHead, ChainRow } from './verify-chain.js';

/** Who did it, through which app, in which operation. */
export interface LogActor {
  readonly webId: WebId;
  readonly client: ClientId;
  /** What they were meant as, where the grant was to a role. */
  readonly role?: Role;
}
export interface GrantRef {
  readonly id: GrantId;
  readonly version: number;
}
/** What left: record by record, facet by facet, and what was counted over them. */
export interface Released {
  readonly records: readonly { readonly key: RecordKey; readonly facets: readonly Facet[] }[];
  readonly person: readonly PersonFacet[];
  readonly aggregates: readonly ('count' | 'totals')[];
  /** Questions answered with yes or no; absent where there were none. */
  readonly claims?: readonly Claim[];
}
export const policyEvents = [
  'ACCESS_REQUESTED',
  'REQUEST_DECLINED',
  'PROPOSED',
  'COSIGNED',
  'COSIGN_DECLINED',
  'REQUEST_HELD',
  'REQUEST_LAPSED',
  'MUTED',
  'UNMUTED',
  'GRANTED',
  'ACTIVATED',
  'NARROWED',
  'EXTENDED',
  'REVOKED',
  'EXPIRED',
  'EXHAUSTED',
  'PAUSED',
  'RESUMED',
  'BLOCKED',
  'UNBLOCKED',
  'GUARDIAN_NAMED',
  'GUARDIAN_ENDED',
  'TAKEN_AWAY_IN_POD',
  'DELETION_ASKED',
  'DELETION_ANSWERED',
  'RESTORED',
  'LOG_ERASED',
  'LOGIN_LINKED',
  'LOGIN_UNLINKED',
  'INSTITUTION_LINKED',
  'INSTITUTION_NOT_LINKED',
  'SIGNED_OUT_EVERYWHERE',
  'AWARD_OFFERED',
  'AWARD_ACCEPTED',
  'AWARD_DECLINED',
  'AWARD_LAPSED',
  'AWARD_WITHDRAWN',
  'AWARD_REVOKED',
  'AWARD_SUSPENDED',
  'AWARD_RESTORED',
  'ENROLMENT_ASKED',
  'ENROLMENT_CALLED_OFF',
  'STEP_PROPOSED',
  'STEP_HELD',
  'STEP_ACCEPTED',
  'STEP_DECLINED',
] as const;
export type PolicyEvent = (typeof policyEvents)[number];

/** What a learner did with something they entered themselves. */
export type OwnAct = 'ADDED' | 'CHANGED' | 'REMOVED';
/** What a learner said of two records: that they tell of one achievement, or not; or took it back. */
export type SameAct = 'SAID_SAME' | 'SAID_NOT_SAME' | 'UNDID_SAME';

interface Look extends Released {
  readonly actor: LogActor;
  readonly purpose: Purpose;
  readonly operation: string;
  readonly grants: readonly GrantRef[];
  readonly epoch: number;
}
/** One line of a learner's log, without its time. CLAIM: nothing but yes or no was told. */
export type LogFacts =
  | ({ readonly kind: 'READ' } & Look)
  | ({ readonly kind: 'CLAIM' } & Look)
  | {
      readonly kind: 'DENIED';
      readonly actor: LogActor;
      readonly purpose: Purpose;
      readonly operation: string;
      readonly because: 'NO_GRANT' | 'ENDED' | 'POD_REFUSED';
      /** An institution wanted to add something, not to look: which one. */
      readonly institution?: string;
    }
  | {
      readonly kind: 'POLICY';
      readonly event: PolicyEvent;
      readonly actor: LogActor;
      /** Absent, with the grantee, for what the learner did to all grants at once. */
      readonly purpose?: Purpose;
      /** Whom it is about, as one text. */
      readonly grantee?: string;
      readonly grants: readonly GrantRef[];
      /** For LOG_ERASED: the first and the last line that were erased. */
      readonly lines?: { readonly from: number; readonly to: number };
    }
  | {
      readonly kind: 'WRITE';
      readonly actor: LogActor;
      readonly institution: string;
      readonly records: readonly { readonly key: RecordKey }[];
      /** Absent: a school delivered them. */
      readonly own?: OwnAct | SameAct;
      /** The learner brought them along in an archive. Absent: they came by the institution's own door. */
      readonly brought?: true;
      /** The learner's yes that an institution sent them under. Absent: they were fetched. */
      readonly grants?: readonly GrantRef[];
    };
export type LogLine = LogFacts & { readonly seq: number; readonly at: string };

/** Parses what we wrote ourselves; the chain vouches that these bytes are ours. */
export const readLine = ({ seq, bytes }: ChainRow): readonly LogLine[] => {
  if (bytes === null) return [];
  const line = JSON.parse(bytes) as LogFacts & { at: string };
  return [{ ...line, seq }];
};

export const chainRows = (db: Database, learner: LearnerId) =>
  db
    .em()
    .getKysely()
    .selectFrom('log_entry')
    .select(['seq', 'bytes', 'salt', 'commitment', 'hash'])
    .where('learner_id', '=', learner);

export const logIn = (db: Database) => ({
  /**
   * Notes a try that was refused. The same statement whether or not the learner exists, so that the answer takes
   * as long either way.
   */
  async noteRefused(learner: LearnerId | undefined, facts: LogFacts, now: Date): Promise<void> {
    await noteInInbox(db.em(), learner, facts, now);
  },

  /** Joins waiting refused tries to the chain. */
  async fold(learner: LearnerId): Promise<void> {
    const some = () =>
      withLearner(db, learner, async (tx, row) => {
        const more = await foldInbox(tx, row);
        await saveLearner(tx, row, false);
        return more;
      });
    while (await some());
  },

  /** The learner's log, newest first, with what waited to join it. */
  async read(learner: LearnerId, limit: number, before?: number): Promise<readonly LogLine[]> {
    await this.fold(learner);
    let rows = chainRows(db, learner);
    if (before !== undefined) rows = rows.where('seq', '<', before);
    return (await rows.orderBy('seq', 'desc').limit(limit).execute()).flatMap(readLine);
  },

  /** How many tries by people who never had a grant were refused. */
  async refusedStrangers(learner: LearnerId): Promise<number> {
    const rows = await db.em().execute<{ count: number }[]>(
      `with line as materialized (
         select bytes::jsonb as said from log_entry where learner_id = ? and bytes is not null)
       select count(*)::int as count from line where said ->> 'kind' = 'DENIED' and not ${triedByGrantee}`,
      [learner, learner, learner],
    );
    return rows[0]?.count ?? 0;
  },

  /** Where the chain must end, by the learner's row. */
  async head(learner: LearnerId): Promise<ChainHead> {
    const rows = db.em().getKysely().selectFrom('learner').select(['log_seq', 'log_head']);
    const row = await rows.where('id', '=', learner).executeTakeFirst();
    return { seq: row?.log_seq ?? 0, hash: row?.log_head ?? '' };
  },

  /** The whole chain, oldest first, for verifying. */
  chain: (learner: LearnerId): Promise<readonly ChainRow[]> =>
    chainRows(db, learner).orderBy('seq').execute(),
});
