import { Ctx, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { PresentationProblem } from '../credentials/index.js';
import type { WalletAsked, WalletDocument, WalletKept, WalletSaid } from '../flows/index.js';
import { WalletStateEnum } from './credential-enums.js';
import { DocumentReportType } from './document-types.js';
import { PodStateEnum } from './enums.js';
import { DateTime } from './late-date.js';
import { languageOf } from './log-sentences.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';
import { walletSentences } from './wallet-sentences.js';

@ObjectType('AskedWallet', {
  description: 'A question to your own wallet (OpenID4VP 1.0), for a few minutes and one answer.',
})
export class WalletRequestType {
  constructor(private readonly asked: WalletAsked) {}
  @Plain(() => ID, { description: 'For WalletAnswer.' })
  get id() {
    return this.asked.id;
  }
  @Plain(() => String, {
    description: 'For a wallet on another device: show it as a QR code.',
  })
  get requestUri() {
    return this.asked.requestUri;
  }
  @Plain(() => String, {
    description:
      'For a wallet on the device that shows it. It comes back to the page, with a code in the fragment.',
  })
  get sameDeviceUri() {
    return this.asked.sameDeviceUri;
  }
  @Plain(() => DateTime, { description: 'Until when a wallet can answer.' })
  get expiresAt() {
    return this.asked.expiresAt;
  }
}

@InputType('WalletRefInput', { description: 'Which question to a wallet.' })
export class WalletRefInput {
  @Field(() => ID, { description: 'As AskWallet gave it.' })
  id!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Which the wallet came back with, where it is on the same device.',
  })
  code?: string | null;
}

@ObjectType('WalletRefusal', { description: 'Why nothing of what a wallet sent is taken.' })
export class WalletRefusalType {
  constructor(private readonly problem: PresentationProblem) {}
  @Plain(() => String, { description: 'For programs; see docs/errors.md.' })
  get code() {
    return this.problem;
  }
  @Field(() => String, { description: 'For people.' })
  sentence(@Ctx() { languages }: Operation): string {
    return walletSentences[this.problem][languageOf(languages)];
  }
}

@ObjectType('WalletDocument', { description: 'A credential that your wallet showed.' })
class WalletDocumentType {
  constructor(private readonly from: WalletDocument) {}
  @Plain(() => ID, { description: 'For KeepFromWallet.' })
  get id() {
    return this.from.id;
  }
  @Field(() => DocumentReportType, { description: 'What it is and would bring, as of a file.' })
  report() {
    return new DocumentReportType(this.from.look);
  }
}

@ObjectType('WalletAnswer', { description: 'What became of a question to your wallet.' })
export class WalletAnswerType {
  constructor(private readonly said: WalletSaid) {}
  @Plain(() => WalletStateEnum, { description: 'How far it is.' })
  get state() {
    return this.said.state;
  }
  @Field(() => WalletRefusalType, { nullable: true, description: 'Of REFUSED: why.' })
  refusal() {
    return this.said.state === 'REFUSED' ? new WalletRefusalType(this.said.problem) : undefined;
  }
  @Field(() => [WalletDocumentType], {
    description: 'Of CAME: what your wallet showed. None of it is kept yet.',
  })
  documents() {
    const documents = this.said.state === 'CAME' ? this.said.documents : [];
    return documents.map((document) => new WalletDocumentType(document));
  }
}

@ObjectType('WalletKept', { description: 'What was kept of what a wallet showed.' })
export class WalletKeptType {
  constructor(private readonly done: WalletKept) {}
  @Plain(() => Int, { description: 'Records that are new. What was there already adds nothing.' })
  get kept() {
    return this.done.kept;
  }
  @Plain(() => PodStateEnum, { description: 'Whether your pod has them. PENDING: they come.' })
  get pod() {
    return this.done.pod;
  }
}
