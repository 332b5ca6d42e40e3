import { Migration } from '@mikro-orm/migrations';

const statements = [
  // By what we know that a delivery in a pod is one that came to us, in these bytes and at that moment.
  `create table taken_delivery (
    learner_id uuid not null references learner, delivery_id text not null, received_at text not null,
    mark text not null, primary key (learner_id, delivery_id))`,
  // Archives that wait for our signature. Neither what is in them nor for whom: a hash.
  `create table archive_seal (
    id uuid primary key, learner_id uuid not null references learner, digest text not null,
    asked_at timestamptz(6) not null, signature text)`,
  'create index archive_seal_age on archive_seal (asked_at)',
];

/** What learners take along, and bring back. */
export class TakenAlong extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
