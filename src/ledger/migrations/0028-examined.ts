import { Migration } from '@mikro-orm/migrations';

const statements = [
  // By the hash of its bytes, whoever holds them: whether a credential is what was signed. Nothing of anybody stands in it.
  `create table examined_credential (
     digest text primary key,
     said jsonb not null,
     at timestamptz not null)`,
  // What was fetched to judge credentials by: documents of DIDs, lists of what was taken back. For all learners together.
  `create table fetched_document (
     kind text not null,
     address text not null,
     said jsonb not null,
     fetched_at timestamptz not null,
     fresh_until timestamptz not null,
     -- What was asked for before then is an old answer, whenever it comes.
     forgotten_at timestamptz,
     primary key (kind, address))`,
  'create index fetched_document_by_age on fetched_document (fresh_until)',
  // Keyed hashes of what the exact bytes say, part by part: what a pod shows beside them is held against these.
  `create table proven_record (
     learner_id uuid not null references learner (id),
     record_key text not null,
     digest text not null,
     facts jsonb not null,
     primary key (learner_id, record_key, digest))`,
  // Whether a credential is about this learner, by what was proven of them.
  `create table credential_subject (
     learner_id uuid not null references learner (id),
     digest text not null,
     is_theirs boolean not null,
     primary key (learner_id, digest))`,
  // With which credentials the yes or no of a claim was worked out, and how each stood: when that is otherwise, it is worked out anew.
  `create table claim_ground (
     grant_id uuid not null,
     claim text not null,
     digest text not null,
     standing text not null,
     primary key (grant_id, claim, digest, standing))`,
];

/** Each credential is looked into once, by whichever process is asked first. */
export class ExaminedCredentials extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
