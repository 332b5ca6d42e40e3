import { Migration } from '@mikro-orm/migrations';

const statements = [
  // Whether we heard the last word on a record by asking: only after such is asked by its id.
  'alter table known_record add column is_pulled boolean not null default true',
  // By which door words came is known since it is kept with the work they gave.
  `update known_record k set is_pulled = false
     from (select distinct on (i.learner_id, r.key) i.learner_id, r.key, i.channel
         from outbox_item i cross join unnest(i.record_keys) as r(key)
         where i.channel is not null order by i.learner_id, r.key, i.seq desc) said
     where k.learner_id = said.learner_id and k.record_key = said.key and said.channel <> 'PULL'`,
];

/** What came by file or push is not taken for gone where a school's lists do not name it. */
export class PulledLast extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
