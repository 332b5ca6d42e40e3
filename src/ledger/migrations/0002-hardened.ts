import { Migration } from '@mikro-orm/migrations';

const statements = [
  'alter table outbox_item drop constraint outbox_item_state_check',
  `alter table outbox_item
    add constraint outbox_item_state_check check (state in ('WAITING', 'DONE', 'PARKED')),
    add column attempts integer not null default 0,
    add column due_at timestamptz(6) not null default clock_timestamp(),
    add column record_keys text[] not null default '{}',
    add column reason text`,
  "create index outbox_item_parked on outbox_item (learner_id, lane) where state = 'PARKED'",
  'alter table known_record add column institution text',
  'alter table learner add column paused_at timestamptz(6)',
  'alter table grant_version drop constraint grant_version_state_check',
  `alter table grant_version add constraint grant_version_state_check check
    (state in ('PREPARING', 'ACTIVE', 'SUSPENDED', 'REVOKED', 'EXPIRED', 'EXHAUSTED', 'SUPERSEDED'))`,
  `create index grant_version_running on grant_version (valid_until)
    where state in ('PREPARING', 'ACTIVE', 'SUSPENDED')`,
  // At most one version of a grant speaks; the others are its history.
  `create unique index grant_version_speaks on grant_version (grant_id) where state <> 'SUPERSEDED'`,
];

export class Hardened extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
