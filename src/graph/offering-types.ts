import { GraphQLDate } from 'graphql-scalars';
import { Ctx, Field, ID, ObjectType } from 'type-graphql';
import type { OfferingSeen, ProgrammeSeen } from '../flows/index.js';
import { programmeKeyOf } from '../records/index.js';
import { StudyLoadType } from './facets.js';
import { OfferingKindEnum, OfferingStateEnum } from './offering-enums.js';
import {
  CoursePartType,
  EnrolmentPeriodType,
  LearningOutcomeType,
  OfferingAccessType,
  OfferingAvailabilityType,
  OfferingModeType,
  OfferingPlacesType,
} from './offering-parts.js';
import { textOf } from './offering-sentences.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';
import { InstitutionRefType, LevelType, textIn } from './record-parts.js';

@ObjectType('Offering', {
  description:
    'Something that can be learned at one institution, at one time (OEAPI: offering of a course or program). Public; null or empty: the institution does not say.',
})
export class OfferingType {
  /** @param isForReader whoever reads is who would take it. */
  constructor(
    private readonly seen: OfferingSeen,
    private readonly isForReader = true,
  ) {}
  @Plain(() => ID, { description: 'Opaque, and the same for everyone.' })
  get id() {
    return this.seen.offering.key;
  }
  @Plain(() => OfferingKindEnum, { description: 'What it is a run of (OEAPI: offeringType).' })
  get kind() {
    return this.seen.offering.kind;
  }
  @Field(() => String, { description: 'OEAPI: name of the offering, else of its course.' })
  title(@Ctx() { languages }: Operation): string {
    return textIn(this.seen.offering.title, languages);
  }
  @Field(() => String, { nullable: true, description: 'OEAPI: description. Text, no HTML.' })
  description(@Ctx() { languages }: Operation) {
    return textOf(this.seen.offering.description, languages);
  }
  @Plain(() => String, { nullable: true, description: 'OEAPI: primaryCode, else of its course.' })
  get code() {
    return this.seen.offering.code ?? this.seen.offering.of.code;
  }
  @Field(() => InstitutionRefType, { description: 'Whose (OEAPI: organization).' })
  institution() {
    return new InstitutionRefType(this.seen.institution);
  }
  @Field(() => [StudyLoadType], {
    description: 'One for each unit, which are never added up (OEAPI: studyLoad).',
  })
  loads() {
    return this.seen.offering.loads.map((load) => new StudyLoadType(load));
  }
  @Plain(() => LevelType, { nullable: true, description: 'OEAPI: level, levelOfQualification.' })
  get level() {
    return this.seen.offering.level;
  }
  @Plain(() => [String], { description: 'BCP 47, such as "nl" (OEAPI: teachingLanguage).' })
  get languages() {
    return this.seen.offering.languages;
  }
  @Plain(() => [OfferingModeType], { description: 'How it is taught (OEAPI: modeOfDelivery).' })
  get modes() {
    return this.seen.offering.modes;
  }
  @Field(() => String, {
    nullable: true,
    description: 'What the institution calls its period (OEAPI: academicSession).',
  })
  period(@Ctx() { languages }: Operation) {
    return textOf(this.seen.offering.period?.name, languages);
  }
  @Plain(() => GraphQLDate, { nullable: true, description: 'First day (OEAPI: startDate).' })
  get start() {
    return this.seen.offering.start;
  }
  @Plain(() => GraphQLDate, { nullable: true, description: 'Last day (OEAPI: endDate).' })
  get end() {
    return this.seen.offering.end;
  }
  @Plain(() => OfferingStateEnum, { description: 'OEAPI: state of the offering.' })
  get state() {
    return this.seen.offering.state.value;
  }
  @Field(() => [EnrolmentPeriodType], {
    description: 'When a place can be asked for; empty: not said (OEAPI: enrolmentPeriods).',
  })
  enrolment() {
    return this.seen.offering.enrolment.map((period) => new EnrolmentPeriodType(period));
  }
  @Field(() => OfferingPlacesType, { description: 'How many people it is for.' })
  places() {
    return new OfferingPlacesType(this.seen.offering);
  }
  @Field(() => [LearningOutcomeType], { description: 'OEAPI: learningOutcomes of its course.' })
  outcomes() {
    return this.seen.offering.outcomes.map((outcome) => new LearningOutcomeType(outcome));
  }
  @Plain(() => [String], { description: 'Skills of the European list (ESCO) that come of it.' })
  get skills() {
    return this.seen.offering.skills;
  }
  @Field(() => [ID], { description: 'Programmes that it belongs to (OEAPI: programs).' })
  programmes() {
    const { institution, programmes } = this.seen.offering;
    return programmes.map((id) => programmeKeyOf(institution, id));
  }
  @Field(() => [CoursePartType], { description: 'What it consists of (OEAPI: components).' })
  parts() {
    return this.seen.offering.parts.map((part) => new CoursePartType(part));
  }
  @Plain(() => String, { nullable: true, description: 'A town (OEAPI: addresses).' })
  get place() {
    return this.seen.offering.place;
  }
  @Plain(() => String, {
    nullable: true,
    description: 'In the institution’s words (OEAPI: priceInformation).',
  })
  get price() {
    return this.seen.offering.price;
  }
  @Field(() => String, {
    nullable: true,
    description:
      'What is asked of whoever comes (OEAPI: admissionRequirements, qualificationRequirements).',
  })
  admission(@Ctx() { languages }: Operation) {
    return textOf(this.seen.offering.admission, languages);
  }
  @Plain(() => [String], { description: 'Codes of courses there that those words name.' })
  get prerequisites() {
    return this.seen.offering.prerequisites;
  }
  @Plain(() => String, { nullable: true, description: 'Its own page (OEAPI: link).' })
  get link() {
    return this.seen.offering.link;
  }
  @Field(() => OfferingAccessType, { description: 'Why you may take it.' })
  access() {
    return new OfferingAccessType(this.seen, this.isForReader);
  }
  @Field(() => OfferingAvailabilityType, { description: 'Whether a place can be asked for today.' })
  availability() {
    return new OfferingAvailabilityType(this.seen);
  }
}

