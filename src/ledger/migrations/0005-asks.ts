import { Migration } from '@mikro-orm/migrations';

const statements = [
  'alter table access_request drop constraint access_request_state_check',
  `alter table access_request
    add constraint access_request_state_check
      check (state in ('OPEN', 'GRANTED', 'DECLINED', 'REPLACED', 'LAPSED', 'HELD')),
    add column retention_days integer check (retention_days between 1 and 3650)`,
  'create index access_request_between on access_request (about, grantee, created_at)',
  "create index access_request_open on access_request (created_at) where state = 'OPEN'",
  `create table muted_grantee (
    learner_id uuid not null references learner, grantee text not null, muted_at timestamptz(6) not null,
    primary key (learner_id, grantee))`,
  'create table suspended_client (client text primary key, suspended_at timestamptz(6) not null)',
  `create table rate_bucket (
    key text primary key, tokens double precision not null, lot integer not null, at timestamptz(6) not null)`,
  'create index rate_bucket_age on rate_bucket (at)',
  `create table message_due (
    learner_id uuid not null references learner, kind text not null check (kind in ('REQUEST', 'ALERT')),
    since timestamptz(6), try_at timestamptz(6) not null, attempts integer not null default 0,
    sent_at timestamptz(6), primary key (learner_id, kind))`,
  'create index message_due_waiting on message_due (try_at) where since is not null',
];

/** What is asked of learners, how often, by whom not any more, and what they are told of it. */
export class Asks extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
