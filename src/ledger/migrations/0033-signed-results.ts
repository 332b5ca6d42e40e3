import { Migration } from '@mikro-orm/migrations';

const statements = [
  // An institution may want its awards signed, and not each result.
  'alter table issuer_document add column signs_results boolean not null default false',
  // Where in its institution's lists the signature stands that one delivery has of one record; by no name, and nothing of what it says.
  `create table signed_result (
     learner_id uuid not null references learner (id),
     delivery_id text not null,
     record_key text not null,
     institution text not null,
     said text not null,
     list int not null,
     place int not null,
     digest text,
     revoked_at timestamptz(6),
     primary key (learner_id, delivery_id, record_key))`,
  // Two with one place would be revoked together.
  'create unique index signed_result_place on signed_result (institution, list, place)',
  'create index signed_result_live on signed_result (learner_id, record_key) where revoked_at is null',
  'create index signed_result_by_digest on signed_result (digest)',
];

/** Results that institutions have signed here as they are written. */
export class SignedResults extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
