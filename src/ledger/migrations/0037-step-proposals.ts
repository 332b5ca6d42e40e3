import { Migration } from '@mikro-orm/migrations';

const statements = [
  // What somebody suggests for a learner's route. What, and with which words, is sealed; the mark tells that it is the same again.
  `create table step_proposal (
    id uuid primary key, learner_id uuid not null references learner, proposer text not null,
    client text not null, mark text not null, sealed text not null, state text not null,
    made_at timestamptz(6) not null, unique (learner_id, mark))`,
  'create index step_proposal_by_age on step_proposal (made_at)',
];

/** Steps that wait for a learner's yes or no. */
export class StepProposals extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
