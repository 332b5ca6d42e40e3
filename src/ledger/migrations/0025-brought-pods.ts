import { Migration } from '@mikro-orm/migrations';

const statements = [
  // A pod of their own on another server, and how it says whom it lets in; absent: it is on ours.
  "alter table learner add column brought text check (brought in ('ACP', 'WAC'))",
  // A folder in such a pod is one kluis.
  `create unique index learner_brought_storage on learner (storage) where brought is not null`,
];

export class BroughtPods extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
