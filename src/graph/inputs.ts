import { GraphQLDate } from 'graphql-scalars';
import { Field, ID, InputType, Int } from 'type-graphql';
import type { Facet, PersonFacet, RecordStatus, RecordType } from '../records/index.js';
import {
  DecisionEnum,
  FacetEnum,
  PersonFacetEnum,
  PurposeEnum,
  RecordStatusEnum,
  RecordTypeEnum,
} from './enums.js';
import { ClaimInput, GranteeInput } from './grantee-inputs.js';
import { DateTime } from './late-date.js';

@InputType('Selector', { description: 'Which records: all that is named must hold.' })
export class SelectorInput {
  @Field(() => [RecordTypeEnum], { nullable: true, description: 'Any of these; absent: any.' })
  types?: RecordType[] | null;
  @Field(() => [ID], { nullable: true, description: 'Any of these institutions; absent: any.' })
  institutions?: string[] | null;
  @Field(() => [ID], { nullable: true, description: 'These records only; absent: any.' })
  recordIds?: string[] | null;
  @Field(() => GraphQLDate, { nullable: true, description: 'On or after this day.' })
  issuedFrom?: Date | null;
  @Field(() => GraphQLDate, { nullable: true, description: 'On or before this day.' })
  issuedTo?: Date | null;
  @Field(() => Int, { nullable: true, description: 'EQF at or above this, 0 to 8.' })
  levelMin?: number | null;
  @Field(() => [RecordStatusEnum], { nullable: true, description: 'Absent: current records only.' })
  status?: RecordStatus[] | null;
}

@InputType('RequestedItemInput', { description: 'One thing asked for.' })
export class RequestedItemInput {
  @Field(() => [RecordTypeEnum], { nullable: true, description: 'Absent or empty: any type.' })
  recordTypes?: RecordType[] | null;
  @Field(() => [ID], { nullable: true, description: 'Absent or empty: any institution.' })
  institutions?: string[] | null;
  @Field(() => [FacetEnum], { description: 'At least one part.' })
  facets!: Facet[];
  @Field(() => Boolean, {
    defaultValue: false,
    description: 'Whether the rest has no point without it.',
  })
  required!: boolean;
}

@InputType('RequestAccessInput', { description: 'A request to read.' })
export class RequestAccessInput {
  @Field(() => ID, { description: 'A WebID, or an id you were given for this learner.' })
  learner!: string;
  @Field(() => PurposeEnum, { description: 'For what. Not SELF_USE.' })
  purpose!: keyof typeof PurposeEnum;
  @Field(() => [RequestedItemInput], { description: 'At least one.' })
  items!: RequestedItemInput[];
  @Field(() => [PersonFacetEnum], {
    nullable: true,
    description: 'Parts of who the learner is; absent: none.',
  })
  personFacets?: PersonFacet[] | null;
  @Field(() => String, {
    description: 'Why, for the learner to read. Plain text, at most 500 characters.',
  })
  reason!: string;
  @Field(() => DateTime, { description: 'Until when.' })
  until!: Date;
  @Field(() => Int, {
    nullable: true,
    description: 'For how many days you keep what you read, 1 to 3,650; absent: not said.',
  })
  retentionDays?: number | null;
}

@InputType('AnswerAccessRequestInput', {
  description: 'A learner’s answer. What is given must be part of what was asked.',
})
export class AnswerAccessRequestInput {
  @Field(() => ID, { description: 'The request.' })
  requestId!: string;
  @Field(() => DecisionEnum, { description: 'Yes or no.' })
  decision!: keyof typeof DecisionEnum;
  @Field(() => [SelectorInput], {
    nullable: true,
    description: 'For GRANT: which records, at least one choice.',
  })
  scope?: SelectorInput[] | null;
  @Field(() => [FacetEnum], { nullable: true, description: 'Absent: CORE and CREDITS.' })
  facets?: Facet[] | null;
  @Field(() => [PersonFacetEnum], { nullable: true, description: 'Absent: none.' })
  personFacets?: PersonFacet[] | null;
  @Field(() => DateTime, { nullable: true, description: 'Absent: as asked.' })
  until?: Date | null;
}

@InputType('GrantAccessInput', { description: 'A learner shares of their own accord.' })
export class GrantAccessInput {
  @Field(() => GranteeInput, { description: 'To whom.' })
  grantee!: GranteeInput;
  @Field(() => [String], {
    nullable: true,
    description: 'Through which apps; absent: this site only.',
  })
  clients?: string[] | null;
  @Field(() => PurposeEnum, { description: 'For what. Not SELF_USE.' })
  purpose!: keyof typeof PurposeEnum;
  @Field(() => [SelectorInput], {
    description:
      'Which records, at least one choice; empty only where claims are shared, or to an institution.',
  })
  scope!: SelectorInput[];
  @Field(() => [ClaimInput], {
    nullable: true,
    description: 'Questions answered with yes or no, five at most; absent: none.',
  })
  claims?: ClaimInput[] | null;
  @Field(() => [FacetEnum], { nullable: true, description: 'Absent: CORE and CREDITS.' })
  facets?: Facet[] | null;
  @Field(() => [PersonFacetEnum], { nullable: true, description: 'Absent: none.' })
  personFacets?: PersonFacet[] | null;
  @Field(() => DateTime, { nullable: true, description: 'Absent: 90 days from now.' })
  until?: Date | null;
  @Field(() => Boolean, { nullable: true, description: 'Records that come later too; absent: no.' })
  includeFuture?: boolean | null;
  @Field(() => Int, {
    nullable: true,
    description: 'How many times it may be read; absent: no limit.',
  })
  maxSessions?: number | null;
}

@InputType('ExtendGrantInput', { description: 'A later end; everything else stays as it is.' })
export class ExtendGrantInput {
  @Field(() => ID, { description: 'The grant.' })
  grantId!: string;
  @Field(() => DateTime, { description: 'Until this moment, later than before.' })
  until!: Date;
}

@InputType('NarrowGrantInput', {
  description:
    'What is to be left of a grant. What is not named stays as it is; nothing can become more.',
})
export class NarrowGrantInput {
  @Field(() => ID, { description: 'The grant.' })
  grantId!: string;
  @Field(() => [String], { nullable: true, description: 'Through these apps only.' })
  clients?: string[] | null;
  @Field(() => [SelectorInput], { nullable: true, description: 'These records only.' })
  scope?: SelectorInput[] | null;
  @Field(() => [ClaimInput], { nullable: true, description: 'These questions only.' })
  claims?: ClaimInput[] | null;
  @Field(() => [FacetEnum], { nullable: true, description: 'These parts only.' })
  facets?: Facet[] | null;
  @Field(() => [PersonFacetEnum], {
    nullable: true,
    description: 'These parts of who you are only.',
  })
  personFacets?: PersonFacet[] | null;
  @Field(() => DateTime, { nullable: true, description: 'Until this moment, sooner than before.' })
  until?: Date | null;
  @Field(() => Boolean, { nullable: true, description: 'False: no records that come from now on.' })
  includeFuture?: boolean | null;
  @Field(() => Int, { nullable: true, description: 'No more often than this, all in all.' })
  maxSessions?: number | null;
}