@ObjectType('CatalogueProgramme', {
  description:
    'A way through courses that ends in a diploma, a certificate or a minor (OEAPI: program).',
})
export class CatalogueProgrammeType {
  constructor(private readonly seen: ProgrammeSeen) {}
  @Plain(() => ID, { description: 'Opaque, and the same for everyone; to filter offerings by.' })
  get id() {
    return this.seen.programme.key;
  }
  @Field(() => String, { description: 'OEAPI: name.' })
  title(@Ctx() { languages }: Operation): string {
    return textIn(this.seen.programme.title, languages);
  }
  @Field(() => String, { nullable: true, description: 'OEAPI: description. Text, no HTML.' })
  description(@Ctx() { languages }: Operation) {
    return textOf(this.seen.programme.description, languages);
  }
  @Plain(() => String, { nullable: true, description: 'OEAPI: primaryCode.' })
  get code() {
    return this.seen.programme.code;
  }
  @Plain(() => String, {
    nullable: true,
    description: 'In the institution’s own word (OEAPI: programType).',
  })
  get type() {
    return this.seen.programme.type;
  }
  @Field(() => InstitutionRefType, { description: 'Whose (OEAPI: organization).' })
  institution() {
    return new InstitutionRefType(this.seen.institution);
  }
  @Field(() => [StudyLoadType], {
    description: 'What it takes, one for each unit, which are never added up (OEAPI: studyLoad).',
  })
  loads() {
    return this.seen.programme.loads.map((load) => new StudyLoadType(load));
  }
  @Plain(() => LevelType, { nullable: true, description: 'OEAPI: level, levelOfQualification.' })
  get level() {
    return this.seen.programme.level;
  }
}
