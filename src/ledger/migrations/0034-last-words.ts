import { Migration } from '@mikro-orm/migrations';

const statements = [
  // By which delivery the last news of a record came (null where nothing tells), and whether by a door of its institution's own.
  `alter table known_record add column said_by text,
     add column is_own_door boolean not null default false`,
  `update known_record k set said_by = last.delivery, is_own_door = last.channel in ('PULL', 'PUSH', 'FILE')
     from (select distinct on (i.learner_id, news.key) i.learner_id, news.key, i.channel,
         case when i.state <> 'DONE' then i.payload::jsonb #>> '{deliveries,0,id}' end as delivery
       from outbox_item i cross join unnest(i.record_keys) as news(key)
       where i.kind = 'DELIVER' order by i.learner_id, news.key, i.seq desc) last
     where last.learner_id = k.learner_id and last.key = k.record_key and last.channel is not null`,
];

/** Which delivery was the last word on a record. */
export class LastWords extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
