import { GraphQLDate } from 'graphql-scalars';
import { Ctx, Field, ID, ObjectType } from 'type-graphql';
import type { RecordKey } from '../base/index.js';
import { type OfferingSeen, type RouteStepView } from '../flows/index.js';
import { chooseText, type PlannedOffering } from '../records/index.js';
import {
  canCallOff,
  type DerivedStep,
  goesOn,
  type OpenRequest,
  type Prerequisite,
} from '../route/index.js';
import { EnrolmentStateEnum } from './enums.js';
import { StudyLoadType } from './facets.js';
import { languageOf } from './log-sentences.js';
import { OfferingType } from './offering-types.js';
import type { Operation } from './operation.js';
import { PartialDate } from './partial-date.js';
import { Plain } from './plain.js';
import { InstitutionRefType, textIn } from './record-parts.js';
import { LearningRecordType } from './records.js';
import {
  PrerequisiteStateEnum,
  RequestStageEnum,
  SideEnum,
  StepReasonEnum,
  StepStateEnum,
} from './route-enums.js';
import { stepSentence } from './route-sentences.js';
import { stepSentenceOfThem } from './route-sentences-of-them.js';

@ObjectType('Prerequisite', { description: 'A course that an offering asks for beforehand.' })
class PrerequisiteType {
  @Plain(() => String, { description: 'Its code at the institution of the offering.' })
  readonly code!: Prerequisite['code'];
  @Plain(() => PrerequisiteStateEnum, { description: 'Whether the learner has it.' })
  readonly state!: Prerequisite['state'];
}

@ObjectType('StepRequest', { description: 'A place that was asked for in your name.' })
class StepRequestType {
  constructor(
    private readonly request: OpenRequest,
    private readonly now: DerivedStep,
  ) {}
  @Plain(() => RequestStageEnum, { description: 'How far the question is.' })
  get stage() {
    return this.request.stage;
  }
  @Plain(() => Boolean, {
    description:
      'The host may have it and is not told otherwise: its step stays until you call it off.',
  })
  get goesOn() {
    return goesOn(this.now);
  }
  @Plain(() => Boolean, {
    description: 'You can call it off, also again where the host was not told.',
  })
  get canCallOff() {
    return canCallOff(this.now);
  }
  @Field(() => String, { nullable: true, description: 'The host’s own words for you. Plain text.' })
  message(@Ctx() { languages }: Operation): string | undefined {
    return chooseText(this.request.message ?? [], languages)?.value;
  }
  @Plain(() => String, { nullable: true, description: 'Why not, in the host’s own words.' })
  get detail() {
    return this.request.detail;
  }
  @Plain(() => String, {
    nullable: true,
    description: 'Where you have something to do at the host: an http(s) address.',
  })
  get redirect() {
    return this.request.redirect;
  }
}

/** One step, and what it needs to lead to its records. */
export interface StepContext {
  readonly stepId: (id: string) => string;
  /** Whoever reads is who plans: by whom they are advised is theirs to know. */
  readonly isOwn: boolean;
  readonly record: (key: RecordKey) => LearningRecordType | undefined;
}

