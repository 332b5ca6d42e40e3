import {
  Arg,
  Ctx,
  Field,
  ID,
  InputType,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import {
  type EnrolAgreement,
  type EnrolOutcome,
  enrolAgreement,
  enrolOutcomes,
  enrolStep,
  withdrawStep,
} from '../flows/index.js';
import { agreementSentences, outcomeSentences } from './enrol-sentences.js';
import { words } from './enums.js';
import { DateTime } from './late-date.js';
import { languageOf } from './log-sentences.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';
import { InstitutionRefType, textIn } from './record-parts.js';
import { openStep } from './route-resolver.js';

const EnrolOutcomeEnum = words(
  'EnrolOutcome',
  enrolOutcomes,
  'SIGN_IN: let us ask in your name first, by eduID. WAITS: the permission is not complete. CALLING_OFF: you called the same off, and the host has not heard it yet. ASKED: it was asked.',
);

@ObjectType('EnrolAgreement', {
  description: 'What you agree to before a host is asked for a place in your name.',
})
class EnrolAgreementType {
  constructor(
    private readonly agreement: EnrolAgreement,
    private readonly stepId: string,
  ) {}
  @Plain(() => ID, { description: 'The step it is about.' })
  get step() {
    return this.stepId;
  }
  @Plain(() => InstitutionRefType, { description: 'Who is asked.' })
  get host() {
    return new InstitutionRefType(this.agreement.host);
  }
  @Field(() => String, { description: 'For what.' })
  title(@Ctx() { languages }: Operation): string {
    return textIn(this.agreement.step.offering?.title ?? [], languages);
  }
  @Field(() => [String], { description: 'What the host gets and may do, in Dutch or English.' })
  sentences(@Ctx() { languages }: Operation): readonly string[] {
    return agreementSentences(this.agreement, languages);
  }
  @Plain(() => DateTime, {
    description: 'Until when the host may put what comes of it in your pod.',
  })
  get until() {
    return this.agreement.until;
  }
  @Plain(() => Boolean, {
    description: 'The host has that right already, and keeps it for long enough.',
  })
  get agreed() {
    return this.agreement.isAgreed;
  }
  @Plain(() => Boolean, {
    description:
      'You let us ask in your name already; else sign in for it: POST /account/enrol/eduid.',
  })
  get authorised() {
    return this.agreement.isAuthorised;
  }
}

@InputType('EnrolStepInput', { description: 'A place to ask for.' })
class EnrolStepInput {
  @Field(() => ID, { description: 'The step, by its id.' })
  step!: string;
  @Field(() => Boolean, { description: 'You saw what you agree to (EnrolAgreement), and do.' })
  agreed!: boolean;
}

@ObjectType('EnrolChange', { description: 'What came of asking for a place, or calling it off.' })
class EnrolChangeType {
  constructor(
    private readonly result: EnrolOutcome,
    private readonly stepId: string,
  ) {}
  @Plain(() => ID, { description: 'The step: how far it is stands in your route.' })
  get step() {
    return this.stepId;
  }
  @Plain(() => EnrolOutcomeEnum, { description: 'What came of it.' })
  get outcome() {
    return this.result;
  }
  @Field(() => String, { description: 'The same as a sentence, in Dutch or English.' })
  sentence(@Ctx() { languages }: Operation): string {
    return outcomeSentences[this.result][languageOf(languages)];
  }
}

@Resolver()
export class EnrolResolver {
  @Query(() => EnrolAgreementType, {
    description: 'What you agree to before a place is asked for. For learners.',
  })
  async enrolAgreement(
    @Ctx() operation: Operation,
    @Arg('step', () => ID, { description: 'The step, by its id.' }) step: string,
  ): Promise<EnrolAgreementType> {
    const { house, caller } = operation;
    const agreement = await enrolAgreement(house, caller, openStep(operation, step));
    return new EnrolAgreementType(agreement, step);
  }

  @Mutation(() => EnrolChangeType, {
    description:
      'Ask the host for a place in your name. Asked twice it is asked once; a host that is silent is asked again. For learners.',
  })
  async enrolStep(
    @Ctx() operation: Operation,
    @Arg('input', () => EnrolStepInput, { description: 'Which.' }) { step, agreed }: EnrolStepInput,
  ): Promise<EnrolChangeType> {
    const { house, caller } = operation;
    const asked = { step: openStep(operation, step), agreed };
    return new EnrolChangeType(await enrolStep(house, caller, asked), step);
  }

  @Mutation(() => EnrolChangeType, {
    description:
      'Call a place off. It counts at once, and the host is told as soon as it answers. For learners.',
  })
  async withdrawStep(
    @Ctx() operation: Operation,
    @Arg('id', () => ID, { description: 'The step, by its id.' }) id: string,
  ): Promise<EnrolChangeType> {
    const { house, caller } = operation;
    await withdrawStep(house, caller, openStep(operation, id));
    return new EnrolChangeType('ASKED', id);
  }
}
