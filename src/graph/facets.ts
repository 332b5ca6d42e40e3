import { GraphQLDate } from 'graphql-scalars';
import { createUnionType, Field, Int, ObjectType } from 'type-graphql';
import type { AssessmentFacet, CreditsFacet, StudyLoad } from '../records/index.js';
import {
  GradingScaleEnum,
  LeftOutReasonEnum,
  NotSharedCodeEnum,
  PassEnum,
  ResultStateEnum,
  StudyLoadUnitEnum,
} from './enums.js';

@ObjectType('NotShared', {
  description: 'This part is not in your grant. Whether it holds anything is not said.',
})
export class NotSharedType {
  @Field(() => NotSharedCodeEnum, { description: 'Why, by policy.' })
  readonly code = 'NOT_IN_GRANT';
}
export const notShared = new NotSharedType();

@ObjectType('Assessment', {
  description:
    'How it ended: grade and outcome (OEAPI: result). Empty fields were not stated by the source.',
})
export class AssessmentType {
  constructor(private readonly facet: AssessmentFacet | undefined) {}

  @Field(() => ResultStateEnum, { nullable: true, description: 'OEAPI: result.state.' })
  state() {
    return this.facet?.state.value;
  }
  @Field(() => String, {
    nullable: true,
    description: 'The source’s own word, where state is OTHER.',
  })
  stateRaw() {
    return this.facet?.state.raw;
  }
  @Field(() => PassEnum, {
    nullable: true,
    description: 'OEAPI: result.pass. Only as the source says.',
  })
  pass() {
    return this.facet?.pass;
  }
  @Field(() => String, {
    nullable: true,
    description: 'OEAPI: result.score, as sent. Null: no grade yet, or none given.',
  })
  grade() {
    return this.facet?.score;
  }
  @Field(() => GradingScaleEnum, { nullable: true, description: 'OEAPI: resultValueType.' })
  scale() {
    return this.facet?.scale.kind;
  }
  @Field(() => String, {
    nullable: true,
    description: 'The source’s own word, where scale is OTHER.',
  })
  scaleRaw() {
    return this.facet?.scale.raw;
  }
  @Field(() => Boolean, {
    nullable: true,
    description:
      'False: provisional, the exam committee has not set it. Null: the source does not say.',
  })
  final() {
    return this.facet?.final;
  }
  @Field(() => Int, { nullable: true, description: 'Which try, from 1.' })
  attempt() {
    return this.facet?.attempt;
  }
  @Field(() => Number, { nullable: true, description: 'Points, out of maxRawScore.' })
  rawScore() {
    return this.facet?.rawScore;
  }
  @Field(() => Number, { nullable: true, description: 'Most points that could be had.' })
  maxRawScore() {
    return this.facet?.maxRawScore;
  }
  @Field(() => Number, { nullable: true, description: 'Weight in the whole, 0 to 100 %.' })
  weightPercent() {
    return this.facet?.weightPercent;
  }
  @Field(() => GraphQLDate, {
    nullable: true,
    description: 'Day of the test, in the school’s zone.',
  })
  testedOn() {
    return this.facet?.testedOn;
  }
}

@ObjectType('StudyLoad', { description: 'A load with its unit (OEAPI: studyLoad).' })
export class StudyLoadType {
  constructor(private readonly load: StudyLoad) {}

  @Field(() => StudyLoadUnitEnum, { description: 'OEAPI: studyLoadUnit.' })
  unit() {
    return this.load.unit;
  }
  @Field(() => String, {
    nullable: true,
    description: 'The source’s own word, where unit is OTHER.',
  })
  unitRaw() {
    return this.load.unitRaw;
  }
  @Field(() => String, { description: 'Decimal number as text, for instance "7.5".' })
  value() {
    return this.load.amount;
  }
}

@ObjectType('Credits', {
  description: 'The study load of a record, and whether it was earned.',
})
export class CreditsType {
  constructor(private readonly facet: CreditsFacet | undefined) {}

  @Field(() => StudyLoadType, {
    nullable: true,
    description:
      'Null: no load, or one that was not earned and how it ended is not shared with you.',
  })
  load() {
    return this.facet === undefined ? undefined : new StudyLoadType(this.facet.load);
  }
  @Field(() => Boolean, {
    description:
      'By this record’s own result; false too where a load is not shown. Totals also leave out retakes and parts of what counts.',
  })
  earned() {
    return this.facet?.earning === 'EARNED';
  }
  @Field(() => LeftOutReasonEnum, { nullable: true, description: 'Why not earned.' })
  notEarnedBecause() {
    return this.facet?.earning === 'EARNED' ? undefined : this.facet?.earning;
  }
}

export const AssessmentUnion = createUnionType({
  name: 'AssessmentFacet',
  description: 'Grade and outcome, if shared.',
  types: () => [AssessmentType, NotSharedType] as const,
});
export const CreditsUnion = createUnionType({
  name: 'CreditsFacet',
  description: 'Study load, if shared.',
  types: () => [CreditsType, NotSharedType] as const,
});
