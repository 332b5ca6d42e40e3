import { Migration } from '@mikro-orm/migrations';

const statements = [
  // When the pod was last asked whether it still says what we say.
  'create table grant_check (grant_id uuid primary key, checked_at timestamptz(6) not null)',
  `create index grant_version_in_force on grant_version (grant_id) where state = 'ACTIVE'`,
  `create table pod_reader (
    learner_id uuid not null references learner, at text not null, agent text not null, client text not null default '',
    modes text not null, found_at timestamptz(6) not null, primary key (learner_id, at, agent, client))`,
  'alter table learner add column audited_at timestamptz(6)',
  `create table deletion_request (
    id uuid primary key, learner_id uuid not null references learner, grant_id uuid not null unique, grantee text not null,
    state text not null check (state in ('ASKED', 'DONE', 'REFUSED')),
    asked_at timestamptz(6) not null, answered_at timestamptz(6), answer text)`,
  'create index deletion_request_of_grantee on deletion_request (grantee, asked_at)',
  `create table receipt (
    grant_id uuid not null, version integer not null, event text not null, learner_id uuid not null references learner,
    grantee text not null, document text not null, at timestamptz(6) not null, primary key (grant_id, version, event))`,
  'create index receipt_of_grantee on receipt (grantee, at)',
];

export class KeptTrue extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
