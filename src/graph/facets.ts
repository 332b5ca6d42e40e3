import { GraphQLDate } from 'graphql-scalars';
import { createUnionType, Field, Int, ObjectType } from 'type-graphql';
import type { AssessmentFacet, Attempt, CreditsFacet, StudyLoad } from '../records/index.js';
import {
  GradingScaleEnum,
  LeftOutReasonEnum,
  NotSharedCodeEnum,
  PassEnum,
  ResultStateEnum,
  StudyLoadUnitEnum,
} from './enums.js';
import { Plain } from './plain.js';

@ObjectType('NotShared', {
  description: 'This part is not in your grant. Whether it holds anything is not said.',
})
export class NotSharedType {
  @Plain(() => NotSharedCodeEnum, { description: 'Why, by policy.' })
  readonly code = 'NOT_IN_GRANT';
}
export const notShared = new NotSharedType();

/** A try by itself may have no number. */
type Try = Omit<Attempt, 'attempt'> & { readonly attempt?: number | undefined };

@ObjectType('Attempt', {
  description:
    'One try at a test (OEAPI: test component offering association attempt). Empty fields were not stated by the source.',
})
export class AttemptType {
  constructor(private readonly one: Try) {}

  @Plain(() => Int, { nullable: true, description: 'Which try, from 1.' })
  get attempt() {
    return this.one.attempt;
  }
  @Plain(() => ResultStateEnum, { nullable: true, description: 'OEAPI: result.state.' })
  get state() {
    return this.one.state.value;
  }
  @Plain(() => PassEnum, { nullable: true, description: 'Only as the source says.' })
  get pass() {
    return this.one.pass;
  }
  @Plain(() => String, { nullable: true, description: 'OEAPI: result.score, as sent.' })
  get grade() {
    return this.one.score;
  }
  @Plain(() => Boolean, {
    nullable: true,
    description: 'False: provisional. Null: the source does not say.',
  })
  get final() {
    return this.one.final;
  }
  @Plain(() => Number, { nullable: true, description: 'Points, out of maxRawScore.' })
  get rawScore() {
    return this.one.rawScore;
  }
  @Plain(() => Number, { nullable: true, description: 'Most points that could be had.' })
  get maxRawScore() {
    return this.one.maxRawScore;
  }
  @Plain(() => GraphQLDate, { nullable: true, description: 'Day of the test.' })
  get testedOn() {
    return this.one.testedOn;
  }
  @Plain(() => GraphQLDate, { nullable: true, description: 'Day of its result.' })
  get issuedOn() {
    return this.one.issuedOn;
  }
}

@ObjectType('Assessment', {
  description:
    'How it ended: grade and outcome (OEAPI: result). Empty fields were not stated by the source.',
})
export class AssessmentType {
  constructor(private readonly facet: AssessmentFacet | undefined) {}

  @Plain(() => ResultStateEnum, { nullable: true, description: 'OEAPI: result.state.' })
  get state() {
    return this.facet?.state.value;
  }
  @Plain(() => String, {
    nullable: true,
    description: 'The source’s own word, where state is OTHER.',
  })
  get stateRaw() {
    return this.facet?.state.raw;
  }
  @Plain(() => PassEnum, {
    nullable: true,
    description: 'OEAPI: result.pass. Only as the source says.',
  })
  get pass() {
    return this.facet?.pass;
  }
  @Plain(() => String, {
    nullable: true,
    description: 'OEAPI: result.score, as sent. Null: no grade yet, or none given.',
  })
  get grade() {
    return this.facet?.score;
  }
  @Plain(() => GradingScaleEnum, { nullable: true, description: 'OEAPI: resultValueType.' })
  get scale() {
    return this.facet?.scale.kind;
  }
  @Plain(() => String, {
    nullable: true,
    description: 'The source’s own word, where scale is OTHER.',
  })
  get scaleRaw() {
    return this.facet?.scale.raw;
  }
  @Plain(() => Boolean, {
    nullable: true,
    description:
      'False: provisional, the exam committee has not set it. Null: the source does not say. (nl-test-admin: final)',
  })
  get final() {
    return this.facet?.final;
  }
  @Plain(() => Int, { nullable: true, description: 'Which try, from 1 (nl-test-admin: attempt).' })
  get attempt() {
    return this.facet?.attempt;
  }
  @Plain(() => Number, {
    nullable: true,
    description: 'Points, out of maxRawScore (nl-test-admin: rawScore).',
  })
  get rawScore() {
    return this.facet?.rawScore;
  }
  @Plain(() => Number, {
    nullable: true,
    description: 'Most points that could be had (nl-test-admin: maxRawScore).',
  })
  get maxRawScore() {
    return this.facet?.maxRawScore;
  }
  @Plain(() => Number, {
    nullable: true,
    description: 'Weight in the whole, 0 to 100 % (OEAPI: result.weight).',
  })
  get weightPercent() {
    return this.facet?.weightPercent;
  }
  @Plain(() => GraphQLDate, {
    nullable: true,
    description: 'Day of the test, in the school’s zone (nl-test-admin: testDate).',
  })
  get testedOn() {
    return this.facet?.testedOn;
  }
  @Field(() => [AttemptType], {
    nullable: true,
    description:
      'All known tries, in order; what stands beside them is of the last. Null: no number and no points of any are known.',
  })
  attempts() {
    const { facet } = this;
    if (facet?.attempts !== undefined) return facet.attempts.map((one) => new AttemptType(one));
    if (facet?.attempt === undefined && facet?.rawScore === undefined) return undefined;
    return [new AttemptType(facet)];
  }
}

@ObjectType('StudyLoad', { description: 'A load with its unit (OEAPI: studyLoad).' })
export class StudyLoadType {
  constructor(private readonly load: StudyLoad) {}

  @Plain(() => StudyLoadUnitEnum, { description: 'OEAPI: studyLoadUnit.' })
  get unit() {
    return this.load.unit;
  }
  @Plain(() => String, {
    nullable: true,
    description: 'The source’s own word, where unit is OTHER.',
  })
  get unitRaw() {
    return this.load.unitRaw;
  }
  @Plain(() => String, { description: 'Decimal number as text, for instance "7.5".' })
  get value() {
    return this.load.amount;
  }
}

@ObjectType('Credits', {
  description: 'The study load of a record, and whether it was earned.',
})
export class CreditsType {
  constructor(private readonly facet: CreditsFacet | undefined) {}

  @Plain(() => StudyLoadType, {
    nullable: true,
    description:
      'Null: no load, or one that was not earned and how it ended is not shared with you.',
  })
  get load() {
    return this.facet === undefined ? undefined : new StudyLoadType(this.facet.load);
  }
  @Plain(() => Boolean, {
    description:
      'By this record’s own result; false too where a load is not shown. Totals also leave out retakes and parts of what counts.',
  })
  get earned() {
    return this.facet?.earning === 'EARNED';
  }
  @Plain(() => LeftOutReasonEnum, { nullable: true, description: 'Why not earned.' })
  get notEarnedBecause() {
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
