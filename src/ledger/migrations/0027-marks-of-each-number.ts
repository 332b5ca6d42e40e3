import { Migration } from '@mikro-orm/migrations';

const statements = [
  // One mark for each number of a person; a row of before has the one of all its numbers together.
  'alter table quarantined_row drop constraint quarantined_row_institution_mark_key',
  'alter table quarantined_row alter column mark type text[] using array[mark]',
  'alter table quarantined_row rename column mark to marks',
  'alter table quarantined_row add unique (institution, said)',
  'create index quarantined_row_by_mark on quarantined_row using gin (marks)',
  // A row that is sent again counts from then.
  'drop index quarantined_row_by_age',
  'create index quarantined_row_by_age on quarantined_row (sent_at)',
  // What was pushed after a row was sent is the newer word.
  `create index outbox_item_pushed on outbox_item (learner_id, created_at) where channel = 'PUSH'`,
];

/** Rows that wait are known by each number of their person. */
export class MarksOfEachNumber extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
