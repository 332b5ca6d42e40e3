import { GraphQLDate } from 'graphql-scalars';
import { Ctx, Field, ID, Int, ObjectType } from 'type-graphql';
import { awardColumnTitle } from '../documents/index.js';
import type {
  AwardChangeMade,
  AwardReplaced,
  AwardRowReport,
  GivenAward,
  OfferedAward,
} from '../flows/index.js';
import {
  AwardLoadUnitEnum,
  AwardOutcomeEnum,
  AwardSeverityEnum,
  AwardStateEnum,
} from './award-enums.js';
import { awardSentence } from './award-sentences.js';
import { BadgeTypeEnum, PodStateEnum } from './enums.js';
import { DateTime } from './late-date.js';
import { languageOf } from './log-sentences.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';
import { textIn } from './record-parts.js';

@ObjectType('AwardFault', { description: 'What is wrong with an award, or worth a look.' })
class AwardFaultType {
  constructor(private readonly fault: AwardRowReport['faults'][number]) {}
  @Plain(() => String, { description: 'For programs; see docs/errors.md.' })
  get code() {
    return this.fault.code;
  }
  @Plain(() => String, {
    description: 'JSON pointer to what is meant (RFC 6901); empty: all of it.',
  })
  get pointer() {
    return this.fault.path;
  }
  @Plain(() => AwardSeverityEnum, { description: 'Whether it stands in the way.' })
  get severity() {
    return this.fault.severity;
  }
  @Field(() => String, {
    nullable: true,
    description: 'Of a file: the column, by its name in the template.',
  })
  column(@Ctx() { languages }: Operation): string | undefined {
    const { column } = this.fault;
    return column && awardColumnTitle(column, languageOf(languages));
  }
  @Field(() => String, { description: 'For people.' })
  sentence(@Ctx() { languages }: Operation): string {
    return awardSentence(this.fault.code, languageOf(languages));
  }
}

@ObjectType('AwardReport', { description: 'What came of an award to one learner.' })
export class AwardReportType {
  constructor(private readonly report: AwardRowReport) {}
  @Plain(() => Int, { description: 'Which of the recipients, or which row of a file; from 1.' })
  get place() {
    return this.report.place;
  }
  @Plain(() => AwardOutcomeEnum, { description: 'What came of it, or would.' })
  get outcome() {
    return this.report.outcome;
  }
  @Field(() => ID, { nullable: true, description: 'The award. Null where there is none.' })
  id(@Ctx() { ids }: Operation) {
    return this.report.id === undefined ? undefined : ids.seal('award', this.report.id);
  }
  @Field(() => [AwardFaultType], { description: 'All that is wrong with it, or worth a look.' })
  faults() {
    return this.report.faults.map((fault) => new AwardFaultType(fault));
  }
}

@ObjectType('AwardLoad', { description: 'How much study it is.' })
class AwardLoadType {
  @Plain(() => AwardLoadUnitEnum, { description: 'What it is counted in.' })
  readonly unit!: 'EC' | 'SBU';
  @Plain(() => String, { description: 'Decimal text.' })
  readonly amount!: string;
}

