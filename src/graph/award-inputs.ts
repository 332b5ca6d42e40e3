import { GraphQLDate } from 'graphql-scalars';
import { Field, ID, InputType, Int } from 'type-graphql';
import { present } from '../base/index.js';
import type { AskedAward, DraftedContent } from '../flows/index.js';
import { AwardLoadUnitEnum, AwardResultStatusEnum } from './award-enums.js';
import { BadgeTypeEnum } from './enums.js';

@InputType('AwardLoadInput', { description: 'How much study it is.' })
class AwardLoadInput {
  @Field(() => AwardLoadUnitEnum, { description: 'mbo counts in SBU, hbo and wo in EC.' })
  unit!: 'EC' | 'SBU';
  @Field(() => String, { description: 'Decimal text, such as "2.5".' })
  amount!: string;
}
@InputType('AwardQualityInput', { description: 'What stands for its quality.' })
class AwardQualityInput {
  @Field(() => String, { description: 'The framework or the organisation.' })
  name!: string;
  @Field(() => String, { description: 'Where it says so: an http(s) address.' })
  url!: string;
  @Field(() => String, { nullable: true, description: 'In a few words.' })
  description?: string | null;
}
@InputType('AwardAlignmentInput', { description: 'A skill, level or standard that it meets.' })
class AwardAlignmentInput {
  @Field(() => String, { description: 'Its name.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'Such as "ESCO".' })
  framework?: string | null;
  @Field(() => String, { nullable: true, description: 'Its code there.' })
  code?: string | null;
  @Field(() => String, { description: 'Its http(s) address.' })
  url!: string;
}
@InputType('AwardScaleInput', { description: 'On what its results are given: ends, or words.' })
class AwardScaleInput {
  @Field(() => String, { description: 'What it is called.' })
  name!: string;
  @Field(() => String, { nullable: true, description: 'The lowest; with the highest.' })
  min?: string | null;
  @Field(() => String, { nullable: true, description: 'The highest; with the lowest.' })
  max?: string | null;
  @Field(() => [String], { nullable: true, description: 'From low to high.' })
  words?: string[] | null;
  @Field(() => String, { nullable: true, description: 'What is needed to pass.' })
  required?: string | null;
}

@InputType('AwardAchievementInput', {
  description:
    'What is awarded, the same for all. Open Badges 3.0 with what the Dutch profile adds; each rule that it does not keep is named.',
})
export class AwardAchievementInput {
  @Field(() => ID, {
    nullable: true,
    description: 'urn:uuid or address; absent: made of the rest.',
  })
  id?: string | null;
  @Field(() => String, { description: 'Plain text, at most 300 characters.' })
  name!: string;
  @Field(() => String, { description: 'What it is. At most 5,000 characters.' })
  description!: string;
  @Field(() => String, { description: 'What had to be done for it. Markdown.' })
  criteria!: string;
  @Field(() => String, { description: 'Of all texts here: BCP 47, such as nl-NL.' })
  language!: string;
  @Field(() => String, {
    nullable: true,
    description: 'A https or data address; absent: a plain one.',
  })
  image?: string | null;
  @Field(() => BadgeTypeEnum, { nullable: true, description: 'Absent: an ordinary result.' })
  kind?: keyof typeof BadgeTypeEnum | null;
  @Field(() => AwardLoadInput, { nullable: true, description: 'How much study it is.' })
  load?: AwardLoadInput | null;
  @Field(() => Int, { nullable: true, description: 'Whole hours, beside the load.' })
  timeInvestment?: number | null;
  @Field(() => Int, { nullable: true, description: '1 to 8.' })
  eqf?: number | null;
  @Field(() => String, { nullable: true, description: '"1" to "8" or "4+".' })
  nlqf?: string | null;
  @Field(() => AwardQualityInput, { nullable: true, description: 'What stands for its quality.' })
  quality?: AwardQualityInput | null;
  @Field(() => String, {
    nullable: true,
    description: 'Of the profile’s list (participationType).',
  })
  participation?: string | null;
  @Field(() => String, { nullable: true, description: 'Of the profile’s list (assessmentType).' })
  assessment?: string | null;
  @Field(() => String, { nullable: true, description: 'Of the profile’s list (supervisionType).' })
  supervision?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether it was looked into who took part.',
  })
  identityChecked?: boolean | null;
  @Field(() => [String], {
    nullable: true,
    description: 'Numbers of programmes: CROHO, CREBO, RIO.',
  })
  programmes?: string[] | null;
  @Field(() => [AwardAlignmentInput], { nullable: true, description: 'Skills and standards.' })
  alignments?: AwardAlignmentInput[] | null;
  @Field(() => AwardScaleInput, {
    nullable: true,
    description: 'Absent: reached, and nothing else.',
  })
  scale?: AwardScaleInput | null;
}

