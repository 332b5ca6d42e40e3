import { Migration } from '@mikro-orm/migrations';

const day = 'text collate "C"';

const inline = [
  'institution',
  'kind',
  'units',
  'loads',
  'languages',
  'modes',
  'place',
  'place_key',
  'enrolment',
]
  .map((column) => `alter column ${column} set storage main`)
  .join(', ');

const statements = [
  // What institutions offer, as read from them, beside what it is searched by. All of it is public.
  `create table catalogue_offering (
    key text collate "C" primary key, institution text not null, hash text not null, data jsonb not null,
    kind text not null, code text, eqf smallint, nlqf text, units text[] not null, loads jsonb not null,
    languages text[] not null, modes text[] not null, place text, place_key text,
    start_on ${day}, end_on ${day}, sort_start ${day} not null, sort_title text collate "C" not null,
    is_concept boolean not null, is_choice boolean not null, free_places integer, enrolment jsonb not null,
    outcomes text[] not null, skills text[] not null, programmes text[] not null, search tsvector not null)`,
  // Counting looks at all rows and at none of their texts: these lie apart, and what is counted does not.
  'alter table catalogue_offering set (toast_tuple_target = 512)',
  `alter table catalogue_offering ${inline}`,
  'create index catalogue_offering_search on catalogue_offering using gin (search)',
  'create index catalogue_offering_order on catalogue_offering (sort_start, sort_title, key)',
  'create index catalogue_offering_institution on catalogue_offering (institution)',
  `create index catalogue_offering_of on catalogue_offering (institution, (data -> 'of' ->> 'sourceId'))`,
  'create index catalogue_offering_place on catalogue_offering (place_key)',
  'create index catalogue_offering_skills on catalogue_offering using gin (skills)',
  'create index catalogue_offering_outcomes on catalogue_offering using gin (outcomes)',
  'create index catalogue_offering_programmes on catalogue_offering using gin (programmes)',
  `create table catalogue_programme (
    key text collate "C" primary key, institution text not null, hash text not null, data jsonb not null,
    sort_title text collate "C" not null, search tsvector not null)`,
  'create index catalogue_programme_search on catalogue_programme using gin (search)',
  'create index catalogue_programme_institution on catalogue_programme (institution)',
  // What was read, by which an institution can say next time that it is as it was.
  `create table catalogue_document (
    institution text not null, path text not null, validator jsonb, body text not null,
    primary key (institution, path))`,
  // How reading goes, and when it is due.
  `create table catalogue_source (
    institution text primary key, next_at timestamptz(6) not null, failures integer not null default 0,
    read_at timestamptz(6), whole_at timestamptz(6), failed_at timestamptz(6), failing_since timestamptz(6), code text,
    offerings integer not null default 0, claim uuid, claimed_until timestamptz(6))`,
];

export class Catalogue extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
