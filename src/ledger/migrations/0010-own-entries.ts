import { Migration } from '@mikro-orm/migrations';

const statements = [
  // What a learner entered themselves; what it says stands in the pod.
  `create table own_entry (
    learner_id uuid not null references learner, record_key text not null, kind text not null,
    source_id text not null, primary key (learner_id, record_key))`,
  // What was asked before: asked again, it is not done again.
  `create table own_change (
    learner_id uuid not null references learner, key_hash text not null, record_key text not null,
    at timestamptz(6) not null, primary key (learner_id, key_hash))`,
];

export class OwnEntries extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
