import { Ctx, Field, Int, ObjectType } from 'type-graphql';
import type { Claim } from '../consent/index.js';
import type { Reading } from '../flows/index.js';
import { AssertedByEnum, ClaimKindEnum, RecordTypeEnum, StudyLoadUnitEnum } from './enums.js';
import { DateTime } from './late-date.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';

@ObjectType('Claim', {
  description: 'A question that is answered with yes or no, without the records.',
})
export class ClaimType {
  constructor(private readonly claim: Claim) {}
  @Plain(() => ClaimKindEnum, { description: 'What sort of question.' })
  get kind() {
    return this.claim.kind;
  }
  @Plain(() => StudyLoadUnitEnum, { nullable: true, description: 'For STUDY_LOAD: the unit.' })
  get unit() {
    return this.claim.kind === 'STUDY_LOAD' ? this.claim.unit : undefined;
  }
  @Plain(() => String, { nullable: true, description: 'For STUDY_LOAD: at least this much.' })
  get atLeast() {
    return this.claim.kind === 'STUDY_LOAD' ? this.claim.atLeast : undefined;
  }
  @Plain(() => RecordTypeEnum, { nullable: true, description: 'For HOLDS: what is held.' })
  get recordType() {
    return this.claim.kind === 'HOLDS' ? this.claim.recordType : undefined;
  }
  @Plain(() => Int, { nullable: true, description: 'At or above this EQF level.' })
  get levelMin() {
    return this.claim.kind === 'SKILL' ? undefined : this.claim.levelMin;
  }
  @Plain(() => String, { nullable: true, description: 'For SKILL: the skill.' })
  get skill() {
    return this.claim.kind === 'SKILL' ? this.claim.skill : undefined;
  }
}

@ObjectType('ClaimAnswer', {
  description: 'Whether it holds. Never a number, a record or how far off it is.',
})
export class ClaimAnswerType {
  constructor(
    private readonly reading: Reading,
    private readonly answer: Reading['claims'][number],
  ) {}
  @Field(() => ClaimType, { description: 'The question, as the learner allowed it.' })
  claim() {
    return new ClaimType(this.answer.claim);
  }
  @Field(() => Boolean, {
    nullable: true,
    description:
      'Yes or no. Null for a moment after the learner hid or showed something, or a credential it rests on was taken back or holds again.',
  })
  holds() {
    this.reading.notes.claim(this.answer.claim);
    return this.answer.holds;
  }
  @Field(() => AssertedByEnum, {
    nullable: true,
    description: 'Whose word it stands on; null where it does not hold.',
  })
  basis() {
    this.reading.notes.claim(this.answer.claim);
    return this.answer.basis;
  }
  @Field(() => DateTime, { description: 'When this was so: when it was released.' })
  asOf(@Ctx() { releasedAt }: Operation) {
    return releasedAt;
  }
}
