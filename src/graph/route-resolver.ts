import {
  Arg,
  Ctx,
  Field,
  Float,
  ID,
  InputType,
  Int,
  Mutation,
  ObjectType,
  Query,
  Resolver,
} from 'type-graphql';
import { present } from '../base/index.js';
import {
  moveStep,
  type NewGoal,
  type NewStep,
  noteStep,
  planStep,
  type RouteChange,
  removeStep,
  routeIn,
  setGoal,
} from '../flows/index.js';
import type { StudyLoadUnit } from '../records/index.js';
import { PodStateEnum, StudyLoadUnitEnum } from './enums.js';
import { graphError } from './errors.js';
import { toGraphRecord } from './graph-record.js';
import type { Operation } from './operation.js';
import { PartialDate } from './partial-date.js';
import { Plain } from './plain.js';
import { LearningRouteType } from './route-types.js';

@InputType('StudyLoadInput', { description: 'A study load with its unit.' })
class StudyLoadInput {
  @Field(() => StudyLoadUnitEnum, { description: 'OEAPI: studyLoadUnit.' })
  unit!: StudyLoadUnit;
  @Field(() => Float, { description: 'More than 0; EC has one decimal.' })
  value!: number;
}

@InputType('PlanStepInput', {
  description: 'An offering of the catalogue, or a title in your own words: exactly one.',
})
class PlanStepInput {
  @Field(() => ID, {
    nullable: true,
    description: 'An offering, by its id. Planned twice it is one step.',
  })
  offering?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'What, in your own words. Plain text, at most 200 characters.',
  })
  title?: string | null;
  @Field(() => StudyLoadInput, { nullable: true, description: 'What it is worth, as you think.' })
  load?: StudyLoadInput | null;
  @Field(() => PartialDate, { nullable: true, description: 'When, as you think.' })
  when?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'A note of your own. Plain text, at most 2,000 characters.',
  })
  note?: string | null;
  @Field(() => ID, { nullable: true, description: 'The step it comes before; absent: it is last.' })
  before?: string | null;
}

@InputType('RouteGoalInput', {
  description: 'A programme of the catalogue, a profession or something else: exactly one.',
})
class RouteGoalInput {
  @Field(() => ID, { nullable: true, description: 'A programme, by its id in the catalogue.' })
  programme?: string | null;
  @Field(() => String, { nullable: true, description: 'A profession, by its name.' })
  profession?: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'The profession in the European list (ESCO), by its http(s) address.',
  })
  concept?: string | null;
  @Field(() => String, { nullable: true, description: 'Anything else, in your own words.' })
  free?: string | null;
}

@ObjectType('RouteChange', { description: 'A change of your own route.' })
export class RouteChangeType {
  constructor(
    private readonly change: RouteChange,
    private readonly changed?: string,
  ) {}
  @Field(() => ID, { description: 'The route, to read it by once it is in your pod.' })
  id(@Ctx() { ids }: Operation) {
    return ids.seal('record', `${this.change.learner}${this.change.record}`);
  }
  @Field(() => ID, { nullable: true, description: 'The step it is about.' })
  step(@Ctx() { ids }: Operation) {
    return this.changed === undefined
      ? undefined
      : ids.seal('step', `${this.change.learner}${this.changed}`);
  }
  @Plain(() => PodStateEnum, {
    description: 'Whether your pod has it already. What is PENDING is kept, and comes.',
  })
  get pod() {
    return this.change.pod;
  }
}

/** @throws GraphQLError `NOT_FOUND` for an id that was given to nobody, or to somebody else. */
export function openStep({ ids }: Operation, id: string): string {
  const opened = ids.open('step', id);
  if (opened === undefined) throw graphError('NOT_FOUND');
  return opened.slice(36);
}

