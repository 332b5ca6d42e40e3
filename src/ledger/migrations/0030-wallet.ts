import { Migration } from '@mikro-orm/migrations';

const statements = [
  // A learner had a record offered to a wallet. What opens each step is here as a hash; no content of the record, but sealed for
  // the moment between the signing and the taking.
  `create table wallet_offer (
     id uuid primary key,
     learner_id uuid not null references learner (id),
     session_hash text not null,
     record_key text not null,
     version int not null,
     kind text not null,
     state text not null,
     reference_hash text unique,
     state_hash text unique,
     code_hash text unique,
     tx_hash text,
     tries int not null default 0,
     client text,
     redirect text,
     challenge text,
     token_hash text unique,
     jkt text,
     holder jsonb,
     format text,
     institution text,
     sealed text,
     refused text,
     made_at timestamptz not null default clock_timestamp(),
     expires_at timestamptz not null)`,
  'create index wallet_offer_by_learner on wallet_offer (learner_id)',
  'create index wallet_offer_by_age on wallet_offer (expires_at)',
  // Token status lists, one row each: what is taken back is told by wallet_copy, and signed here.
  `create table wallet_list (
     institution text not null,
     number int not null,
     signed text not null,
     signed_at timestamptz not null,
     primary key (institution, number))`,
  // Whose copy has which place in such a list. Of what it is a copy stands in the pod; here is the hash of it, as in known_record.
  `create table wallet_copy (
     institution text not null,
     number int not null,
     place int not null,
     learner_id uuid not null references learner (id),
     record_key text not null,
     version int not null,
     content_hash text not null,
     made_at timestamptz not null default clock_timestamp(),
     revoked_at timestamptz,
     suspended_at timestamptz,
     primary key (institution, number, place))`,
  'create index wallet_copy_by_record on wallet_copy (learner_id, record_key)',
];

/** Copies of records in wallets of their learners: how they get there, and how they are taken back. */
export class Wallet extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
