import { Migration } from '@mikro-orm/migrations';

const statements = [
  // What a learner asks their own wallet for. Nonce, state and key lie sealed, as does what came, until it is kept or dropped.
  `create table wallet_request (
     id text primary key,
     learner_id uuid not null references learner (id),
     state text not null check (state in ('WAITING', 'CAME', 'REFUSED')),
     mode text not null,
     sealed text not null,
     problem text,
     code_hash text,
     made_at timestamptz not null,
     expires_at timestamptz not null)`,
  'create index wallet_request_by_learner on wallet_request (learner_id)',
  'create index wallet_request_by_age on wallet_request (expires_at)',
];

/** Questions to wallets, for minutes. */
export class WalletRequests extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
