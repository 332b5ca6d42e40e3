import { GraphQLDate } from 'graphql-scalars';
import { Ctx, Field, ObjectType } from 'type-graphql';
import { type Award, chooseText } from '../records/index.js';
import { BadgeTypeEnum } from './enums.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';

@ObjectType('Alignment', {
  description:
    'A skill, level or standard that a credential says it meets (Open Badges: Alignment).',
})
class AlignmentType {
  @Plain(() => String, { description: 'Its name (Open Badges: targetName).' })
  readonly name!: string;
  @Plain(() => String, { nullable: true, description: 'Such as "ESCO" or "EQF".' })
  readonly framework?: string;
  @Plain(() => String, { nullable: true, description: 'Its code there (Open Badges: targetCode).' })
  readonly code?: string;
  @Plain(() => String, { nullable: true, description: 'Its address (Open Badges: targetUrl).' })
  readonly url?: string;
}

@ObjectType('QualityAssurance', { description: 'Who looked into the quality, by its own word.' })
class QualityType {
  @Plain(() => String, { description: 'The framework or the organisation.' })
  readonly name!: string;
  @Plain(() => String, { nullable: true, description: 'Where it says so.' })
  readonly url?: string;
}

@ObjectType('Award', {
  description:
    'What a badge or credential says of the learning it stands for, in its issuer’s words.',
})
export class AwardType {
  constructor(private readonly award: Award) {}
  @Plain(() => String, {
    nullable: true,
    description: 'Open Badges: achievementType; ELM: type of the learning opportunity.',
  })
  get type() {
    return this.award.type;
  }
  @Plain(() => BadgeTypeEnum, { nullable: true, description: 'edubadges: badge_class_type.' })
  get badge() {
    return this.award.badge;
  }
  @Field(() => String, { nullable: true, description: 'What had to be done for it. Plain text.' })
  criteria(@Ctx() { languages }: Operation) {
    return chooseText(this.award.criteria ?? [], languages)?.value;
  }
  @Plain(() => String, {
    nullable: true,
    description: 'ELM: learning setting, such as non-formal.',
  })
  get formality() {
    return this.award.formality;
  }
  @Plain(() => String, { nullable: true, description: 'How one took part (participationType).' })
  get participation() {
    return this.award.participation;
  }
  @Plain(() => String, { nullable: true, description: 'How it was assessed (assessmentType).' })
  get assessment() {
    return this.award.assessment;
  }
  @Plain(() => String, { nullable: true, description: 'Under whose eyes (supervisionType).' })
  get supervision() {
    return this.award.supervision;
  }
  @Plain(() => Boolean, {
    nullable: true,
    description: 'Whether it was looked into who took part.',
  })
  get identityChecked() {
    return this.award.identityChecked;
  }
  @Plain(() => Boolean, { nullable: true, description: 'ELM: isPartialQualification.' })
  get partialQualification() {
    return this.award.partialQualification;
  }
  @Plain(() => Boolean, { nullable: true, description: 'Whether it adds up to something larger.' })
  get stackable() {
    return this.award.stackable;
  }
  @Plain(() => String, {
    nullable: true,
    description: 'What it takes, an ISO 8601 duration as sent.',
  })
  get workload() {
    return this.award.workload;
  }
  @Plain(() => QualityType, { nullable: true, description: 'Who looked into its quality.' })
  get quality() {
    return this.award.quality;
  }
  @Plain(() => GraphQLDate, {
    nullable: true,
    description: 'Last day on which the credential is valid. The learning does not end with it.',
  })
  get validUntil() {
    return this.award.validUntil;
  }
  @Plain(() => [AlignmentType], { description: 'Skills, levels and standards it names.' })
  get alignments() {
    return this.award.alignments ?? [];
  }
}
