import { Migration } from '@mikro-orm/migrations';

const statements = [
  // When what a school has of a learner is fetched next, unasked; and by what the school can say that nothing changed.
  `create table pull (
    learner_id uuid not null references learner, institution text not null,
    next_at timestamptz(6) not null, failures integer not null default 0,
    last_at timestamptz(6), last_code text, seen text, stand text, whole_at timestamptz(6),
    claim uuid, claimed_until timestamptz(6), is_told boolean not null default false,
    primary key (learner_id, institution))`,
  'create index pull_due on pull (next_at)',
  `create index pull_claimed on pull (institution, claimed_until) where claimed_until is not null`,
  // How a school answered, over all learners together.
  `create table institution_health (
    institution text primary key, whole_at timestamptz(6), failed_at timestamptz(6), failing_since timestamptz(6),
    code text, failures integer not null default 0, ask_again_at timestamptz(6))`,
  // That a school says something changed: of whom as a hash, until the next round of fetching.
  `create table pull_notice (
    institution text not null, kind text not null, subject text not null,
    primary key (institution, kind, subject))`,
];

export class Pulls extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
