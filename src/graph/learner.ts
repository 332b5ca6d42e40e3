import { GraphQLDate } from 'graphql-scalars';
import { Args, Ctx, createUnionType, Field, ID, ObjectType } from 'type-graphql';
import type { Access, Reading } from '../flows/index.js';
import { ClaimAnswerType } from './claim-types.js';
import { NotSharedType, notShared } from './facets.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';
import { RecordConnectionType, RecordListArgs, recordList, ViewNoticeType } from './record-list.js';

@ObjectType('PersonName', { description: 'What the learner is called.' })
class PersonNameType {
  @Plain(() => String, { nullable: true, description: 'OEAPI: givenName.' })
  readonly given?: string | undefined;
  @Plain(() => String, { nullable: true, description: 'OEAPI: surname.' })
  readonly family?: string | undefined;
}
@ObjectType('PersonContact', { description: 'How to reach the learner.' })
class PersonContactType {
  @Plain(() => String, { nullable: true, description: 'E-mail address.' })
  readonly email?: string | undefined;
}
@ObjectType('PersonBirthdate', { description: 'When the learner was born.' })
class PersonBirthdateType {
  @Plain(() => GraphQLDate, { nullable: true, description: 'A calendar day.' })
  readonly date?: string | undefined;
}
const shown = <T extends object>(type: new () => T, value: T | undefined): T =>
  Object.assign(new type(), value);

const NameUnion = createUnionType({
  name: 'PersonNameFacet',
  description: 'The learner’s name, if shared.',
  types: () => [PersonNameType, NotSharedType] as const,
});
const ContactUnion = createUnionType({
  name: 'PersonContactFacet',
  description: 'How to reach the learner, if shared.',
  types: () => [PersonContactType, NotSharedType] as const,
});
const BirthdateUnion = createUnionType({
  name: 'PersonBirthdateFacet',
  description: 'The learner’s date of birth, if shared.',
  types: () => [PersonBirthdateType, NotSharedType] as const,
});

@ObjectType('Person', { description: 'Who the learner is, part by part.' })
class PersonType {
  constructor(private readonly reading: Reading) {}
  @Field(() => NameUnion, { description: 'What they are called.' })
  async name() {
    const state = await this.reading.person('name');
    return state.shared ? shown(PersonNameType, state.person.name) : notShared;
  }
  @Field(() => ContactUnion, { description: 'How to reach them.' })
  async contact() {
    const state = await this.reading.person('contact');
    return state.shared ? shown(PersonContactType, state.person.contact) : notShared;
  }
  @Field(() => BirthdateUnion, { description: 'When they were born.' })
  async birthdate() {
    const state = await this.reading.person('birthdate');
    if (!state.shared) return notShared;
    return shown(PersonBirthdateType, { date: state.person.birthdate });
  }
}

@ObjectType('LearnerView', {
  description: 'A learner, as far as they share with you for this purpose.',
})
export class LearnerViewType {
  /** @param open asks the pod; looked at by whoever else, the same view is opened another way. */
  constructor(
    private readonly access: Pick<Access, 'learner' | 'shows'>,
    private readonly operation: Operation,
    private readonly open: () => Promise<Reading>,
  ) {}
  @Plain(() => ID, { description: 'The learner, by an id for you alone.' })
  get id() {
    return this.operation.ids.seal('learner', this.access.learner);
  }
  @Field(() => PersonType, { description: 'Who they are, part by part.' })
  async person() {
    return new PersonType(await this.open());
  }
  @Field(() => RecordConnectionType, { description: 'What they learned.' })
  records(@Ctx() operation: Operation, @Args(() => RecordListArgs) args: RecordListArgs) {
    const { open } = this;
    return recordList(operation, { shows: this.access.shows, open }, args);
  }
  @Field(() => [ClaimAnswerType], {
    description:
      'Questions the learner lets be answered with yes or no. There is no asking others.',
  })
  async claims() {
    const reading = await this.open();
    return reading.claims.map((answer) => new ClaimAnswerType(reading, answer));
  }
  @Field(() => ViewNoticeType, { description: 'What this view is.' })
  async view() {
    return new ViewNoticeType(await this.open(), this.operation);
  }
}

/** A learner whom this reader may look at; the pod is asked once something of them is. */
export const viewOfAccess = (operation: Operation, access: Access): LearnerViewType =>
  new LearnerViewType(access, operation, () => operation.open(access));