@ObjectType('RouteStep', { description: 'One step of a route.' })
export class RouteStepType {
  constructor(
    private readonly view: RouteStepView,
    private readonly context: StepContext,
    private readonly seen: OfferingSeen | undefined,
  ) {}
  get #offering(): PlannedOffering | undefined {
    return this.view.step.offering;
  }
  @Plain(() => ID, { description: 'Opaque, the same for as long as the step is there.' })
  get id() {
    return this.context.stepId(this.view.step.id);
  }
  @Field(() => String, { description: 'What it is called. Plain text.' })
  title(@Ctx() { languages }: Operation): string {
    const { title } = this.view.step;
    return textIn(this.#offering?.title ?? [{ language: 'und', value: title ?? '' }], languages);
  }
  @Plain(() => InstitutionRefType, {
    nullable: true,
    description: 'Where it is taken; null for a step in the learner’s own words.',
  })
  get institution() {
    return this.#offering && new InstitutionRefType(this.#offering.institution);
  }
  @Plain(() => [StudyLoadType], {
    description: 'What it is worth by the plan, one for each unit; planned is not earned.',
  })
  get loads() {
    const { offering, load } = this.view.step;
    const loads = offering?.loads ?? (load === undefined ? [] : [load]);
    return loads.map((one) => new StudyLoadType(one));
  }
  @Plain(() => GraphQLDate, { nullable: true, description: 'First day (OEAPI: startDate).' })
  get start() {
    return this.#offering?.start;
  }
  @Plain(() => GraphQLDate, { nullable: true, description: 'Last day (OEAPI: endDate).' })
  get end() {
    return this.#offering?.end;
  }
  @Plain(() => PartialDate, {
    nullable: true,
    description: 'When, as the learner thinks, for a step in their own words.',
  })
  get when() {
    return this.view.step.when;
  }
  @Plain(() => String, { nullable: true, description: 'The learner’s own note. Plain text.' })
  get note() {
    return this.view.step.note;
  }
  @Plain(() => String, { nullable: true, description: 'Who suggested it, as they were called.' })
  get proposedBy() {
    return this.context.isOwn ? this.view.step.proposedBy : undefined;
  }
  @Plain(() => OfferingType, {
    nullable: true,
    description: 'What the catalogue says of it today; null where it has it no longer.',
  })
  get offering() {
    return this.seen && new OfferingType(this.seen, this.context.isOwn);
  }
  @Plain(() => StepStateEnum, { description: 'How far it is, by the records you see.' })
  get state() {
    return this.view.now.state;
  }
  @Plain(() => SideEnum, { nullable: true, description: 'Who said no, or ended it.' })
  get by() {
    return this.view.now.by;
  }
  @Plain(() => StepReasonEnum, { nullable: true, description: 'Why it is no further.' })
  get reason() {
    return this.view.now.reason;
  }
  @Field(() => String, {
    description:
      'The same as a sentence to you, of your own step or of the learner’s, in Dutch or English.',
  })
  sentence(@Ctx() { languages }: Operation): string {
    const told = this.context.isOwn ? stepSentence : stepSentenceOfThem;
    return told(this.view.now)[languageOf(languages)];
  }
  @Plain(() => EnrolmentStateEnum, {
    nullable: true,
    description: 'As the learner’s own institution sees the enrolment (OEAPI: association.state).',
  })
  get homeState() {
    return this.view.now.home?.value;
  }
  @Plain(() => EnrolmentStateEnum, {
    nullable: true,
    description: 'As the host sees it, which leads (OEAPI: association.remoteState).',
  })
  get hostState() {
    return this.view.now.host?.value;
  }
  @Plain(() => Boolean, {
    description: 'False: there is a result, and how it ended is not shared with you.',
  })
  get outcomeShared() {
    return !this.view.now.isOutcomeHidden;
  }
  @Field(() => [LearningRecordType], { description: 'The enrolments it hangs on.' })
  enrolments(): readonly LearningRecordType[] {
    return this.view.now.enrolments.flatMap((key) => this.context.record(key) ?? []);
  }
  @Field(() => LearningRecordType, { nullable: true, description: 'The result it hangs on.' })
  result(): LearningRecordType | undefined {
    const { result } = this.view.now;
    return result === undefined ? undefined : this.context.record(result);
  }
  @Plain(() => StepRequestType, {
    nullable: true,
    description: 'What was asked of the host from here; yours alone to see.',
  })
  get request() {
    const { now } = this.view;
    return now.request && new StepRequestType(now.request, now);
  }
  @Plain(() => [ID], { description: 'Steps that run at the same time.' })
  get overlapsWith() {
    return this.view.overlaps.map(this.context.stepId);
  }
  @Plain(() => [PrerequisiteType], {
    nullable: true,
    description: 'What it asks for beforehand; null where you may not see what was passed.',
  })
  get prerequisites() {
    return this.view.prerequisites;
  }
}
