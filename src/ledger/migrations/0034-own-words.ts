import { Migration } from '@mikro-orm/migrations';

const statements = [
  // By which delivery an institution said something; null where it took back only, and for what came before this was kept.
  'alter table outbox_item add column delivery_id text',
  `update outbox_item set delivery_id = payload::jsonb #>> '{deliveries,0,id}'
     where kind = 'DELIVER' and state <> 'DONE' and channel is not null`,
  // By which delivery the last news of a record came, and whether by a door of its institution's own; false for what came before.
  `alter table known_record add column said_by text,
     add column is_own_door boolean not null default false`,
  // Whether all that a delivery says is the word of its institution, as that came in by a door of its own.
  'alter table taken_delivery add column is_own_word boolean not null default false',
  // Of a change: the delivery that was the last word on what it changes when it came. Its bytes say only with that what came of it.
  'alter table taken_delivery add column base text',
  // What was signed says, as a hash; of a change that is another than the one it is known by.
  "alter table signed_result add column content text not null default ''",
];

/** What an institution can be held to have said. */
export class OwnWords extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
