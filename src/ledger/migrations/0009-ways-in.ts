import { Migration } from '@mikro-orm/migrations';

const statements = [
  // By a hash of who they are at the login: the table tells nobody's eduID.
  `create table sign_in_way (
    id uuid primary key, learner_id uuid not null references learner,
    kind text not null check (kind in ('EDUID', 'SOLID')), subject text not null, since timestamptz(6) not null,
    unique (kind, subject))`,
  'create index sign_in_way_of_learner on sign_in_way (learner_id, since)',
  // Whoever has a kluis came by their own WebID until now.
  `insert into sign_in_way (id, learner_id, kind, subject, since)
     select gen_random_uuid(), id, 'SOLID', encode(sha256(convert_to(web_id, 'UTF8')), 'hex'),
       coalesce(opened_at, clock_timestamp()) from learner`,
  'alter table institution_link add column since timestamptz(6)',
  `update institution_link set since = expires_at - interval '180 days'`,
  'alter table institution_link alter column since set not null',
  // A way that is taken away takes the sessions along that were begun by it.
  `alter table session add column issuer text,
     add column way_id uuid references sign_in_way on delete cascade`,
  'create index session_of_person on session (web_id)',
  'create index session_by_way on session (way_id)',
];

export class WaysIn extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