@InputType('AwardResultInput', { description: 'How it ended.' })
class AwardResultInput {
  @Field(() => String, { description: 'As you write it, on the scale.' })
  value!: string;
  @Field(() => AwardResultStatusEnum, {
    defaultValue: 'Completed',
    description: 'What became of it.',
  })
  status!: keyof typeof AwardResultStatusEnum;
}

@InputType('AwardRecipientInput', { description: 'To whom, and how it ended.' })
class AwardRecipientInput {
  @Field(() => ID, { description: 'Your own number of them, a WebID, or the id that we gave you.' })
  person!: string;
  @Field(() => ID, { description: 'Your own id of this award: the same again is nothing new.' })
  sourceId!: string;
  @Field(() => Int, {
    defaultValue: 1,
    description: 'From 1. A higher one takes the place of the one before.',
  })
  version!: number;
  @Field(() => AwardResultInput, { nullable: true, description: 'Absent: reached.' })
  result?: AwardResultInput | null;
  @Field(() => GraphQLDate, { description: 'The day of it.' })
  awardedOn!: Date;
  @Field(() => GraphQLDate, { nullable: true, description: 'Last day on which it holds.' })
  validUntil?: Date | null;
}

@InputType('AwardMicrocredentialsInput', { description: 'One achievement, to learners.' })
export class AwardMicrocredentialsInput {
  @Field(() => AwardAchievementInput, { description: 'What.' })
  achievement!: AwardAchievementInput;
  @Field(() => [AwardRecipientInput], { description: 'To whom: at most 500.' })
  recipients!: AwardRecipientInput[];
  @Field(() => Boolean, {
    nullable: true,
    description: 'Look into it, at nobody, and keep nothing.',
  })
  dryRun?: boolean | null;
}

@InputType('CorrectAwardInput', { description: 'All of it, as it ought to be.' })
export class CorrectAwardInput {
  @Field(() => ID, { description: 'The award.' })
  id!: string;
  @Field(() => AwardAchievementInput, { description: 'What.' })
  achievement!: AwardAchievementInput;
  @Field(() => AwardResultInput, { nullable: true, description: 'Absent: reached.' })
  result?: AwardResultInput | null;
  @Field(() => GraphQLDate, { description: 'The day of it.' })
  awardedOn!: Date;
  @Field(() => GraphQLDate, { nullable: true, description: 'Last day on which it holds.' })
  validUntil?: Date | null;
  @Field(() => String, { description: 'Why, for the learner. At most 500 characters.' })
  reason!: string;
}

/** What is null is absent. */
const orNone = <T>(value: T | null | undefined): T | undefined => value ?? undefined;

function scaleOf({ name, min, max, words, required }: AwardScaleInput) {
  return present({
    name,
    range: min == null || max == null ? undefined : { min, max },
    words: orNone(words),
    required: orNone(required),
  });
}

const qualityOf = ({ name, url, description }: AwardQualityInput) =>
  present({ name, url, description: orNone(description) });

const alignmentOf = ({ name, framework, code, url }: AwardAlignmentInput) =>
  present({ name, framework: orNone(framework), code: orNone(code), url });

function achievementOf(said: AwardAchievementInput): DraftedContent['achievement'] {
  const { name, description, criteria, language, load, quality, scale } = said;
  return present({
    id: orNone(said.id),
    name,
    description,
    criteria,
    language,
    image: orNone(said.image),
    kind: orNone(said.kind),
    load: load ? { unit: load.unit, amount: load.amount } : undefined,
    timeInvestment: orNone(said.timeInvestment),
    eqf: orNone(said.eqf),
    nlqf: orNone(said.nlqf),
    quality: quality ? qualityOf(quality) : undefined,
    participation: orNone(said.participation),
    assessment: orNone(said.assessment),
    supervision: orNone(said.supervision),
    identityChecked: orNone(said.identityChecked),
    programmes: orNone(said.programmes),
    alignments: said.alignments?.map(alignmentOf),
    scale: scale ? scaleOf(scale) : undefined,
  });
}

const day = (date: Date): string => date.toISOString().slice(0, 10);

interface Ended {
  readonly result?: AwardResultInput | null;
  readonly awardedOn: Date;
  readonly validUntil?: Date | null;
}

/** As it would be signed, as far as it is said. */
export const toContent = (
  achievement: AwardAchievementInput,
  { result, awardedOn, validUntil }: Ended,
): DraftedContent =>
  present({
    achievement: achievementOf(achievement),
    result: result ? { value: result.value, status: result.status } : undefined,
    awardedOn: day(awardedOn),
    validUntil: validUntil ? day(validUntil) : undefined,
  });

export const toAskedAwards = ({
  achievement,
  recipients,
}: AwardMicrocredentialsInput): readonly AskedAward[] =>
  recipients.map(({ person, sourceId, version, ...ended }, at) => ({
    place: at + 1,
    person,
    sourceId,
    version,
    content: toContent(achievement, ended),
  }));
