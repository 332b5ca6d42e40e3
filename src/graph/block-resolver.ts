import { Arg, Ctx, Field, ID, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { grantId } from '../base/index.js';
import { type BlockChange, blockRecords, myBlocks, unblockRecords } from '../flows/index.js';
import type { BlockRow } from '../ledger/index.js';
import { GrantScopeType } from './consent-types.js';
import { PodStateEnum } from './enums.js';
import { graphError } from './errors.js';
import { toSelector } from './from-input.js';
import { SelectorInput } from './inputs.js';
import { DateTime } from './late-date.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';

@ObjectType('Block', {
  description: 'A learner’s no to part of their records. It beats every grant but those excepted.',
})
class BlockType {
  constructor(private readonly row: BlockRow) {}
  @Field(() => ID, { description: 'Opaque, for you alone.' })
  id(@Ctx() { ids }: Operation) {
    return ids.seal('block', this.row.id);
  }
  @Field(() => [GrantScopeType], {
    description: 'Which records: any of these, of any status where none is named.',
  })
  scope(@Ctx() { ids }: Operation) {
    const { scope, learner } = this.row;
    const recordId = (key: string) => ids.seal('record', `${learner}${key}`);
    return scope.map((selector) => new GrantScopeType(selector, recordId));
  }
  @Field(() => [ID], { description: 'Grants it does not hold for.' })
  exceptGrants(@Ctx() { ids }: Operation) {
    return this.row.exceptGrants.map((id) => ids.seal('grant', id));
  }
  @Plain(() => DateTime, { description: 'Since when.' })
  get createdAt() {
    return this.row.createdAt;
  }
}

@ObjectType('BlockList', { description: 'What you hide, in the order you said so.' })
class BlockListType {
  @Plain(() => [BlockType], { description: 'The blocks.' })
  readonly nodes!: readonly BlockType[];
}

@ObjectType('BlockChange', { description: 'Something hidden, or shown again.' })
class BlockChangeType {
  constructor(private readonly change: BlockChange) {}
  @Field(() => ID, { description: 'The block.' })
  id(@Ctx() { ids }: Operation) {
    return ids.seal('block', this.change.id);
  }
  @Plain(() => PodStateEnum, {
    description: 'Whether the views in the pod have followed. For questions it counts at once.',
  })
  get pod() {
    return this.change.pod;
  }
}

@Resolver()
export class BlockResolver {
  @Query(() => BlockListType, { description: 'What you hide from everybody. For learners.' })
  async myBlocks(@Ctx() { house, caller }: Operation): Promise<BlockListType> {
    return { nodes: (await myBlocks(house, caller)).map((row) => new BlockType(row)) };
  }

  @Mutation(() => BlockChangeType, {
    description:
      'Hide records, whatever you share. Counts when this answers, also for questions under way. For learners.',
  })
  async blockRecords(
    @Ctx() operation: Operation,
    @Arg('scope', () => [SelectorInput], { description: 'Which records, at least one choice.' })
    scope: SelectorInput[],
    @Arg('exceptGrants', () => [ID], { defaultValue: [], description: 'But for these grants.' })
    exceptGrants: string[],
  ): Promise<BlockChangeType> {
    const { house, caller, ids } = operation;
    const selectors = scope.map((selector) => toSelector(operation, selector));
    const except = exceptGrants.map((id) => {
      const opened = ids.open('grant', id);
      if (opened === undefined) throw graphError('NOT_FOUND');
      return grantId(opened);
    });
    return new BlockChangeType(await blockRecords(house, caller, selectors, except));
  }

  @Mutation(() => BlockChangeType, { description: 'Hide it no more. For learners.' })
  async unblockRecords(
    @Ctx() { house, caller, ids }: Operation,
    @Arg('id', () => ID, { description: 'The block.' }) id: string,
  ): Promise<BlockChangeType> {
    const opened = ids.open('block', id);
    if (opened === undefined) throw graphError('NOT_FOUND');
    return new BlockChangeType(await unblockRecords(house, caller, opened));
  }
}
