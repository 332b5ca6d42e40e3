import { z } from 'zod';
import {
  type ClientId,
  clientId,
  type LearnerId,
  learnerId,
  type WebId,
  webId,
} from '../base/index.js';
import type { Database } from './database.js';

/** What somebody who listens wants to know of. */
export interface Question {
  /** Hashes of the tokens of sessions. */
  readonly sessions: readonly string[];
  readonly clients: readonly ClientId[];
  /** Whose log and records. */
  readonly logs: readonly LearnerId[];
  /** Whose policy. */
  readonly policies: readonly LearnerId[];
  /** Ids that were told of; of those that are learners, to whom their grants are. */
  readonly told: readonly string[];
}
export interface Standing {
  /** Sessions that still are, and whose. */
  readonly sessions: ReadonlyMap<string, WebId>;
  /** Apps that were stopped or removed. */
  readonly suspended: ReadonlySet<ClientId>;
  /** Another text when something came into the log, waits to come into it, or was brought to the pod. */
  readonly logs: ReadonlyMap<LearnerId, string>;
  readonly policies: ReadonlyMap<LearnerId, { readonly epoch: number; readonly seq: number }>;
  /** Grantees of those that were told of, each as one text. */
  readonly grantees: ReadonlySet<string>;
}

const among = 'in (select value from jsonb_array_elements_text(?::jsonb))';
const amongIds = 'in (select value::uuid from jsonb_array_elements_text(?::jsonb))';
const listOf = (rows: string) => `(select coalesce(json_agg(r), '[]') from (${rows}) r)`;

/** When the pod last got what a delivery brought; its place is that of the index it is found by. */
const delivered = `(select max(done_at) from outbox_item o
  where o.learner_id = l.id and o.lane = 'DELIVERY' and o.state = 'DONE')`;

const sessions = `select token_hash as hash, web_id as who from session
  where token_hash ${among} and expires_at > clock_timestamp()`;
const suspended = `select value as client from jsonb_array_elements_text(?::jsonb)
  where exists (select from suspended_client s where s.client = value)
    or exists (select from app a where a.client = value and a.removed_at is not null)`;
const logs = `select id, concat_ws(' ', log_seq,
    (select max(i.id) from log_inbox i where i.learner_id = l.id), ${delivered}) as stamp
  from learner l where id ${amongIds}`;
const policies = `select id, epoch, log_seq as seq from learner where id ${amongIds}`;
const grantees = `select distinct grantee from grant_version where learner_id ${amongIds}`;

const Row = z.object({
  sessions: z.array(z.object({ hash: z.string(), who: z.string().transform(webId) })),
  suspended: z.array(z.object({ client: z.string().transform(clientId) })),
  logs: z.array(z.object({ id: z.uuid().transform(learnerId), stamp: z.string() })),
  policies: z.array(z.object({ id: z.uuid().transform(learnerId), epoch: z.int(), seq: z.int() })),
  grantees: z.array(z.object({ grantee: z.string() })),
});

const isLearner = (id: string): boolean => z.uuid().safeParse(id).success;

export const standingIn = (db: Database) => ({
  /** How things stand at this moment for all who listen here: one statement, however many they are. */
  async standing(asked: Question): Promise<Standing> {
    const rows = await db.em().execute<unknown[]>(
      `select ${listOf(sessions)} as sessions, ${listOf(suspended)} as suspended, ${listOf(logs)} as logs,
         ${listOf(policies)} as policies, ${listOf(grantees)} as grantees`,
      [
        JSON.stringify(asked.sessions),
        JSON.stringify(asked.clients),
        JSON.stringify(asked.logs),
        JSON.stringify(asked.policies),
        JSON.stringify(asked.told.filter(isLearner)),
      ],
    );
    const row = Row.parse(rows[0]);
    return {
      sessions: new Map(row.sessions.map(({ hash, who }) => [hash, who])),
      suspended: new Set(row.suspended.map(({ client }) => client)),
      logs: new Map(row.logs.map(({ id, stamp }) => [id, stamp])),
      policies: new Map(row.policies.map(({ id, epoch, seq }) => [id, { epoch, seq }])),
      grantees: new Set(row.grantees.map(({ grantee }) => grantee)),
    };
  },

  /** When the pod of this learner last got what a delivery brought. */
  async deliveredAt(learner: LearnerId): Promise<Date | undefined> {
    const [row] = await db
      .em()
      .execute<{ at: string | null }[]>(
        `select (extract(epoch from ${delivered}) * 1000)::bigint::text as at from learner l where id = ?`,
        [learner],
      );
    return row?.at == null ? undefined : new Date(Number(row.at));
  },
});
