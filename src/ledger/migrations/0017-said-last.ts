import { Migration } from '@mikro-orm/migrations';

const sameShare =
  'later.learner_id = g.learner_id and later.grantee = g.grantee and later.purpose = g.purpose';

const statements = [
  // Since when a later sign-in to the app says what is shared: from then on it cannot come back.
  'alter table grant_version add column replaced_at timestamptz(6)',
  // Since when the learner's stop of it is undone, by a grant on the same terms.
  'alter table grant_version add column undone_at timestamptz(6)',
  // What a sign-in before this was kept had ended or found ended.
  `update grant_version g set replaced_at = g.ended_at
   where g.state = 'REVOKED' and g.ended_at is not null and g.grantee like '{%"kind":"app"}'
     and exists (select from grant_version later
       where ${sameShare} and later.version = 1 and later.created_at >= g.ended_at)`,
];

/** What a learner said last: of an app, and of their own stop. */
export class SaidLast extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
