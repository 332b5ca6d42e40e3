import { z } from 'zod';
import { type LearnerId, learnerId } from '../base/index.js';
import type { Database, Em } from './database.js';

/** What a learner who is not looking is told of: that somebody asks or proposes something, or that a look was unusual. */
export const messageKinds = ['REQUEST', 'ALERT'] as const;
export type MessageKind = (typeof messageKinds)[number];

/** Tries until a message is given up. */
export const mostTries = 10;

/** A message to somebody, taken up by this process until its next try is due. */
export interface MessageDue {
  readonly learner: LearnerId;
  readonly kinds: readonly MessageKind[];
}

/**
 * Notes that a learner has to be told. What waits already waits on. One statement, the same without a learner: then it
 * notes nothing.
 */
export const dueWith = (em: Em, learner: LearnerId | undefined, kind: MessageKind) =>
  em.execute(
    `insert into message_due as m (learner_id, kind, since, try_at)
     select id, ?, clock_timestamp(), clock_timestamp() from learner where id = ?::uuid
     on conflict (learner_id, kind) do update set since = clock_timestamp(), try_at = clock_timestamp(), attempts = 0
     where m.since is null or m.attempts >= ?`,
    [kind, learner ?? null, mostTries],
    'run',
  );

/** A request or a proposal that was answered, taken back or has lapsed is nothing to be told of any more. */
const forgetAnswered = `update message_due m set since = null, attempts = 0
  where m.kind = 'REQUEST' and m.since is not null and not exists
    (select from access_request r where r.learner_id = m.learner_id and r.state = 'OPEN'
       and r.created_at > clock_timestamp() - interval '30 days')
    and not exists (select from step_proposal p where p.learner_id = m.learner_id and p.state in ('OPEN', 'TAKING')
       and p.made_at > clock_timestamp() - interval '90 days')`;

/**
 * Taking up is putting off: the next try is due later each time, at most six hours, and another process finds nothing.
 * A request waits for a day to pass since the last message of any kind; an alert only since the last alert.
 */
const takeUp = `update message_due m set attempts = attempts + 1,
    try_at = clock_timestamp() + least(interval '6 hours', interval '1 minute' * power(2, attempts))
  where (learner_id, kind) in (
    select w.learner_id, w.kind from message_due w
    where w.since is not null and w.attempts < ? and w.try_at <= clock_timestamp() and not exists
      (select from message_due s where s.learner_id = w.learner_id and s.kind in (w.kind, 'ALERT')
         and s.sent_at > clock_timestamp() - interval '24 hours')
    order by w.since limit 100 for update skip locked)
  returning learner_id, kind`;

const Row = z.object({ learner_id: z.uuid().transform(learnerId), kind: z.enum(messageKinds) });

/** What learners have to be told who are not looking: that there is something, never what. */
export const messagesIn = (db: Database) => ({
  async due(learner: LearnerId, kind: MessageKind): Promise<void> {
    await dueWith(db.em(), learner, kind);
  },

  /** Those to be told now, by learner. @returns nobody whom another process has taken up. */
  async take(): Promise<readonly MessageDue[]> {
    const em = db.em();
    await em.execute(forgetAnswered, [], 'run');
    const rows = await em.execute<unknown[]>(takeUp, [mostTries]);
    const found = Map.groupBy(
      rows.map((row) => Row.parse(row)),
      (row) => row.learner_id,
    );
    return [...found].map(([learner, mine]) => ({ learner, kinds: mine.map(({ kind }) => kind) }));
  },

  /** @param sent false: there was no way to tell them, and no use in trying again. */
  async settle({ learner, kinds }: MessageDue, sent: boolean): Promise<void> {
    await db.em().execute(
      `update message_due set since = null, attempts = 0,
         sent_at = case when ? then clock_timestamp() else sent_at end
       where learner_id = ? and kind = any (string_to_array(?, ','))`,
      [sent, learner, kinds.join(',')],
      'run',
    );
  },
});
