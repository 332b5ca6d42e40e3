import { Arg, Ctx, Field, ID, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import {
  addOwnRecord,
  changeOwnRecord,
  findSkills,
  type OwnRecordChange,
  removeOwnRecord,
} from '../flows/index.js';
import { PodStateEnum } from './enums.js';
import { languageOf } from './log-sentences.js';
import type { Operation } from './operation.js';
import { OwnRecordInput, toRecordRef, toTypedEntry } from './own-inputs.js';
import { Plain } from './plain.js';

@ObjectType('OwnRecordChange', { description: 'Something of your own that you entered.' })
class OwnRecordChangeType {
  constructor(private readonly change: OwnRecordChange) {}
  @Field(() => ID, { description: 'The record, to read it by once it is in your pod.' })
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

const idText = 'The record, as you entered it.';

@ObjectType('SkillConcept', { description: 'A skill of a public list.' })
class SkillConceptType {
  @Plain(() => String, { description: 'Its address, for the concept of a skill of your own.' })
  readonly concept!: string;
  @Plain(() => String, { description: 'What it is called, in your language where it is there.' })
  readonly label!: string;
}

@Resolver()
export class OwnResolver {
  @Query(() => [SkillConceptType], {
    description:
      'Skills of the European list (ESCO) that are called so, at most 20; none where this server has no list. For learners.',
  })
  async findSkills(
    @Ctx() { house, caller, languages }: Operation,
    @Arg('text', () => String, { description: 'Two letters at least.' }) text: string,
  ): Promise<readonly SkillConceptType[]> {
    const own = languageOf(languages);
    const both = own === 'nl' ? ['nl', 'en'] : ['en', 'nl'];
    const found = await findSkills(house, caller, { text, languages: both });
    return found.map(({ uri, label }) => ({ concept: uri, label }));
  }

  @Mutation(() => OwnRecordChangeType, {
    description: 'Add something yourself: work, a skill, something you learned. For learners.',
  })
  async addOwnRecord(
    @Ctx() operation: Operation,
    @Arg('input', () => OwnRecordInput, { description: 'What.' }) input: OwnRecordInput,
  ): Promise<OwnRecordChangeType> {
    const { house, caller } = operation;
    const typed = toTypedEntry(operation, input);
    return new OwnRecordChangeType(await addOwnRecord(house, caller, input.key, typed));
  }

  @Mutation(() => OwnRecordChangeType, {
    description:
      'Change something you added yourself. What it said before stays in your pod. For learners.',
  })
  async changeOwnRecord(
    @Ctx() operation: Operation,
    @Arg('id', () => ID, { description: idText }) id: string,
    @Arg('input', () => OwnRecordInput, { description: 'All of it, as it is to be.' })
    input: OwnRecordInput,
  ): Promise<OwnRecordChangeType> {
    const { house, caller } = operation;
    const change = { asked: toRecordRef(operation, id), typed: toTypedEntry(operation, input) };
    return new OwnRecordChangeType(
      await changeOwnRecord(house, caller, { ...change, key: input.key }),
    );
  }

  @Mutation(() => OwnRecordChangeType, {
    description:
      'Take back something you added or brought along yourself: it is WITHDRAWN, and in no total. For learners.',
  })
  async removeOwnRecord(
    @Ctx() operation: Operation,
    @Arg('id', () => ID, { description: idText }) id: string,
  ): Promise<OwnRecordChangeType> {
    const { house, caller } = operation;
    return new OwnRecordChangeType(
      await removeOwnRecord(house, caller, toRecordRef(operation, id)),
    );
  }
}
