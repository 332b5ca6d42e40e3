import { Migration } from '@mikro-orm/migrations';

const statements = [
  // What an institution sent in a file and nobody here could be given: sealed, since it may be of somebody without a kluis.
  `create table quarantined_row (
    id uuid primary key, institution text not null, mark text not null, said text not null,
    sealed text not null, place int not null, code text not null,
    at timestamptz(6) not null default now(), sent_at timestamptz(6) not null default now(),
    unique (institution, mark))`,
  'create index quarantined_row_by_age on quarantined_row (at)',
  'create index quarantined_row_by_file on quarantined_row (institution, sent_at)',
  // An institution names a person by its own number.
  'create index institution_link_by_person on institution_link (institution_id, person_id)',
];

/** Rows of files that wait until their learner lets the institution in, for 90 days at most. */
export class Quarantine extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
