import { Migration } from '@mikro-orm/migrations';

const statements = [
  // A place that was asked for in a learner's name. What, and what came of it, is sealed; the mark tells that it is the same again.
  `create table enrolment (
    id uuid primary key, learner_id uuid not null references learner, institution text not null,
    mark text not null, sealed text not null, state text not null, code text,
    grant_id text not null, tries int not null default 0,
    is_sent boolean not null default false, asked_at timestamptz(6) not null,
    next_at timestamptz(6), claim uuid, claimed_until timestamptz(6), unique (learner_id, mark))`,
  'create index enrolment_due on enrolment (next_at) where next_at is not null',
  // By which we may ask hosts in a learner's name, sealed.
  `create table learner_authority (
    learner_id uuid primary key references learner, sealed text not null,
    expires_at timestamptz(6) not null)`,
];

/** Places that are asked for in learners' names. */
export class Enrolments extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
