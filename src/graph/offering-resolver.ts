import { Arg, Ctx, ID, Int, Query, Resolver } from 'type-graphql';
import { present } from '../base/index.js';
import { offeringByKey, searchOfferings, searchProgrammes } from '../flows/index.js';
import { listOf, OfferingFilterInput, pageSize, toOfferingsAsk } from './offering-inputs.js';
import { OfferingConnectionType } from './offering-list.js';
import { CatalogueProgrammeType, OfferingType } from './offering-types.js';
import type { Operation } from './operation.js';

@Resolver()
export class OfferingResolver {
  @Query(() => OfferingConnectionType, {
    description:
      'What can be learned at all institutions that tell it (OEAPI: offerings). Best fit first where there are words, else what starts first. For anybody who is signed in.',
  })
  async offerings(
    @Ctx() { house, caller, ids }: Operation,
    @Arg('first', () => Int, { defaultValue: 20, description: '1 to 250.' }) first: number,
    @Arg('after', () => String, { nullable: true, description: 'endCursor of the page before.' })
    after?: string | null,
    @Arg('filter', () => OfferingFilterInput, { nullable: true, description: 'Which.' })
    filter?: OfferingFilterInput | null,
  ): Promise<OfferingConnectionType> {
    const ask = toOfferingsAsk(first, after, filter ?? undefined);
    return new OfferingConnectionType(await searchOfferings(house, caller, ids, ask));
  }

  @Query(() => OfferingType, {
    nullable: true,
    description: 'One offering, also when it is over; null where no institution has it now.',
  })
  async offering(
    @Ctx() { house, caller }: Operation,
    @Arg('id', () => ID, { description: 'Its id, the same for everyone.' }) id: string,
  ): Promise<OfferingType | undefined> {
    const seen = await offeringByKey(house, caller, id);
    return seen && new OfferingType(seen);
  }

  @Query(() => [CatalogueProgrammeType], {
    description:
      'Programmes of all institutions (OEAPI: programs): best fit first where there are words, else by title.',
  })
  async programmes(
    @Ctx() { house }: Operation,
    @Arg('text', () => String, { nullable: true, description: 'Words, or a code.' })
    text?: string | null,
    @Arg('first', () => Int, { defaultValue: 20, description: '1 to 250.' }) first = 20,
    @Arg('institutions', () => [ID], {
      nullable: true,
      description: 'Of these only, by schacHome. At most 250.',
    })
    institutions?: string[] | null,
  ): Promise<readonly CatalogueProgrammeType[]> {
    const asked = present({
      text: text ?? undefined,
      first: pageSize(first),
      institutions: listOf(institutions),
    });
    const found = await searchProgrammes(house, asked);
    return found.map((seen) => new CatalogueProgrammeType(seen));
  }
}
