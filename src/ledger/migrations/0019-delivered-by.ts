import { Migration } from '@mikro-orm/migrations';

const statements = [
  // Whose word it brings and by which door it came; absent for work of our own, and for what came before.
  'alter table outbox_item add column institution text, add column channel text',
  `create index outbox_item_by_institution on outbox_item (institution, seq)
     where institution is not null`,
  // What an institution sent and we did not take: of whom is not kept, since that could tell who is here.
  `create table refused_delivery (
    id uuid primary key, institution text not null, channel text not null, code text not null,
    path text not null, at timestamptz(6) not null default clock_timestamp())`,
  'create index refused_delivery_by_institution on refused_delivery (institution, at)',
  // What an institution asked back of its own, on its way from the pod to who asked.
  `create table read_back (
    id uuid primary key, body text, made_at timestamptz(6) not null default clock_timestamp())`,
  // Inboxes that an institution may add to: when they were looked into, and which documents were taken up or refused.
  `create table inbox_look (
    learner_id uuid not null references learner, institution text not null,
    at timestamptz(6) not null, primary key (learner_id, institution))`,
  `create table inbox_taken (
    learner_id uuid not null references learner, name_hash text not null,
    primary key (learner_id, name_hash))`,
];

/** What institutions deliver, by whom and how, so that they can see what became of it. */
export class DeliveredBy extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
