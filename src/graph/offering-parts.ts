import { GraphQLDate } from 'graphql-scalars';
import { Ctx, Field, ID, Int, ObjectType } from 'type-graphql';
import type { OfferingSeen } from '../flows/index.js';
import type {
  CatalogueOffering,
  CoursePart,
  DeliveryMode,
  EnrolmentPeriod,
  LearningOutcome,
} from '../records/index.js';
import { freePlaces } from '../route/index.js';
import {
  CoursePartKindEnum,
  DeliveryModeEnum,
  OfferingAccessEnum,
  OfferingClosedEnum,
} from './offering-enums.js';
import {
  accessSentence,
  accessSentenceOfThem,
  availabilitySentence,
} from './offering-sentences.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';
import { textIn } from './record-parts.js';

@ObjectType('OfferingMode', { description: 'A way in which it is taught (OEAPI: modeOfDelivery).' })
export class OfferingModeType {
  @Plain(() => DeliveryModeEnum, { description: 'In our word.' })
  readonly value!: DeliveryMode;
  @Plain(() => String, { nullable: true, description: 'The source’s own word, for OTHER.' })
  readonly raw?: string;
}

@ObjectType('EnrolmentPeriod', {
  description:
    'From when until when a place can be asked for (OEAPI: enrollStartDate and enrollEndDate; enrolmentPeriods).',
})
export class EnrolmentPeriodType {
  constructor(private readonly period: EnrolmentPeriod) {}
  @Plain(() => GraphQLDate, { nullable: true, description: 'First day.' })
  get from() {
    return this.period.from;
  }
  @Plain(() => GraphQLDate, { nullable: true, description: 'Last day.' })
  get until() {
    return this.period.until;
  }
  @Plain(() => Boolean, { description: 'Whoever comes when it is full can wait.' })
  get hasQueue() {
    return this.period.hasQueue === true;
  }
  @Plain(() => [String], { description: 'For whom, in the source’s own words; empty: not said.' })
  get targetGroups() {
    return this.period.targetGroups ?? [];
  }
}

@ObjectType('OfferingPlaces', {
  description:
    'People, as the source counts them. Null: not counted. (OEAPI: maxNumberStudents, enrolledNumberStudents, pendingNumberStudents)',
})
export class OfferingPlacesType {
  constructor(private readonly offering: CatalogueOffering) {}
  @Plain(() => Int, { nullable: true, description: 'How many there can be.' })
  get max() {
    return this.offering.places?.max;
  }
  @Plain(() => Int, { nullable: true, description: 'How many there are.' })
  get enrolled() {
    return this.offering.places?.enrolled;
  }
  @Plain(() => Int, { nullable: true, description: 'How many asked and were not told yet.' })
  get pending() {
    return this.offering.places?.pending;
  }
  @Plain(() => Int, { nullable: true, description: 'Left when all who asked get one.' })
  get free() {
    return freePlaces(this.offering);
  }
}

@ObjectType('LearningOutcome', {
  description: 'What somebody can do afterwards (OEAPI: learningOutcomes).',
})
export class LearningOutcomeType {
  constructor(private readonly outcome: LearningOutcome) {}
  @Plain(() => ID, { description: 'Of this outcome, the same for everyone; to filter by.' })
  get id() {
    return this.outcome.id;
  }
  @Plain(() => String, { nullable: true, description: 'Its code at the institution.' })
  get code() {
    return this.outcome.code;
  }
  @Field(() => String, { description: 'In the language asked for, else what there is.' })
  text(@Ctx() { languages }: Operation): string {
    return textIn(this.outcome.text, languages);
  }
  @Plain(() => [String], { description: 'The same in the European list of skills (ESCO).' })
  get skills() {
    return this.outcome.skills ?? [];
  }
}

@ObjectType('CoursePart', { description: 'A part of a course (OEAPI: component).' })
export class CoursePartType {
  constructor(private readonly part: CoursePart) {}
  @Plain(() => CoursePartKindEnum, { description: 'What it is.' })
  get kind() {
    return this.part.kind;
  }
  @Field(() => String, { description: 'What it is called.' })
  title(@Ctx() { languages }: Operation): string {
    return textIn(this.part.title, languages);
  }
}

@ObjectType('OfferingAccess', {
  description:
    'Why you may take it. For who is no learner: as for somebody of no institution. In somebody else’s route: UNKNOWN, since it is not for you.',
})
export class OfferingAccessType {
  /** @param isForReader whoever reads is who would take it. */
  constructor(
    private readonly seen: OfferingSeen,
    private readonly isForReader: boolean,
  ) {}
  @Plain(() => OfferingAccessEnum, { description: 'In one word.' })
  get reason() {
    return this.isForReader ? this.seen.access.kind : 'UNKNOWN';
  }
  @Field(() => String, { description: 'The same for people.' })
  sentence(@Ctx() { languages }: Operation): string {
    return this.isForReader
      ? accessSentence(this.seen, languages)
      : accessSentenceOfThem(languages);
  }
  @Field(() => String, { nullable: true, description: 'By which agreement, where there is one.' })
  agreement(@Ctx() { languages }: Operation): string | undefined {
    const { access } = this.seen;
    return this.isForReader && 'agreement' in access
      ? textIn(access.agreement.name, languages)
      : undefined;
  }
}

@ObjectType('OfferingAvailability', {
  description: 'Whether a place can be asked for today, by what the institution said last.',
})
export class OfferingAvailabilityType {
  constructor(private readonly seen: OfferingSeen) {}
  @Plain(() => Boolean, {
    nullable: true,
    description: 'Null: the institution does not say when it can.',
  })
  get open() {
    const { kind } = this.seen.availability;
    return kind === 'NOT_SAID' ? undefined : kind === 'OPEN';
  }
  @Plain(() => OfferingClosedEnum, { nullable: true, description: 'Why not; null where it can.' })
  get reason() {
    const { availability } = this.seen;
    if (availability.kind === 'OPEN') return undefined;
    return availability.kind === 'CLOSED' ? availability.because : availability.kind;
  }
  @Field(() => String, { description: 'The same for people.' })
  sentence(@Ctx() { languages }: Operation): string {
    return availabilitySentence(this.seen, languages);
  }
  @Plain(() => GraphQLDate, { nullable: true, description: 'Last day on which it can, if said.' })
  get until() {
    const { availability } = this.seen;
    return availability.kind === 'OPEN' ? availability.until : undefined;
  }
  @Plain(() => GraphQLDate, { nullable: true, description: 'First day, where it is to come.' })
  get opensOn() {
    const { availability } = this.seen;
    return availability.kind === 'CLOSED' ? availability.from : undefined;
  }
}
