import { type InstitutionId, sha256Hex } from '../base/index.js';
import type { Database } from './database.js';

/** Of whom something changed: by the institution's number of them, or by one of their records. */
export type ChangeNotice =
  | { readonly kind: 'PERSON'; readonly personId: string }
  | { readonly kind: 'RECORD'; readonly recordKey: string };

const subjectOf = (notice: ChangeNotice): string =>
  notice.kind === 'PERSON' ? sha256Hex(notice.personId) : notice.recordKey;

const aboutThem = `select n.institution, k.learner_id from taken n join institution_link k
    on k.institution_id = n.institution and k.expires_at > clock_timestamp()
   where n.kind = 'PERSON' and encode(sha256(convert_to(k.person_id, 'UTF8')), 'hex') = n.subject
 union select n.institution, r.learner_id from taken n join known_record r
    on r.record_key = n.subject and r.institution = n.institution where n.kind = 'RECORD'`;

const heeding = `with taken as (delete from pull_notice returning institution, kind, subject)
  update pull p set is_told = true, seen = null, stand = null, next_at = case when p.failures > 0 then p.next_at
      else least(p.next_at, greatest(clock_timestamp(), p.last_at + ? * interval '1 millisecond')) end
    from (${aboutThem}) a
    where p.learner_id = a.learner_id and p.institution = a.institution
  returning p.learner_id`;

/** What institutions say changed. */
export const noticesIn = (db: Database) => ({
  /** Kept until the next round, whoever it is about and whether or not they are here: one statement, alike for all. */
  async notice(institution: InstitutionId, notices: readonly ChangeNotice[]): Promise<void> {
    const rows = notices.map((one) => ({ kind: one.kind, subject: subjectOf(one) }));
    await db.em().execute(
      `insert into pull_notice (institution, kind, subject)
       select ?, kind, subject from jsonb_to_recordset(?::jsonb) as n(kind text, subject text)
       on conflict do nothing`,
      [institution, JSON.stringify(rows)],
      'run',
    );
  },

  /**
   * Who it is about is due now, to be read whole; everybody else's is forgotten.
   * Where they could not be fetched last, it waits until that is tried again.
   * Mostly there are none, and then it costs one question.
   * @param restMs at least so long after the last fetch, however often it is said. @returns how many are due by it.
   */
  async heedNotices(restMs: number): Promise<number> {
    const waiting = await db.em().execute<unknown[]>('select 1 from pull_notice limit 1');
    if (waiting.length === 0) return 0;
    return db.inTransaction(async (tx) => {
      // One at a time, as claims are: two that touch the same rows have no order.
      await tx.execute("select pg_advisory_xact_lock(hashtextextended('pull', 0))");
      const found = await tx.execute<unknown[]>(heeding, [restMs]);
      return found.length;
    });
  },
});
