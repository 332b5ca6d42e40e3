import { Migration } from '@mikro-orm/migrations';

const statements = [
  `create table app (
    client text primary key, owner text not null, name text not null, redirect_uris jsonb not null,
    clusters jsonb not null, purpose text not null, homepage text,
    created_at timestamptz(6) not null, changed_at timestamptz(6) not null, removed_at timestamptz(6))`,
  'create index app_of_owner on app (owner, created_at)',
  `create table app_paper (
    model text not null, id_hash text not null, client text, grant_id text, payload text not null,
    expires_at timestamptz(6) not null, consumed_at timestamptz(6), primary key (model, id_hash))`,
  'create index app_paper_of_grant on app_paper (grant_id) where grant_id is not null',
  'create index app_paper_of_client on app_paper (client) where client is not null',
  'create index app_paper_expiry on app_paper (expires_at)',
];

/** Apps that people registered, and what our issuer has under way with them. */
export class Apps extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