@ObjectType('OfferedAward', {
  description: 'What an institution offers you. Nothing of it is in your kluis before you accept.',
})
export class OfferedAwardType {
  constructor(private readonly offer: OfferedAward) {}
  @Field(() => ID, { description: 'For AnswerAward.' })
  id(@Ctx() { ids }: Operation) {
    return ids.seal('award', this.offer.id);
  }
  @Field(() => String, { description: 'Who offers it, and will sign it.' })
  issuer(@Ctx() { languages }: Operation): string {
    return textIn(this.offer.issuer, languages);
  }
  @Plain(() => BadgeTypeEnum, { nullable: true, description: 'edubadges: badge_class_type.' })
  get badge() {
    return this.offer.achievement.kind;
  }
  @Plain(() => String, { description: 'What it is called.' })
  get title() {
    return this.offer.achievement.name;
  }
  @Plain(() => String, { description: 'What it is. Plain text.' })
  get description() {
    return this.offer.achievement.description;
  }
  @Plain(() => String, { description: 'What had to be done for it. Plain text.' })
  get criteria() {
    return this.offer.achievement.criteria;
  }
  @Plain(() => AwardLoadType, { nullable: true, description: 'How much study it is.' })
  get load() {
    return this.offer.achievement.load;
  }
  @Plain(() => Int, { nullable: true, description: 'Level in the European framework.' })
  get eqf() {
    return this.offer.achievement.eqf;
  }
  @Plain(() => String, { nullable: true, description: 'Level in the Dutch framework.' })
  get nlqf() {
    return this.offer.achievement.nlqf;
  }
  @Plain(() => String, {
    nullable: true,
    description: 'How it ended, as the institution writes it.',
  })
  get result() {
    return this.offer.result;
  }
  @Plain(() => GraphQLDate, { description: 'The day of it.' })
  get awardedOn() {
    return this.offer.awardedOn;
  }
  @Plain(() => GraphQLDate, { nullable: true, description: 'Last day on which it holds.' })
  get validUntil() {
    return this.offer.validUntil;
  }
  @Plain(() => DateTime, { description: 'Until when you can answer.' })
  get until() {
    return this.offer.until;
  }
}

@ObjectType('AwardAnswered', { description: 'What came of a learner’s answer.' })
export class AwardAnsweredType {
  @Plain(() => PodStateEnum, {
    description: 'Whether it is signed and in your pod. What is PENDING comes.',
  })
  readonly pod!: keyof typeof PodStateEnum;
}

@ObjectType('GivenAward', { description: 'An award of your own institution.' })
export class GivenAwardType {
  constructor(private readonly given: GivenAward) {}
  @Field(() => ID, { description: 'For RevokeAward and the like, and for AwardsGiven.' })
  id(@Ctx() { ids }: Operation) {
    return ids.seal('award', this.given.id);
  }
  @Plain(() => String, { nullable: true, description: 'What it is called.' })
  get title() {
    return this.given.title;
  }
  @Plain(() => String, { nullable: true, description: 'The learner, as you named them.' })
  get person() {
    return this.given.person;
  }
  @Plain(() => ID, { nullable: true, description: 'Your own id of it.' })
  get sourceId() {
    return this.given.sourceId;
  }
  @Plain(() => Int, { description: 'Which version of it.' })
  get version() {
    return this.given.version;
  }
  @Plain(() => AwardStateEnum, { description: 'What became of it.' })
  get state() {
    return this.given.state;
  }
  @Plain(() => DateTime, { description: 'When it was offered.' })
  get offeredAt() {
    return this.given.offeredAt;
  }
  @Plain(() => DateTime, { description: 'When that changed last.' })
  get changedAt() {
    return this.given.changedAt;
  }
}

@ObjectType('GivenAwardList', { description: 'What your institution awarded, newest first.' })
export class GivenAwardListType {
  constructor(
    private readonly given: readonly GivenAward[],
    private readonly limit: number,
  ) {}
  @Field(() => [GivenAwardType], { description: 'Newest first.' })
  nodes() {
    return this.given.slice(0, this.limit).map((one) => new GivenAwardType(one));
  }
  @Plain(() => Boolean, { description: 'Older ones exist.' })
  get hasNextPage() {
    return this.given.length > this.limit;
  }
}

@ObjectType('AwardChange', { description: 'What an institution did with an award of its own.' })
export class AwardChangeType {
  constructor(private readonly made: AwardChangeMade | AwardReplaced) {}
  @Field(() => ID, { nullable: true, description: 'The award that took its place, where one did.' })
  id(@Ctx() { ids }: Operation) {
    return 'id' in this.made ? ids.seal('award', this.made.id) : undefined;
  }
  @Plain(() => AwardStateEnum, {
    description: 'How it is now; of the new one where one took its place.',
  })
  get state() {
    return this.made.state;
  }
  @Plain(() => PodStateEnum, {
    description: 'Whether the list that everybody asks says so. What is PENDING follows.',
  })
  get list() {
    return this.made.list;
  }
  @Plain(() => PodStateEnum, { description: 'Whether the learner’s pod says so.' })
  get pod() {
    return this.made.pod;
  }
}
