import { Migration } from '@mikro-orm/migrations';

const statements = [
  // By which delivery the last news of a record came (null where nothing tells), and whether by a door of its institution's own.
  `alter table known_record add column said_by text,
     add column is_own_door boolean not null default false`,
  // Which of several brought the last of it was not kept: where each came by such a door, it did.
  `update known_record k set is_own_door = true
     from (select i.learner_id, named.key from outbox_item i cross join unnest(i.record_keys) as named(key)
       where i.kind = 'DELIVER' group by i.learner_id, named.key
       having bool_and(coalesce(i.channel in ('PULL', 'PUSH', 'FILE'), false))) own
     where own.learner_id = k.learner_id and own.key = k.record_key`,
];

/** Which delivery was the last word on a record. */
export class LastWords extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
