import { Ctx, Field, ID, ObjectType } from 'type-graphql';
import type { Organisation } from '../flows/index.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';
import { textIn } from './record-parts.js';

@ObjectType('Organisation', {
  description: 'An organisation that was looked into. Never from the words of who asks.',
})
export class OrganisationType {
  constructor(private readonly organisation: Organisation) {}
  @Plain(() => ID, { description: 'In the registry of this server.' })
  get id() {
    return this.organisation.id;
  }
  @Field(() => String, { description: 'In the language asked for, else Dutch.' })
  name(@Ctx() { languages }: Operation): string {
    return textIn(this.organisation.name, languages);
  }
  @Plain(() => Boolean, {
    description: 'True: that they are who they say they are was looked into.',
  })
  readonly verified = true;
}

/** As a field shows it; absent stays absent. */
export const shownOrganisation = (found: Organisation | undefined): OrganisationType | undefined =>
  found && new OrganisationType(found);
