import { Ctx, Field, ID, ObjectType } from 'type-graphql';
import { offeringsSeen, type RouteView } from '../flows/index.js';
import { type RouteGoal, type StudyLoadUnit } from '../records/index.js';
import type { OutcomeProgress, UnitProgress } from '../route/index.js';
import { StudyLoadUnitEnum } from './enums.js';
import { StudyLoadType } from './facets.js';
import type { Links } from './more-facets.js';
import { LearningOutcomeType } from './offering-parts.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';
import { textIn } from './record-parts.js';
import { LearningRecordType, type Same } from './records.js';
import { OutcomeStateEnum, RouteGoalKindEnum } from './route-enums.js';
import { RouteStepType, type StepContext } from './route-step-types.js';

@ObjectType('RouteGoal', { description: 'Where a route leads.' })
class RouteGoalType {
  constructor(private readonly goal: RouteGoal) {}
  @Plain(() => RouteGoalKindEnum, { description: 'What kind of goal.' })
  get kind() {
    return this.goal.kind;
  }
  @Field(() => String, { description: 'What it is called. Plain text.' })
  title(@Ctx() { languages }: Operation): string {
    return textIn(this.goal.title, languages);
  }
  @Plain(() => ID, {
    nullable: true,
    description: 'Of a PROGRAMME: its id in the catalogue (OEAPI: programme).',
  })
  get programme() {
    return this.goal.kind === 'PROGRAMME' ? this.goal.programme : undefined;
  }
  @Plain(() => [StudyLoadType], {
    description: 'Of a PROGRAMME: what it took when it was chosen, one for each unit.',
  })
  get loads() {
    const loads = this.goal.kind === 'PROGRAMME' ? this.goal.loads : [];
    return loads.map((load) => new StudyLoadType(load));
  }
  @Plain(() => String, {
    nullable: true,
    description: 'Of a PROFESSION: the same in the European list (ESCO), as an address.',
  })
  get concept() {
    return this.goal.kind === 'PROFESSION' ? this.goal.concept : undefined;
  }
}

@ObjectType('UnitProgress', {
  description:
    'One unit of study load. Units are never added to one another; numbers are decimal texts.',
})
class UnitProgressType {
  constructor(private readonly line: UnitProgress) {}
  @Plain(() => StudyLoadUnitEnum, { description: 'OEAPI: studyLoadUnit.' })
  get unit(): StudyLoadUnit {
    return this.line.unit;
  }
  @Plain(() => String, {
    nullable: true,
    description: 'The source’s own word, where unit is OTHER.',
  })
  get unitRaw() {
    return this.line.unitRaw;
  }
  @Plain(() => String, {
    nullable: true,
    description: 'What the goal takes; null: nothing in this unit.',
  })
  get required() {
    return this.line.required;
  }
  @Plain(() => String, {
    description: 'Earned by the word of institutions and issuers, all of it.',
  })
  get earned() {
    return this.line.earned;
  }
  @Plain(() => String, {
    nullable: true,
    description: 'Of that what counts for the goal: earned where it is given, or recognised there.',
  })
  get towardsGoal() {
    return this.line.towardsGoal;
  }
  @Plain(() => String, { description: 'Of steps that are not over; not earned yet.' })
  get planned() {
    return this.line.planned;
  }
  @Plain(() => String, {
    nullable: true,
    description: 'What is left for the goal when all that is planned is earned and counts.',
  })
  get left() {
    return this.line.left;
  }
}

@ObjectType('OutcomeProgress', {
  description: 'A learning outcome of the goal, and how far it is.',
})
class OutcomeProgressType {
  constructor(private readonly progress: OutcomeProgress) {}
  @Plain(() => LearningOutcomeType, { description: 'The outcome (OEAPI: learning outcome).' })
  get outcome() {
    return new LearningOutcomeType(this.progress.outcome);
  }
  @Plain(() => OutcomeStateEnum, { description: 'How far it is covered.' })
  get state() {
    return this.progress.state;
  }
}

@ObjectType('LearningRoute', {
  implements: LearningRecordType,
  description:
    'A route the learner plans. The plan is part of CORE; what follows from it is worked out of the records you see.',
})
export class LearningRouteType extends LearningRecordType {
  constructor(
    record: LearningRecordType['record'],
    id: string,
    links: { readonly links: Links; readonly same: Same },
    private readonly view: () => Promise<RouteView>,
    private readonly context: StepContext,
  ) {
    super(record, id, links.links, links.same);
  }
  @Plain(() => RouteGoalType, { nullable: true, description: 'Where it leads.' })
  get goal() {
    const goal = this.record.core.route?.goal;
    return goal && new RouteGoalType(goal);
  }
  @Field(() => [RouteStepType], { description: 'Its steps, in the learner’s order.' })
  async steps(@Ctx() { house, caller }: Operation): Promise<readonly RouteStepType[]> {
    const { steps } = await this.view();
    const offered = steps.flatMap((step) => step.offered ?? []);
    const seen = new Map(
      (await offeringsSeen(house, caller, offered)).map((one) => [one.offering.key, one]),
    );
    return steps.map(
      (step) => new RouteStepType(step, this.context, seen.get(step.offered?.key ?? '')),
    );
  }
  @Field(() => [UnitProgressType], {
    nullable: true,
    description:
      'What is earned, planned and left, one line for each unit; null where you see no credits.',
  })
  async progress(): Promise<readonly UnitProgressType[] | undefined> {
    const { progress } = await this.view();
    return progress?.map((line) => new UnitProgressType(line));
  }
  @Field(() => [OutcomeProgressType], {
    nullable: true,
    description:
      'Outcomes of the programme it leads to; null for another goal, and where you may not see what was passed.',
  })
  async outcomes(): Promise<readonly OutcomeProgressType[] | undefined> {
    const { outcomes } = await this.view();
    return outcomes?.map((progress) => new OutcomeProgressType(progress));
  }
}
