import { Migration } from '@mikro-orm/migrations';

const statements = [
  'create table known_person (web_id text primary key, display_name text not null, at timestamptz(6) not null)',
  'create index known_person_age on known_person (at)',
  'create index delegation_of_learner on delegation (learner_id)',
];

/** What people are called here: by their login, at their latest sign-in. */
export class KnownPeople extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
