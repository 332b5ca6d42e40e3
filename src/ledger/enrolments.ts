import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import {
  type GrantId,
  grantId,
  type InstitutionId,
  institutionId,
  type LearnerId,
  learnerId,
} from '../base/index.js';
import { writePurpose } from '../consent/index.js';
import { appendLog, saveLearner, withLearner } from './chain.js';
import type { Database } from './database.js';
import type { LogActor } from './log.js';

/**
 * ASKED: still to be answered. ANSWERED: the host has it, and may have more to say. CALLING_OFF: still to be heard by the host.
 * CALLED_OFF, REFUSED, GIVEN_UP: over; it can be asked anew. What was given up may be at the host, and can be called off.
 */
export const enrolmentStages = [
  'ASKED',
  'ANSWERED',
  'CALLING_OFF',
  'CALLED_OFF',
  'REFUSED',
  'GIVEN_UP',
] as const;
export type EnrolmentStage = (typeof enrolmentStages)[number];

const Row = z
  .object({
    id: z.string(),
    learner_id: z.string().transform(learnerId),
    institution: z.string().transform(institutionId),
    mark: z.string(),
    sealed: z.string(),
    state: z.enum(enrolmentStages),
    code: z.string().nullable(),
    grant_id: z.string().transform(grantId),
    tries: z.int(),
    is_sent: z.boolean(),
    asked_at: z.coerce.date(),
  })
  .transform(({ learner_id, state, code, grant_id, is_sent, asked_at, ...row }) => ({
    ...row,
    learner: learner_id,
    stage: state,
    grant: grant_id,
    /** A question went out that the host may have taken, whatever we heard. */
    isSent: is_sent,
    askedAt: asked_at,
    ...(code !== null && { code }),
  }));
export type EnrolmentRow = z.infer<typeof Row>;
const Rows = z.array(Row);
const columns =
  'id, learner_id, institution, mark, sealed, state, code, grant_id, tries, is_sent, asked_at';

export interface NewEnrolment {
  readonly id: string;
  readonly institution: InstitutionId;
  /** Of what is asked: the same again is the same enrolment. */
  readonly mark: string;
  readonly sealed: string;
  /** The agreement that the host writes under. */
  readonly grant: { readonly id: GrantId; readonly version: number };
  /** What the learner had decided when it was looked whether the host may; moved on, nothing is asked. */
  readonly epoch: number;
  /** The former one, where its host ended it: it does not go on any more. */
  readonly instead?: string | undefined;
  readonly actor: LogActor;
}
/** What became of a try, by whoever holds the claim. */
export interface EnrolmentMove {
  readonly stage: EnrolmentStage;
  readonly sealed: string;
  /** Why, where it did not come about. */
  readonly code?: string;
  /** When to ask again; absent: not any more. */
  readonly againMs?: number;
  readonly tries: number;
  /** False once it is known that the host took nothing; absent: as it stands. */
  readonly isSent?: boolean;
}
export interface ClaimedEnrolment extends EnrolmentRow {
  readonly claim: string;
}

const ms = "interval '1 millisecond'";
const over = ['CALLED_OFF', 'REFUSED', 'GIVEN_UP'] as const;
const isOver = (stage: EnrolmentStage): boolean => over.some((one) => one === stage);

/** What the host may have of the former question is asked for anew in the same words: then it is the same enrolment. */
export const mayBeThere = ({
  stage,
  code,
  isSent,
}: Pick<EnrolmentRow, 'stage' | 'code' | 'isSent'>): boolean =>
  isSent &&
  (stage === 'REFUSED' || stage === 'GIVEN_UP' || (stage === 'CALLED_OFF' && code !== undefined));

/** Nobody is asked for a learner whose decisions we may have forgotten. */
const isKnown = `exists (select from learner l where l.id = d.learner_id and l.held_at is null)`;
const claiming = (which: string) => `update enrolment e
  set claim = ?, claimed_until = clock_timestamp() + ? * ${ms}
  where e.id = (select id from enrolment d where ${which} and ${isKnown}
      and (d.claimed_until is null or d.claimed_until <= clock_timestamp())
    order by d.next_at nulls last limit 1 for update skip locked)
  returning ${columns}`;

