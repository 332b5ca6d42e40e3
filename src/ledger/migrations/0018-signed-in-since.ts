import { Migration } from '@mikro-orm/migrations';

const statements = [
  'alter table app_paper add column made_at timestamptz(6) not null default clock_timestamp()',
  // What stands for a sign-in is kept for a month.
  "update app_paper set made_at = expires_at - interval '30 days' where model = 'Grant'",
];

/** Since when somebody is signed in to an app, by the clock that also says when they stopped sharing. */
export class SignedInSince extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
