import { Arg, Ctx, Field, ID, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import { grantId, learnerId } from '../base/index.js';
import {
  cosignGrant,
  grantForWard,
  type KnownNames,
  myWards,
  namesFor,
  type Ward,
} from '../flows/index.js';
import { changeShown } from './consent-resolver.js';
import { ConsentChangeType, GrantType } from './consent-types.js';
import { graphError } from './errors.js';
import { toNewGrant } from './from-input.js';
import { GrantAccessInput } from './inputs.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';

@ObjectType('Ward', {
  description: 'A learner you are guardian of. You decide with them; you do not read.',
})
class WardType {
  constructor(
    private readonly ward: Ward,
    private readonly names: KnownNames,
  ) {}
  @Field(() => ID, { description: 'The learner, by an id for you alone.' })
  id(@Ctx() { ids }: Operation) {
    return ids.seal('learner', this.ward.learner);
  }
  @Field(() => [GrantType], {
    description: 'What they share, newest first. PROPOSED waits for your word.',
  })
  grants() {
    return this.ward.grants.map((row) => new GrantType(row, this.names));
  }
}

@ObjectType('WardList', { description: 'Learners you are guardian of.' })
class WardListType {
  @Plain(() => [WardType], { description: 'The learners.' })
  readonly nodes!: readonly WardType[];
}

@Resolver()
export class GuardianResolver {
  @Query(() => WardListType, { description: 'Learners you are guardian of. For guardians.' })
  async myWards(@Ctx() { house, caller }: Operation): Promise<WardListType> {
    const wards = await myWards(house, caller);
    const named = wards.map(async (ward) => {
      const grantees = ward.grants.map(({ grantee }) => grantee);
      return new WardType(ward, await namesFor(house, ward.learner, { grantees }));
    });
    return { nodes: await Promise.all(named) };
  }

  @Mutation(() => ConsentChangeType, {
    description: 'Say yes, or no, to what your ward shares. For guardians.',
  })
  async cosignGrant(
    @Ctx() operation: Operation,
    @Arg('id', () => ID, { description: 'The grant that waits.' }) id: string,
    @Arg('agrees', () => Boolean, { description: 'Yes or no.' }) agrees: boolean,
  ): Promise<ConsentChangeType> {
    const { house, caller, ids } = operation;
    const opened = ids.open('grant', id);
    if (opened === undefined) throw graphError('NOT_FOUND');
    return changeShown(operation, await cosignGrant(house, caller, grantId(opened), agrees));
  }

  @Mutation(() => ConsentChangeType, {
    description: 'Share in your ward’s place. For guardians.',
  })
  async grantForWard(
    @Ctx() operation: Operation,
    @Arg('learner', () => ID, { description: 'The learner.' }) learner: string,
    @Arg('input', () => GrantAccessInput, { description: 'What is shared.' })
    input: GrantAccessInput,
  ): Promise<ConsentChangeType> {
    const { house, caller, ids } = operation;
    const opened = ids.open('learner', learner);
    if (opened === undefined) throw graphError('NOT_FOUND');
    const { asked, secret } = toNewGrant(operation, input);
    const change = await grantForWard(house, caller, learnerId(opened), asked);
    return changeShown(operation, change, secret);
  }
}
