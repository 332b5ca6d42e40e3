import { Migration } from '@mikro-orm/migrations';

const statements = [
  // Whether we heard of a record by asking, since it was taken back last: only after such is asked by its id.
  'alter table known_record add column is_pulled boolean not null default true',
  // By which door words came is known since it is kept with the work they gave.
  `update known_record k set is_pulled = false
     from (select i.learner_id, r.key from outbox_item i cross join unnest(i.record_keys) as r(key)
         where i.channel is not null group by i.learner_id, r.key
         having bool_and(i.channel <> 'PULL')) sent
     where k.learner_id = sent.learner_id and k.record_key = sent.key`,
];

/** What came by file or push only is not taken for gone where a school's lists do not name it. */
export class PulledLast extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
