import { z } from 'zod';
import { type LearnerId, learnerId, type RecordKey } from '../base/index.js';
import type { Database } from './database.js';

/** Keyed hashes of what signed bytes say, by part. */
export type ProvenFacts = Readonly<Record<string, string>>;
export interface ProvenRecord {
  readonly key: RecordKey;
  readonly digest: string;
  readonly facts: ProvenFacts;
}

const Facts = z.array(
  z.object({
    record_key: z.string(),
    digest: z.string(),
    facts: z.record(z.string(), z.string()),
  }),
);
const Subjects = z.array(z.object({ digest: z.string(), is_theirs: z.boolean() }));

/** Names what was proven of one record by one credential. */
export const provenName = (key: string, digest: string): string => `${key} ${digest}`;

/** What the exact bytes of credentials say of a learner's records, and whether they are about that learner. */
export const provenIn = (db: Database) => ({
  async keepProven(learner: LearnerId, proven: readonly ProvenRecord[]): Promise<void> {
    if (proven.length === 0) return;
    await db.em().execute(
      `insert into proven_record (learner_id, record_key, digest, facts)
       select ?::uuid, r ->> 'key', r ->> 'digest', r -> 'facts' from jsonb_array_elements(?::jsonb) as r
       on conflict (learner_id, record_key, digest) do update set facts = excluded.facts`,
      [learner, JSON.stringify(proven)],
      'run',
    );
  },

  /** By `provenName`. */
  async proven(
    learner: LearnerId,
    digests: readonly string[],
  ): Promise<ReadonlyMap<string, ProvenFacts>> {
    if (digests.length === 0) return new Map();
    const rows = await db.em().execute<unknown[]>(
      `select record_key, digest, facts from proven_record where learner_id = ?
         and digest in (select value from jsonb_array_elements_text(?::jsonb))`,
      [learner, JSON.stringify(digests)],
    );
    return new Map(
      Facts.parse(rows).map(({ record_key: key, digest, facts }) => [
        provenName(key, digest),
        facts,
      ]),
    );
  },

  /** To whom a credential was given that was signed here; undefined for what was not. */
  async awardedTo(digest: string): Promise<LearnerId | undefined> {
    const ofDigest = `select learner_id from award where digest = ?
      union all select learner_id from signed_result where digest = ? limit 1`;
    const both = [digest, digest];
    const [row] = await db.em().execute<{ learner_id: string | null }[]>(ofDigest, both);
    return row?.learner_id == null ? undefined : learnerId(row.learner_id);
  },

  /** What was proven once is not taken back by a later guess. */
  async noteSubject(learner: LearnerId, digest: string, isTheirs: boolean): Promise<void> {
    await db.em().execute(
      `insert into credential_subject (learner_id, digest, is_theirs) values (?, ?, ?)
       on conflict (learner_id, digest) do update
         set is_theirs = credential_subject.is_theirs or excluded.is_theirs`,
      [learner, digest, isTheirs],
      'run',
    );
  },

  /** By digest; of what nothing is known is not among them. */
  async subjects(
    learner: LearnerId,
    digests: readonly string[],
  ): Promise<ReadonlyMap<string, boolean>> {
    if (digests.length === 0) return new Map();
    const rows = await db.em().execute<unknown[]>(
      `select digest, is_theirs from credential_subject where learner_id = ?
         and digest in (select value from jsonb_array_elements_text(?::jsonb))`,
      [learner, JSON.stringify(digests)],
    );
    return new Map(
      Subjects.parse(rows).map(({ digest, is_theirs: isTheirs }) => [digest, isTheirs]),
    );
  },
});
