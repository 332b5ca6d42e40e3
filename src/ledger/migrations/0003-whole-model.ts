import { Migration } from '@mikro-orm/migrations';

const statements = [
  'alter table grant_version drop constraint grant_version_state_check',
  `alter table grant_version add constraint grant_version_state_check check (state in
    ('PROPOSED', 'PREPARING', 'ACTIVE', 'SUSPENDED', 'DECLINED', 'REVOKED', 'EXPIRED', 'EXHAUSTED', 'SUPERSEDED'))`,
  'alter table learner add column alone_from timestamptz(6)',
  `alter table session add column roles jsonb not null default '[]'`,
  `create table block (
    id uuid primary key, learner_id uuid not null references learner, scope jsonb not null,
    except_grants jsonb not null default '[]', created_at timestamptz(6) not null, ended_at timestamptz(6))`,
  'create index block_of_learner on block (learner_id) where ended_at is null',
  `create table delegation (
    id uuid primary key, learner_id uuid not null references learner, guardian text not null,
    until timestamptz(6) not null, created_at timestamptz(6) not null, ended_at timestamptz(6))`,
  'create unique index delegation_stands on delegation (learner_id, guardian) where ended_at is null',
  'create index delegation_of_guardian on delegation (guardian)',
];

export class WholeModel extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
