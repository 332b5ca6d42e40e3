import { Arg, Ctx, Field, ID, Mutation, ObjectType, Resolver } from 'type-graphql';
import { type SameChange, sayTheSame } from '../flows/index.js';
import { PodStateEnum } from './enums.js';
import type { Operation } from './operation.js';
import { toRecordRef } from './own-inputs.js';
import { Plain } from './plain.js';

@ObjectType('SameAchievementChange', { description: 'What you said of two records of yours.' })
class SameChangeType {
  constructor(private readonly change: SameChange) {}
  @Field(() => ID, { description: 'The first of the two.' })
  id(@Ctx() { ids }: Operation) {
    return ids.seal('record', `${this.change.learner}${this.change.record}`);
  }
  @Plain(() => PodStateEnum, {
    description: 'Whether your pod has it already. What is PENDING is kept, and comes.',
  })
  get pod() {
    return this.change.pod;
  }
}

const recordText = 'A record of your own.';
const otherText = 'Another, of which it is asked: see possiblySame.';

@Resolver()
export class SameResolver {
  @Mutation(() => SameChangeType, {
    description:
      'Say whether two records of yours tell of one achievement. Both stay as they are; of what is the same one counts. For learners.',
  })
  async sayTheSame(
    @Ctx() operation: Operation,
    @Arg('record', () => ID, { description: recordText }) record: string,
    @Arg('other', () => ID, { description: otherText }) other: string,
    @Arg('same', () => Boolean, { description: 'False: they are not the same.' }) same: boolean,
  ): Promise<SameChangeType> {
    return said(operation, [record, other], same ? 'SAME' : 'NOT_THE_SAME');
  }

  @Mutation(() => SameChangeType, {
    description: 'Take back what you said of two records: it is asked again. For learners.',
  })
  async undoTheSame(
    @Ctx() operation: Operation,
    @Arg('record', () => ID, { description: recordText }) record: string,
    @Arg('other', () => ID, { description: otherText }) other: string,
  ): Promise<SameChangeType> {
    return said(operation, [record, other], 'UNDONE');
  }
}

async function said(
  operation: Operation,
  [record, other]: readonly [string, string],
  word: Parameters<typeof sayTheSame>[3]['said'],
): Promise<SameChangeType> {
  const { house, caller } = operation;
  const reading = await operation.own();
  const pair = [toRecordRef(operation, record), toRecordRef(operation, other)] as const;
  return new SameChangeType(await sayTheSame(house, caller, reading, { pair, said: word }));
}
