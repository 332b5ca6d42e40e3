import { Arg, Ctx, ID, Mutation, Query, Resolver } from 'type-graphql';
import { present } from '../base/index.js';
import { askWallet, keepFromWallet, walletAnswer } from '../flows/index.js';
import type { Operation } from './operation.js';
import {
  WalletAnswerType,
  WalletKeptType,
  WalletRefInput,
  WalletRequestType,
} from './wallet-types.js';

const refOf = ({ id, code }: WalletRefInput) => present({ id, code: code ?? undefined });

@Resolver()
export class FromWalletResolver {
  @Mutation(() => WalletRequestType, {
    description:
      'Ask your own wallet for microcredentials, diplomas and results. You choose there what it shows. For learners.',
  })
  async askWallet(
    @Ctx() { house, caller }: Operation,
    @Arg('encrypted', () => Boolean, {
      defaultValue: true,
      description: 'Whether the wallet encrypts what it sends; false for one that cannot.',
    })
    encrypted: boolean,
  ): Promise<WalletRequestType> {
    return new WalletRequestType(await askWallet(house, caller, { isEncrypted: encrypted }));
  }

  @Query(() => WalletAnswerType, {
    description: 'What became of a question to your wallet. Keeps nothing. For learners.',
  })
  async walletAnswer(
    @Ctx() { house, caller }: Operation,
    @Arg('request', () => WalletRefInput, { description: 'Which question.' })
    request: WalletRefInput,
  ): Promise<WalletAnswerType> {
    return new WalletAnswerType(await walletAnswer(house, caller, refOf(request)));
  }

  @Mutation(() => WalletKeptType, {
    description:
      'Keep some of what your wallet showed, in its exact bytes. What you do not name is gone. For learners.',
  })
  async keepFromWallet(
    @Ctx() { house, caller }: Operation,
    @Arg('request', () => WalletRefInput, { description: 'Which question.' })
    request: WalletRefInput,
    @Arg('keep', () => [ID], { description: 'Which documents, by their id; none drops all.' })
    keep: string[],
  ): Promise<WalletKeptType> {
    return new WalletKeptType(await keepFromWallet(house, caller, refOf(request), keep));
  }
}
