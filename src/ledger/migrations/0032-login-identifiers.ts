import { Migration } from '@mikro-orm/migrations';

const statements = [
  // Sealed: what a login says somebody may be named by elsewhere. It goes with the way in that said it.
  `create table login_identifier (
     way_id uuid primary key references sign_in_way (id) on delete cascade,
     learner_id uuid not null references learner (id),
     sealed text not null,
     at timestamptz not null)`,
  'create index login_identifier_by_learner on login_identifier (learner_id)',
];

/** Whom a credential is about is told by what a login proved, and by nothing that a learner types. */
export class LoginIdentifiers extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
