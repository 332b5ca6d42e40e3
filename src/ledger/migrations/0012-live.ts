import { Migration } from '@mikro-orm/migrations';

const statements = [
  // Asked twice a second of learners who are looking: when their pod last got something new.
  `create index outbox_item_delivered on outbox_item (learner_id, done_at)
    where lane = 'DELIVERY' and state = 'DONE'`,
];

export class Live extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
