import { Arg, Ctx, Field, ID, Mutation, ObjectType, Query, Resolver } from 'type-graphql';
import {
  answerWallet,
  type NoOffer,
  type OfferAnswer,
  offerToWallet,
  type WalletQuestion,
  walletOffer,
  walletQuestion,
} from '../flows/index.js';
import type { OfferState } from '../ledger/index.js';
import { NoWalletOfferEnum, WalletOfferStateEnum } from './credential-enums.js';
import { DateTime } from './late-date.js';
import { languageOf, type Sentences } from './log-sentences.js';
import type { Operation } from './operation.js';
import { toRecordRef } from './own-inputs.js';
import { Plain } from './plain.js';

const offered: Sentences = {
  nl: 'Scan de code met je wallet en typ daar de zes cijfers. Dat kan vijf minuten lang, zolang je hier ingelogd blijft. In je logboek komt te staan dat je dit deed.',
  en: 'Scan the code with your wallet and type the six digits there. You have five minutes, as long as you stay signed in here. Your log will say that you did this.',
};
const refused: Readonly<Record<NoOffer, Sentences>> = {
  OWN_WORD: {
    nl: 'Dit heb je zelf toegevoegd of meegebracht. Alleen wat een school zelf bij ons heeft gezet, kan met haar handtekening naar je wallet.',
    en: 'You added or brought this yourself. Only what a school put here itself can go to your wallet with its signature.',
  },
  NOT_CURRENT: {
    nl: 'Dit geldt niet meer: de school heeft het veranderd of ingetrokken.',
    en: 'This no longer holds: the school changed it or took it back.',
  },
  NOT_FINAL: {
    nl: 'Dit is nog niet definitief. Dat kan later alsnog.',
    en: 'This is not final yet. You can try again later.',
  },
  OVER: {
    nl: 'Dit was geldig tot een dag die voorbij is.',
    en: 'This was valid until a day that has passed.',
  },
  NO_KEYS: {
    nl: 'Deze school laat ons niets ondertekenen voor wallets.',
    en: 'This school does not let us sign anything for wallets.',
  },
  KIND: {
    nl: 'Alleen resultaten, diploma’s en microcredentials kunnen naar je wallet.',
    en: 'Only results, diplomas and microcredentials can go to your wallet.',
  },
};

@ObjectType('WalletOffer', {
  description: 'A record of yours, offered to your wallet; or why it is not.',
})
class WalletOfferType {
  constructor(
    private readonly answer: OfferAnswer,
    private readonly language: 'nl' | 'en',
  ) {}
  private get offer() {
    return this.answer.kind === 'OFFERED' ? this.answer.offer : undefined;
  }
  @Field(() => ID, { nullable: true, description: 'To ask walletOffer with.' })
  get id() {
    return this.offer?.id;
  }
  @Plain(() => String, {
    nullable: true,
    description: 'For your wallet: shown as a square to scan, or opened on the same device.',
  })
  get offerUri() {
    return this.offer?.uri;
  }
  @Plain(() => String, {
    nullable: true,
    description: 'Six digits that your wallet asks for. Shown this once.',
  })
  get txCode() {
    return this.offer?.txCode;
  }
  @Field(() => DateTime, { nullable: true, description: 'From then on nobody takes it any more.' })
  get expiresAt() {
    return this.offer?.expiresAt;
  }
  @Plain(() => NoWalletOfferEnum, { nullable: true, description: 'Null where it was offered.' })
  get because() {
    return this.answer.kind === 'REFUSED' ? this.answer.because : undefined;
  }
  @Plain(() => String, { description: 'What that means, in a sentence.' })
  get sentence() {
    const { answer } = this;
    return (answer.kind === 'OFFERED' ? offered : refused[answer.because])[this.language];
  }
}

@ObjectType('WalletRequest', {
  description: 'A wallet that came in your browser, and wants a copy of one of your records.',
})
class WalletRequestType {
  constructor(private readonly question: WalletQuestion) {}
  @Plain(() => String, {
    description: 'Where your answer goes: the name of a site, or of an app on this device.',
  })
  get to() {
    return this.question.to;
  }
  @Plain(() => Boolean, { description: 'It is about the record that you offered.' })
  get isOffered() {
    return this.question.isOffered;
  }
  @Plain(() => [String], { description: 'What it takes: `microcredential`, `result`.' })
  get kinds() {
    return this.question.kinds;
  }
}

const requestText = 'As it stands in the address of the page.';

@Resolver()
export class WalletResolver {
  @Mutation(() => WalletOfferType, {
    description:
      'Offer one of your records to your wallet, as a copy that its institution signs for the key of that wallet. For learners.',
  })
  async offerToWallet(
    @Ctx() operation: Operation,
    @Arg('record', () => ID, { description: 'A record of your own.' }) record: string,
  ): Promise<WalletOfferType> {
    const { house, caller, languages } = operation;
    const reading = await operation.own();
    const ref = toRecordRef(operation, record);
    return new WalletOfferType(
      await offerToWallet(house, caller, reading, ref),
      languageOf(languages),
    );
  }

  @Query(() => WalletRequestType, {
    description: 'What a wallet asks in your browser. For learners, in the session it came in.',
  })
  async walletRequest(
    @Ctx() { house, caller }: Operation,
    @Arg('request', () => String, { description: requestText }) request: string,
  ): Promise<WalletRequestType> {
    return new WalletRequestType(await walletQuestion(house, caller, request));
  }

  @Mutation(() => String, {
    description:
      'Answer a wallet that came in your browser; your browser then goes to the address that this gives. For learners.',
  })
  async answerWallet(
    @Ctx() operation: Operation,
    @Arg('request', () => String, { description: requestText }) request: string,
    @Arg('give', () => Boolean, { description: 'False: it gets nothing.' }) give: boolean,
    @Arg('record', () => ID, {
      nullable: true,
      description: 'A record of your own; absent: the one that you offered.',
    })
    record?: string,
  ): Promise<string> {
    const { house, caller } = operation;
    const reading = await operation.own();
    const chosen = record == null ? ('OFFERED' as const) : toRecordRef(operation, record);
    const answer = { ticket: request, ...(give && { record: chosen }) };
    return answerWallet(house, caller, reading, answer);
  }

  @Query(() => WalletOfferStateEnum, {
    nullable: true,
    description: 'Where an offer of yours stands; null for none of yours. For learners.',
  })
  async walletOffer(
    @Ctx() { house, caller }: Operation,
    @Arg('id', () => ID, { description: 'As it was given.' }) id: string,
  ): Promise<OfferState | undefined> {
    return walletOffer(house, caller, id);
  }
}
