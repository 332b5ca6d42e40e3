import { Migration } from '@mikro-orm/migrations';

const statements = [
  // Which keys sign in an institution's name, or once did; public. Written by who holds the keys, served by who answers.
  `create table issuer_document (
     institution text primary key,
     did text not null,
     document text not null,
     at timestamptz(6) not null)`,
  // What an institution awards. What it says lies sealed, and only until the learner's pod has it, or nobody will.
  `create table award (
     id uuid primary key,
     institution text not null,
     learner_id uuid not null references learner (id),
     source text not null,
     version int not null,
     said text not null,
     state text not null,
     label text not null,
     sealed text,
     replaces uuid references award (id),
     record_key text,
     digest text,
     list int,
     place int,
     offered_at timestamptz(6) not null,
     lapses_at timestamptz(6) not null,
     answered_at timestamptz(6),
     changed_at timestamptz(6) not null,
     unique (institution, source, version))`,
  'create index award_by_learner on award (learner_id, state)',
  'create index award_by_age on award (institution, offered_at, id)',
  `create index award_open on award (lapses_at) where state = 'OFFERED'`,
  // Two with one place would be revoked together.
  'create unique index award_place on award (institution, list, place)',
  // Which places of a list are somebody's; the same for the lists of both purposes with one number.
  `create table status_place (
     institution text not null,
     n int not null,
     taken bytea not null,
     used int not null default 0,
     primary key (institution, n))`,
  `create table status_list (
     institution text not null,
     purpose text not null,
     n int not null,
     bits bytea not null,
     version int not null default 1,
     signed text,
     signed_version int not null default 0,
     primary key (institution, purpose, n))`,
];

/** Microcredentials on their way to learners, and the lists that say whether they still hold. */
export class Awards extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
