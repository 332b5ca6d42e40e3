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
import { present } from '../base/index.js';
import {
  answerProposal,
  type KnownNames,
  type MyProposal,
  myProposals,
  organisationThrough,
  type ProposalAnswered,
  type ProposedStep,
  personCalled,
  proposedTo,
  proposeStep,
  type StepAsked,
} from '../flows/index.js';
import { proposalStates } from '../ledger/index.js';
import { words } from './enums.js';
import { graphError, refusal } from './errors.js';
import { DateTime } from './late-date.js';
import { inLanguage, languageOf } from './log-sentences.js';
import { actorNameText } from './name-texts.js';
import { OfferingType } from './offering-types.js';
import type { Operation } from './operation.js';
import { OrganisationType, shownOrganisation } from './organisation.js';
import { Plain } from './plain.js';
import { textIn } from './record-parts.js';
import { openStep, RouteChangeType } from './route-resolver.js';

const ProposalStateEnum = words(
  'ProposalState',
  proposalStates,
  'What became of a proposal. One that is OPEN for 90 days is gone.',
);

@InputType('ProposeStepInput', {
  description: 'An offering of the catalogue, or a title of your own: exactly one.',
})
class ProposeStepInput {
  @Field(() => ID, { description: 'To whom: a WebID, or an id you were given.' })
  learner!: string;
  @Field(() => ID, { nullable: true, description: 'An offering, by its id.' })
  offering?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'What, in your words. Plain text, at most 200 characters.',
  })
  title?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'For the learner. Plain text, at most 2,000 characters.',
  })
  note?: string | null;
  @Field(() => ID, {
    nullable: true,
    description:
      'Made by you, anew for each proposal, 1 to 100 characters: sent again, it is not proposed again.',
  })
  key?: string | null;
}

@InputType('AnswerProposalInput', { description: 'Your yes or no to a proposal.' })
class AnswerProposalInput {
  @Field(() => ID, { description: 'The proposal, by its id.' })
  id!: string;
  @Field(() => Boolean, { description: 'True: it becomes a step of your route.' })
  accept!: boolean;
  @Field(() => ID, { nullable: true, description: 'The step it comes before; absent: it is last.' })
  before?: string | null;
}

@ObjectType('StepProposal', { description: 'A step that somebody proposes to you.' })
class StepProposalType {
  constructor(
    private readonly proposal: MyProposal,
    private readonly names: KnownNames,
  ) {}
  @Field(() => ID, { description: 'Opaque, for you alone.' })
  id(@Ctx() { ids }: Operation) {
    return ids.seal('proposal', this.proposal.row.id);
  }
  @Plain(() => String, { description: 'Who proposes it: a WebID.' })
  get proposer() {
    return this.proposal.row.proposer;
  }
  @Field(() => String, { nullable: true, description: actorNameText })
  proposerName(@Ctx() { languages }: Operation) {
    return inLanguage(personCalled(this.names, this.proposal.row.proposer), languages);
  }
  @Field(() => OrganisationType, {
    nullable: true,
    description:
      'For whom they speak, where that was looked into and the app is of that organisation or ours. Null: nobody looked.',
  })
  organisation(@Ctx() { house }: Operation) {
    const { proposer, client } = this.proposal.row;
    return shownOrganisation(organisationThrough(house, proposer, client));
  }
  @Field(() => String, { description: 'What it is called. Plain text.' })
  title(@Ctx() { languages }: Operation): string {
    return textIn(this.proposal.content.title, languages);
  }
  @Plain(() => OfferingType, {
    nullable: true,
    description: 'What the catalogue says of it today; null for a title, and where it is `gone`.',
  })
  get offering() {
    return this.proposal.offering && new OfferingType(this.proposal.offering);
  }
  @Plain(() => Boolean, {
    description: 'It was an offering that the catalogue has no longer: all that is left is a no.',
  })
  get gone() {
    const { content, offering } = this.proposal;
    return content.offering !== undefined && offering === undefined;
  }
  @Plain(() => String, { nullable: true, description: 'Why, in their words. Plain text.' })
  get note() {
    return this.proposal.content.note;
  }
  @Plain(() => DateTime, { description: 'Since when it waits.' })
  get createdAt() {
    return this.proposal.row.madeAt;
  }
}

