import { Migration } from '@mikro-orm/migrations';

const statements = [
  // Where in a pod we could not see whom it lets in.
  `create table pod_unseen (
    learner_id uuid not null references learner, at text not null, found_at timestamptz(6) not null,
    primary key (learner_id, at))`,
];

export class LookedThrough extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
