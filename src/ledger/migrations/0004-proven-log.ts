import { Migration } from '@mikro-orm/migrations';

const statements = [
  // Nothing leaves under a grant until the head in the learner's pod was compared with this database.
  'alter table learner add column held_at timestamptz(6)',
  'create index learner_held on learner (id) where held_at is not null',
  `create table log_copy (
    learner_id uuid primary key references learner, generation integer not null, segments integer not null,
    seq integer not null, hash text not null, epoch integer not null, at timestamptz(6) not null,
    signature text not null)`,
  `create table log_watch (worker uuid primary key, beat uuid not null, at timestamptz(6) not null)`,
  `create table alert_mark (learner_id uuid primary key references learner, seq integer not null)`,
  // What happened before there were alerts is no news.
  'insert into alert_mark (learner_id, seq) select id, log_seq from learner',
  `create table alert (
    id uuid primary key, learner_id uuid not null references learner,
    kind text not null check (kind in ('FIRST_USE', 'NEW_CLIENT', 'UNUSUAL_VOLUME', 'REFUSED_TRY')),
    seq integer not null, at timestamptz(6) not null, dismissed_at timestamptz(6), sent_at timestamptz(6),
    unique (learner_id, kind, seq))`,
  'create index alert_unsent on alert (at) where sent_at is null and dismissed_at is null',
];

export class ProvenLog extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