@ObjectType('ProposedStep', { description: 'A step that you proposed to somebody.' })
class ProposedStepType {
  constructor(private readonly proposed: ProposedStep) {}
  @Field(() => ID, { description: 'As it was given when you proposed it.' })
  id(@Ctx() { ids }: Operation) {
    return ids.seal('proposal', this.proposed.id);
  }
  @Field(() => String, { description: 'What it is called. Plain text.' })
  title(@Ctx() { languages }: Operation): string {
    return textIn(this.proposed.content.title, languages);
  }
  @Plain(() => ProposalStateEnum, { description: 'What became of it.' })
  get state() {
    return this.proposed.state;
  }
  @Plain(() => DateTime, { description: 'When you proposed it.' })
  get createdAt() {
    return this.proposed.madeAt;
  }
}

@ObjectType('StepProposed', { description: 'It waits for the learner’s word.' })
class StepProposedType {
  constructor(private readonly proposal: string) {}
  @Field(() => ID, { description: 'The proposal, by an id for you alone.' })
  id(@Ctx() { ids }: Operation) {
    return ids.seal('proposal', this.proposal);
  }
}

@ObjectType('ProposalAnswered', { description: 'What came of your answer.' })
class ProposalAnsweredType {
  constructor(private readonly answered: ProposalAnswered) {}
  @Plain(() => ProposalStateEnum, { description: 'What became of the proposal.' })
  get state() {
    return this.answered.state;
  }
  @Plain(() => RouteChangeType, {
    nullable: true,
    description: 'The change of your route; null for a no, and for a yes that you said before.',
  })
  get route() {
    const { change } = this.answered;
    return change && new RouteChangeType(change, change.step);
  }
}

function toStep({ offering, title, note }: ProposeStepInput): StepAsked {
  const common = present({ note: note ?? undefined });
  if (typeof offering === 'string' && title == null) return { ...common, offering };
  if (typeof title === 'string' && offering == null) return { ...common, title };
  throw graphError(
    'BAD_INPUT',
    'Propose one thing at a time: an offering, or something of your own.',
  );
}

@Resolver()
export class ProposalResolver {
  @Query(() => [StepProposalType], {
    description: 'Steps that wait for your word, oldest first. For learners.',
  })
  async myProposals(@Ctx() { house, caller }: Operation): Promise<readonly StepProposalType[]> {
    const { proposals, names } = await myProposals(house, caller);
    return proposals.map((proposal) => new StepProposalType(proposal, names));
  }

  @Query(() => [ProposedStepType], {
    nullable: true,
    description:
      'What became of steps you proposed to a learner, oldest first; only while they show you their route.',
  })
  async myProposed(
    @Ctx() operation: Operation,
    @Arg('learner', () => ID, { description: 'A WebID, or an id you were given.' }) learner: string,
  ): Promise<readonly ProposedStepType[]> {
    const { house, caller } = operation;
    const reading = await operation.open(await operation.access(learner));
    const proposed = await proposedTo(house, caller, reading);
    if (proposed === undefined) throw graphError('NOT_FOUND');
    return proposed.map((one) => new ProposedStepType(one));
  }

  @Mutation(() => StepProposedType, {
    description:
      'Propose a step to a learner who shows you their route. NOT_FOUND also when there is no such learner.',
  })
  async proposeStep(
    @Ctx() { house, caller }: Operation,
    @Arg('input', () => ProposeStepInput, { description: 'What, and to whom.' })
    input: ProposeStepInput,
  ): Promise<StepProposedType> {
    const { learner, key } = input;
    const asked = { learner, step: toStep(input), key: key ?? undefined };
    const outcome = await proposeStep(house, caller, asked);
    if (outcome.kind === 'refused') throw refusal(outcome.because);
    return new StepProposedType(outcome.id);
  }

  @Mutation(() => ProposalAnsweredType, {
    description:
      'Answer a proposal. What is over, full or shut is refused, and it says why. For learners.',
  })
  async answerProposal(
    @Ctx() operation: Operation,
    @Arg('input', () => AnswerProposalInput, { description: 'Your answer.' })
    input: AnswerProposalInput,
  ): Promise<ProposalAnsweredType> {
    const { house, caller, ids, languages } = operation;
    const answered = await answerProposal(house, caller, {
      id: ids.open('proposal', input.id) ?? '',
      accept: input.accept,
      before: input.before == null ? undefined : openStep(operation, input.before),
      language: languageOf(languages),
    });
    return new ProposalAnsweredType(answered);
  }
}