async function claimIn(
  db: Database,
  leaseMs: number,
  { which, by }: { readonly which: string; readonly by: string },
): Promise<ClaimedEnrolment | undefined> {
  const claim = randomUUID();
  const rows = await db.em().execute<unknown[]>(claiming(which), [claim, leaseMs, by]);
  const [row] = Rows.parse(rows);
  return row && { ...row, claim };
}

/** What learners do. */
const askingIn = (db: Database) => ({
  /**
   * A learner asks for a place. It stands in their log before anything is sent. Asked again while it goes on, or while its
   * host has yet to hear that they called it off, nothing is done.
   * @returns undefined when there is no such learner, or what they decided has moved.
   */
  ask: (learner: LearnerId, asked: NewEnrolment): Promise<EnrolmentRow | undefined> =>
    withLearner(db, learner, async (tx, row) => {
      const { id, institution, mark, sealed, grant, actor, instead } = asked;
      if (row.epoch !== asked.epoch || row.held || row.paused) return undefined;
      const before = Rows.parse(
        await tx.execute<unknown[]>(
          `select ${columns} from enrolment where learner_id = ? and mark = ? for update`,
          [learner, mark],
        ),
      )[0];
      if (before?.stage === 'CALLING_OFF') return before;
      if (before !== undefined && !isOver(before.stage) && before.id !== instead) {
        // It may have stopped for want of a right, or of leave.
        await tx.execute(
          'update enrolment set next_at = clock_timestamp(), grant_id = ? where id = ?',
          [grant.id, before.id],
          'run',
        );
        return before;
      }
      await tx.execute(
        'delete from enrolment where learner_id = ? and mark = ?',
        [learner, mark],
        'run',
      );
      const made = await tx.execute<unknown[]>(
        `insert into enrolment (id, learner_id, institution, mark, sealed, state, grant_id, is_sent, asked_at, next_at)
         values (?, ?, ?, ?, ?, 'ASKED', ?, ?, clock_timestamp(), clock_timestamp()) returning ${columns}`,
        [
          id,
          learner,
          institution,
          mark,
          sealed,
          grant.id,
          before !== undefined && mayBeThere(before),
        ],
      );
      await appendLog(tx, row, {
        kind: 'POLICY',
        event: 'ENROLMENT_ASKED',
        actor,
        purpose: writePurpose,
        grantee: institution,
        grants: [grant],
      });
      await saveLearner(tx, row, false);
      return Rows.parse(made)[0];
    }),
});

/** What they take back. */
const callingOffIn = (db: Database) => ({
  /**
   * A learner calls it off; a host that gave no answer may have it all the same, and one that was not told so can be told
   * again. @returns undefined where nothing goes on.
   */
  callOff: (learner: LearnerId, mark: string, actor: LogActor): Promise<EnrolmentRow | undefined> =>
    withLearner(db, learner, async (tx, row) => {
      const changed = await tx.execute<unknown[]>(
        `update enrolment set state = 'CALLING_OFF', next_at = clock_timestamp(), tries = 0, code = null
         where learner_id = ? and mark = ? and (state in ('ASKED', 'ANSWERED', 'CALLING_OFF', 'GIVEN_UP')
           or (is_sent and (state = 'REFUSED' or (state = 'CALLED_OFF' and code is not null)))) returning ${columns}`,
        [learner, mark],
      );
      const found = Rows.parse(changed)[0];
      if (found === undefined) return undefined;
      const { institution } = found;
      await appendLog(tx, row, {
        kind: 'POLICY',
        event: 'ENROLMENT_CALLED_OFF',
        actor,
        purpose: writePurpose,
        grantee: institution,
        grants: [],
      });
      await saveLearner(tx, row, false);
      return found;
    }),
});

