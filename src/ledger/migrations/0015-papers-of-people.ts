import { Migration } from '@mikro-orm/migrations';

/** Kinds of paper that are of somebody. */
const ofPeople = "model in ('Grant', 'AuthorizationCode', 'RefreshToken', 'Interaction')";

const statements = [
  // What an app sends stands in the payload: nobody may have to read it to find whose paper it is.
  'alter table app_paper add column person text',
  `update app_paper set person = coalesce(payload::jsonb ->> 'accountId', payload::jsonb #>> '{prompt,details,person}')
     where ${ofPeople} and pg_input_is_valid(payload, 'jsonb')`,
  // Of one that cannot be read nobody could say that it is over.
  `delete from app_paper where ${ofPeople} and not pg_input_is_valid(payload, 'jsonb')`,
  'create index app_paper_of_person on app_paper (person) where person is not null',
];

/** Papers of our issuer for apps know whose they are. */
export class PapersOfPeople extends Migration {
  override up(): void {
    for (const statement of statements) this.addSql(statement);
  }
}
