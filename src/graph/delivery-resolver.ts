import { Arg, Ctx, ID, Int, Mutation, Query, Resolver } from 'type-graphql';
import { present } from '../base/index.js';
import { myDeliveries, pushResults, retryDeliveries, withdrawResults } from '../flows/index.js';
import type { DeliveryState } from '../ledger/index.js';
import {
  DeliveredResultsType,
  DeliverResultsInput,
  DeliveryListType,
  WithdrawResultsInput,
} from './delivery-types.js';
import { DeliveryStateEnum } from './enums.js';
import { graphError } from './errors.js';
import { DateTime } from './late-date.js';
import type { Operation } from './operation.js';

const mediaTypes = {
  V5: 'application/json',
  V6: 'application/vnd.oeapi+json;version=6.0',
} as const;
const mostRows = 100;
/** One answer, whoever the learner is and whatever they decided. */
const notLet = () => graphError('FORBIDDEN', 'This learner has not let you add results.');

@Resolver()
export class DeliveryResolver {
  @Mutation(() => DeliveredResultsType, {
    description:
      'Add results to the record of a learner who lets you, in your own name: all of a message, or nothing. The same again adds nothing. For institutions.',
  })
  async deliverResults(
    @Ctx() { house, caller }: Operation,
    @Arg('input', () => DeliverResultsInput, { description: 'What, and of whom.' })
    { learner, document: text, version, dryRun }: DeliverResultsInput,
  ): Promise<DeliveredResultsType> {
    const message = { text, mediaType: mediaTypes[version ?? 'V5'] };
    const asked = { learner, message, channel: 'PUSH' as const, dryRun: dryRun === true };
    const answer = await pushResults(house, caller, asked);
    if (answer.kind === 'FORBIDDEN' || answer.kind === 'UNKNOWN') throw notLet();
    return new DeliveredResultsType(answer);
  }

  @Mutation(() => DeliveredResultsType, {
    description:
      'Take back an association that you delivered, and say why: its records are WITHDRAWN, in no total, and their history stays. Sent again, or still in your lists when we ask, it stands again. For institutions.',
  })
  async withdrawResults(
    @Ctx() { house, caller }: Operation,
    @Arg('input', () => WithdrawResultsInput, { description: 'What, of whom, and why.' })
    input: WithdrawResultsInput,
  ): Promise<DeliveredResultsType> {
    const answer = await withdrawResults(house, caller, input);
    if (answer.kind === 'FORBIDDEN') throw notLet();
    if (answer.kind === 'UNKNOWN') throw graphError('NOT_FOUND');
    return new DeliveredResultsType(answer);
  }

  @Query(() => DeliveryListType, {
    description: 'What became of what you sent, and of what we fetched from you. For institutions.',
  })
  async deliveries(
    @Ctx() { house, caller, ids }: Operation,
    @Arg('first', () => Int, { defaultValue: 20, description: 'At most 100.' }) first: number,
    @Arg('state', () => DeliveryStateEnum, { nullable: true, description: 'Only these.' })
    state?: DeliveryState | null,
    @Arg('before', () => DateTime, { nullable: true, description: 'Older than this moment.' })
    before?: Date | null,
    @Arg('after', () => ID, {
      nullable: true,
      description: 'With before: those of that very moment too that come after this one.',
    })
    after?: string | null,
  ): Promise<DeliveryListType> {
    const limit = Math.min(Math.max(first, 1), mostRows);
    const last = after == null ? undefined : ids.open('delivery', after);
    if (after != null && last === undefined) throw graphError('NOT_FOUND');
    const asked = present({
      limit,
      state: state ?? undefined,
      before: before ?? undefined,
      after: last,
    });
    return new DeliveryListType(await myDeliveries(house, caller, asked));
  }

  @Mutation(() => Int, {
    description:
      'Try again what failed or was given up, in the order it came. How many are tried. For institutions.',
  })
  async retryDeliveries(
    @Ctx() { house, caller, ids }: Operation,
    @Arg('id', () => ID, { nullable: true, description: 'One of them; absent: all.' })
    id?: string | null,
  ): Promise<number> {
    if (id == null) return retryDeliveries(house, caller);
    const opened = ids.open('delivery', id);
    if (opened === undefined) throw graphError('NOT_FOUND');
    return retryDeliveries(house, caller, opened);
  }
}
