import { z } from 'zod';
import { type ClientId, clientId, type LearnerId, type WebId, webId } from '../base/index.js';
import { type Purpose, purposes } from '../consent/index.js';
import type { Database } from './database.js';
import { triedByGrantee } from './tries.js';

/** What one actor did on one day, through one app and for one purpose. */
export interface LogDay {
  /** In Europe/Amsterdam. */
  readonly day: string;
  readonly actor: WebId;
  readonly client: ClientId;
  readonly purpose: Purpose;
  readonly looks: number;
  /** Different ones. */
  readonly records: number;
  readonly refused: number;
  readonly firstAt: Date;
  readonly lastAt: Date;
  /** Its newest line. */
  readonly lastSeq: number;
}
/** After this one, in the order of the list. */
export type DayPlace = Pick<LogDay, 'day' | 'lastSeq'>;

const Row = z.object({
  day: z.iso.date(),
  actor: z.string().transform(webId),
  client: z.string().transform(clientId),
  purpose: z.enum(purposes),
  looks: z.int(),
  records: z.int(),
  refused: z.int(),
  first_at: z.coerce.date(),
  last_at: z.coerce.date(),
  last_seq: z.int(),
});

/** Tries of strangers are left out: anyone can try, and they are counted elsewhere. */
const perDay = `
  with line as (
    select seq, bytes::jsonb as said from log_entry where learner_id = ? and bytes is not null),
  look as (
    select seq, (said ->> 'at')::timestamptz as at, said ->> 'kind' as kind, said -> 'records' as records,
      said -> 'actor' ->> 'webId' as actor, said -> 'actor' ->> 'client' as client,
      said ->> 'purpose' as purpose
    from line where said ->> 'kind' in ('READ', 'CLAIM') or said ->> 'kind' = 'DENIED'
      and ${triedByGrantee}),
  grouped as (
    select (at at time zone 'Europe/Amsterdam')::date::text as day, actor, client, purpose,
      count(distinct seq) filter (where kind in ('READ', 'CLAIM'))::int as looks,
      count(distinct record ->> 'key')::int as records,
      count(distinct seq) filter (where kind = 'DENIED')::int as refused,
      min(at) as first_at, max(at) as last_at, max(seq) as last_seq
    from look left join lateral jsonb_array_elements(
      case when kind = 'READ' then records else '[]'::jsonb end) as record on true
    group by 1, 2, 3, 4)
  select * from grouped`;

/** The log as a person wants it told: by day and by who it was. */
export const logDaysIn = (db: Database) => ({
  async byDay(learner: LearnerId, limit: number, after?: DayPlace): Promise<readonly LogDay[]> {
    const onwards = after === undefined ? '' : 'where (day, last_seq) < (?, ?::int)';
    const place = after === undefined ? [] : [after.day, after.lastSeq];
    const rows = await db
      .em()
      .execute<unknown[]>(`${perDay} ${onwards} order by day desc, last_seq desc limit ?`, [
        learner,
        learner,
        learner,
        ...place,
        limit,
      ]);
    return Row.array()
      .parse(rows)
      .map(({ first_at: firstAt, last_at: lastAt, last_seq: lastSeq, ...day }) => ({
        ...day,
        firstAt,
        lastAt,
        lastSeq,
      }));
  },
});