function toNewStep(operation: Operation, input: PlanStepInput): NewStep {
  const { offering, title, load, when } = input;
  const common = present({
    note: input.note ?? undefined,
    before: input.before == null ? undefined : openStep(operation, input.before),
  });
  if (typeof offering === 'string' && title == null) return { ...common, offering };
  if (typeof title === 'string' && offering == null) {
    return { ...common, ...present({ title, load: load ?? undefined, when: when ?? undefined }) };
  }
  throw graphError('BAD_INPUT', 'Plan one thing at a time: an offering, or something of your own.');
}

function toGoal({ programme, profession, concept, free }: RouteGoalInput): NewGoal {
  const given = [programme, profession, free].filter((one) => typeof one === 'string');
  if (given.length === 1) {
    if (typeof programme === 'string') return { kind: 'PROGRAMME', programme };
    if (typeof free === 'string') return { kind: 'FREE', title: free };
    if (typeof profession === 'string') {
      const named = present({ title: profession, concept: concept ?? undefined });
      return { kind: 'PROFESSION', ...named };
    }
  }
  throw graphError(
    'BAD_INPUT',
    'A route leads to one thing: a programme, a profession, or your own words.',
  );
}

const stepText = 'The step, by its id.';

@Resolver()
export class RouteResolver {
  @Query(() => LearningRouteType, {
    nullable: true,
    description: 'Your own route; null before you planned anything. For learners.',
  })
  async myRoute(@Ctx() operation: Operation): Promise<LearningRouteType | undefined> {
    const reading = await operation.own();
    const last = routeIn(reading);
    const found = last && toGraphRecord(operation, reading, last);
    return found instanceof LearningRouteType ? found : undefined;
  }

  @Mutation(() => RouteChangeType, {
    description:
      'Put something in your route. What is over, full or shut is refused, and it says why. For learners.',
  })
  async planStep(
    @Ctx() operation: Operation,
    @Arg('input', () => PlanStepInput, { description: 'What.' }) input: PlanStepInput,
  ): Promise<RouteChangeType> {
    const { house, caller } = operation;
    const change = await planStep(house, caller, toNewStep(operation, input));
    return new RouteChangeType(change, change.step);
  }

  @Mutation(() => RouteChangeType, { description: 'Give a step another place. For learners.' })
  async moveStep(
    @Ctx() operation: Operation,
    @Arg('id', () => ID, { description: stepText }) id: string,
    @Arg('to', () => Int, { description: 'Its place, from 1; beyond the end is the end.' })
    to: number,
  ): Promise<RouteChangeType> {
    const { house, caller } = operation;
    const change = await moveStep(house, caller, { step: openStep(operation, id), to });
    return new RouteChangeType(change, change.step);
  }

  @Mutation(() => RouteChangeType, {
    description:
      'Take a step out of your plan. Enrolments and results stay; what you asked of a host and goes on is called off first. For learners.',
  })
  async removeStep(
    @Ctx() operation: Operation,
    @Arg('id', () => ID, { description: stepText }) id: string,
  ): Promise<RouteChangeType> {
    const { house, caller } = operation;
    const own = () => operation.own();
    return new RouteChangeType(await removeStep(house, caller, openStep(operation, id), own));
  }

  @Mutation(() => RouteChangeType, {
    description: 'Say something of a step, in the place of what you said before. For learners.',
  })
  async noteStep(
    @Ctx() operation: Operation,
    @Arg('id', () => ID, { description: stepText }) id: string,
    @Arg('note', () => String, {
      nullable: true,
      description: 'Plain text, at most 2,000 characters; absent: no note.',
    })
    note?: string,
  ): Promise<RouteChangeType> {
    const { house, caller } = operation;
    const change = await noteStep(house, caller, { step: openStep(operation, id), note });
    return new RouteChangeType(change, change.step);
  }

  @Mutation(() => RouteChangeType, { description: 'Say where your route leads. For learners.' })
  async setRouteGoal(
    @Ctx() { house, caller }: Operation,
    @Arg('input', () => RouteGoalInput, { description: 'Where to.' }) input: RouteGoalInput,
  ): Promise<RouteChangeType> {
    return new RouteChangeType(await setGoal(house, caller, toGoal(input)));
  }
}
