import { Migration } from '@mikro-orm/migrations';

const statements = [
  `create table learner (
    id uuid primary key, web_id text not null unique, storage text not null, epoch integer not null default 0,
    log_seq integer not null default 0, log_head text not null default '', opened_at timestamptz(6))`,
  `create table institution_link (
    learner_id uuid not null references learner, institution_id text not null, person_id text not null,
    expires_at timestamptz(6) not null, primary key (learner_id, institution_id))`,
  `create table grant_version (
    grant_id uuid not null, version integer not null, learner_id uuid not null references learner,
    grantee text not null, purpose text not null,
    state text not null check (state in ('PREPARING', 'ACTIVE', 'REVOKED', 'SUPERSEDED')),
    pod text not null check (pod in ('PENDING', 'CONFIRMED')), terms jsonb not null,
    valid_from timestamptz(6) not null, valid_until timestamptz(6) not null check (valid_until > valid_from),
    include_future boolean not null, max_sessions integer check (max_sessions > 0),
    used integer not null default 0, records_at_grant jsonb not null default '[]',
    created_at timestamptz(6) not null, activated_at timestamptz(6), ended_at timestamptz(6),
    primary key (grant_id, version))`,
  'create index grant_version_between on grant_version (learner_id, grantee)',
  'create index grant_version_of_grantee on grant_version (grantee)',
  `create table access_request (
    id uuid primary key, learner_id uuid references learner, about text not null, grantee text not null,
    client text not null,
    purpose text not null, items jsonb not null, person_facets jsonb not null, reason text not null, until timestamptz(6) not null,
    state text not null check (state in ('OPEN', 'GRANTED', 'DECLINED', 'REPLACED')),
    created_at timestamptz(6) not null, answered_at timestamptz(6))`,
  'create index access_request_of_learner on access_request (learner_id, created_at)',
  'create index access_request_of_grantee on access_request (grantee, created_at)',
  `create table log_entry (
    learner_id uuid not null references learner, seq integer not null, bytes text, salt text,
    commitment text not null, hash text not null, primary key (learner_id, seq))`,
  `create table log_inbox (
    id bigint generated always as identity primary key, learner_id uuid references learner, bytes text not null)`,
  'create index log_inbox_of_learner on log_inbox (learner_id, id)',
  `create table outbox_item (
    id uuid primary key, seq bigint generated always as identity, learner_id uuid not null references learner,
    lane text not null check (lane in ('POLICY', 'DELIVERY')), kind text not null, payload text,
    state text not null check (state in ('WAITING', 'DONE')), created_at timestamptz(6) not null,
    done_at timestamptz(6))`,
  "create index outbox_item_waiting on outbox_item (learner_id, lane, seq) where state = 'WAITING'",
  `create table known_record (
    learner_id uuid not null references learner, record_key text not null, content_hash text not null,
    primary key (learner_id, record_key))`,
  `create table session (token_hash text primary key, web_id text not null, kind text not null,
    display_name text not null, expires_at timestamptz(6) not null)`,
  `create table used_proof (jti_hash text primary key, expires_at timestamptz(6) not null)`,
  'create index used_proof_expiry on used_proof (expires_at)',
];

export class Start extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
