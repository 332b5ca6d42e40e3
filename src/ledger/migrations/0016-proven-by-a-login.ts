import { Migration } from '@mikro-orm/migrations';

const statements = [
  // One row for each way that proved it; with a way goes what it proved. Without a way: at the operator's word.
  'alter table institution_link drop constraint institution_link_pkey',
  'alter table institution_link add column id uuid primary key default gen_random_uuid()',
  'alter table institution_link add column way_id uuid references sign_in_way on delete cascade',
  // Until now only an eduID told of a school: who has one was known by it.
  `update institution_link l set way_id = w.id from sign_in_way w
     where w.learner_id = l.learner_id and w.kind = 'EDUID' and not exists (
       select from sign_in_way o where o.learner_id = l.learner_id and o.kind = 'EDUID' and o.id <> w.id)`,
  `create unique index institution_link_by_way on institution_link (learner_id, institution_id, way_id)
     nulls not distinct`,
  'create index institution_link_of_way on institution_link (way_id)',
  'create index institution_link_of_person on institution_link (institution_id, person_id)',
];

/** A link to a school knows which login proved it. */
export class ProvenByALogin extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