/** What is done for them. */
const tryingIn = (db: Database) => ({
  async of(learner: LearnerId): Promise<readonly EnrolmentRow[]> {
    const rows = await db
      .em()
      .execute<unknown[]>(
        `select ${columns} from enrolment where learner_id = ? order by asked_at`,
        [learner],
      );
    return Rows.parse(rows);
  },

  /** Takes this one up, if anything is to be done; nobody else does until the lease is over. */
  claim: (leaseMs: number, id: string): Promise<ClaimedEnrolment | undefined> =>
    claimIn(db, leaseMs, { which: 'd.id = ? and d.next_at is not null', by: id }),

  /** Takes up one that is due. @param besides at none of these hosts. */
  claimDue: (
    leaseMs: number,
    besides: readonly InstitutionId[],
  ): Promise<ClaimedEnrolment | undefined> =>
    claimIn(db, leaseMs, {
      which: `d.next_at <= clock_timestamp()
        and d.institution not in (select value from jsonb_array_elements_text(?::jsonb))`,
      by: JSON.stringify(besides),
    }),

  /**
   * In the moment of sending: from here the host may have it, whatever becomes of us.
   * @returns false where it is not this any more, or not theirs who claimed it.
   */
  async goesOut({ id, claim, stage }: ClaimedEnrolment): Promise<boolean> {
    const rows = await db
      .em()
      .execute<unknown[]>(
        'update enrolment set is_sent = true where id = ? and claim = ? and state = ? returning id',
        [id, claim, stage],
      );
    return rows.length > 0;
  },

  /** @returns false where the claim was lost, or the learner did something else with it meanwhile. */
  async move(
    { id, claim, stage }: ClaimedEnrolment,
    { stage: next, sealed, code, againMs, tries, isSent }: EnrolmentMove,
  ): Promise<boolean> {
    const [wait, sent] = [againMs ?? null, isSent ?? null];
    const rows = await db.em().execute<unknown[]>(
      `update enrolment set state = ?, sealed = ?, code = ?, tries = ?, claim = null, claimed_until = null,
         is_sent = coalesce(?::boolean, is_sent),
         next_at = case when ?::float8 is null then null else clock_timestamp() + ?::float8 * ${ms} end
       where id = ? and claim = ? and state = ? returning id`,
      [next, sealed, code ?? null, tries, sent, wait, wait, id, claim, stage],
    );
    if (rows.length > 0) return true;
    // Called off meanwhile: what the host calls it, or that it has nothing, is needed to tell it so.
    await db.em().execute(
      `update enrolment set claim = null, claimed_until = null, is_sent = coalesce(?::boolean, is_sent),
         sealed = case when state = 'CALLING_OFF' then ? else sealed end where id = ? and claim = ?`,
      [sent, sealed, id, claim],
      'run',
    );
    return false;
  },
});

/** By which hosts are asked in learners' names. */
const authorityIn = (db: Database) => ({
  async keep(learner: LearnerId, sealed: string, expiresAt: Date): Promise<void> {
    await db.em().execute(
      `insert into learner_authority (learner_id, sealed, expires_at) values (?, ?, ?)
         on conflict (learner_id) do update set sealed = excluded.sealed, expires_at = excluded.expires_at`,
      [learner, sealed, expiresAt],
      'run',
    );
  },
  /** @returns false where it is not any more what was read: given anew, renewed by another, or taken back. */
  async replace(
    learner: LearnerId,
    { before, sealed, expiresAt }: { before: string; sealed: string; expiresAt: Date },
  ): Promise<boolean> {
    const rows = await db.em().execute<unknown[]>(
      `update learner_authority set sealed = ?, expires_at = ?
         where learner_id = ? and sealed = ? returning learner_id`,
      [sealed, expiresAt, learner, before],
    );
    return rows.length > 0;
  },
  async find(learner: LearnerId): Promise<string | undefined> {
    const rows = await db
      .em()
      .execute<{ sealed: string }[]>(
        `select sealed from learner_authority where learner_id = ? and expires_at > clock_timestamp()`,
        [learner],
      );
    return rows[0]?.sealed;
  },
  /** @returns what was forgotten, of whatever age. */
  async forget(learner: LearnerId): Promise<string | undefined> {
    const rows = await db
      .em()
      .execute<{ sealed: string }[]>(
        'delete from learner_authority where learner_id = ? returning sealed',
        [learner],
      );
    return rows[0]?.sealed;
  },
});

/** Places that learners ask for, and what hosts answer. */
export const enrolmentsIn = (db: Database) => ({
  ...askingIn(db),
  ...callingOffIn(db),
  ...tryingIn(db),
  authority: authorityIn(db),
});
