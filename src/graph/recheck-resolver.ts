import { Arg, Ctx, ID, Mutation, Resolver } from 'type-graphql';
import { recheckOf } from './entities.js';
import { graphError } from './errors.js';
import type { Operation } from './operation.js';
import { VerificationType, verificationOf } from './verification-types.js';

/** Others are asked for it, which costs more than a look. */
const cost = 5;

@Resolver()
export class RecheckResolver {
  @Mutation(() => VerificationType, {
    nullable: true,
    description:
      'Ask again, now, whether the credential of a record holds: its keys and its issuer’s lists. For whoever sees the record. Null: nobody signed it. NOT_FOUND for any id that shows you nothing.',
  })
  async recheckCredential(
    @Ctx() operation: Operation,
    @Arg('record', () => ID, { description: 'The record, by an id you were given.' })
    record: string,
  ): Promise<VerificationType | undefined> {
    const { house, caller } = operation;
    const mayAsk = await house.rates.take(house.meterOf(caller.principal), 'operations', cost);
    if (!mayAsk) throw graphError('RATE_LIMITED');
    return verificationOf(await recheckOf(operation, record));
  }
}
