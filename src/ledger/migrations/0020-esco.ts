import { Migration } from '@mikro-orm/migrations';

const statements = [
  // The public list of skills, as an operator loaded it; a learner needs none of it.
  `create table esco_skill (
    uri text not null, language text not null, label text not null, words text not null,
    primary key (uri, language))`,
];

export class Esco extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
