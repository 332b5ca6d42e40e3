import { Ctx, Field, ID, Int, ObjectType } from 'type-graphql';
import {
  granteeIn,
  type ImportedGrant,
  type KnownNames,
  nameOf,
  type PodAudit,
} from '../flows/index.js';
import type { DeletionRow, ReceiptRow, StrayReader } from '../ledger/index.js';
import { GrantType } from './consent-types.js';
import { DeletionStateEnum, ImportStateEnum } from './enums.js';
import { DateTime } from './late-date.js';
import { inLanguage, languageOf } from './log-sentences.js';
import { granteeNameText } from './name-texts.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';

@ObjectType('Receipt', {
  description:
    'What became of a grant, in writing: a consent receipt (ISO/IEC TS 27560, DPV), signed.',
})
export class ReceiptType {
  constructor(private readonly row: ReceiptRow) {}
  @Field(() => ID, { description: 'The grant.' })
  grant(@Ctx() { ids }: Operation) {
    return ids.seal('grant', this.row.grant);
  }
  @Plain(() => Int, { description: 'Which version of it.' })
  get version() {
    return this.row.version;
  }
  @Plain(() => String, {
    description: 'What happened: GRANTED, NARROWED, EXTENDED, REVOKED, EXPIRED or EXHAUSTED.',
  })
  get event() {
    return this.row.event;
  }
  @Plain(() => DateTime, { description: 'When.' })
  get at() {
    return this.row.at;
  }
  @Plain(() => String, {
    description:
      'JSON-LD, the same bytes as in the learner’s pod. Its signature is a JWS over the rest.',
  })
  get document() {
    return this.row.document;
  }
}
@ObjectType('ReceiptList', { description: 'Receipts, newest first.' })
export class ReceiptListType {
  @Plain(() => [ReceiptType], { description: 'The receipts.' })
  readonly nodes!: readonly ReceiptType[];
}

@ObjectType('DeletionRequest', {
  description:
    'A learner asks a former grantee to delete what they had seen. It cannot be recalled; it can be asked.',
})
export class DeletionRequestType {
  /** @param names for the learner's side only. */
  constructor(
    private readonly row: DeletionRow,
    private readonly names?: KnownNames,
  ) {}
  @Field(() => ID, { description: 'Opaque, for you alone.' })
  id(@Ctx() { ids }: Operation) {
    return ids.seal('request', this.row.id);
  }
  @Field(() => ID, { description: 'The grant it is about.' })
  grant(@Ctx() { ids }: Operation) {
    return ids.seal('grant', this.row.grant);
  }
  @Field(() => String, { nullable: true, description: granteeNameText })
  granteeName(@Ctx() { languages }: Operation) {
    const grantee = granteeIn(this.row.grantee);
    return inLanguage(this.names && grantee && nameOf(this.names, grantee), languages);
  }
  @Plain(() => DeletionStateEnum, { description: 'Whether it was answered.' })
  get state() {
    return this.row.state;
  }
  @Plain(() => DateTime, { description: 'When it was asked.' })
  get askedAt() {
    return this.row.askedAt;
  }
  @Plain(() => DateTime, { nullable: true, description: 'When it was answered.' })
  get answeredAt() {
    return this.row.answeredAt;
  }
  @Plain(() => String, { nullable: true, description: 'The answer, in the grantee’s own words.' })
  get answer() {
    return this.row.answer;
  }
}
@ObjectType('DeletionRequestList', { description: 'Requests to delete, newest first.' })
export class DeletionRequestListType {
  @Plain(() => [DeletionRequestType], { description: 'The requests.' })
  readonly nodes!: readonly DeletionRequestType[];
}

const strays = {
  nl: (modes: string) => `Iemand kan dit ${modes} zonder dat jij daar hier toestemming voor gaf.`,
  en: (modes: string) => `Somebody can ${modes} this without a grant of yours here.`,
};
const words = {
  nl: { Read: 'lezen', Append: 'aanvullen', more: 'veranderen' },
  en: { Read: 'read', Append: 'add to', more: 'change' },
} as const;
/** Where it is one of the two that change nothing; anything else is said as the most it can come to. */
const wordFor = (modes: readonly string[]): 'Read' | 'Append' | 'more' => {
  const [mode, ...others] = new Set(modes);
  return others.length === 0 && (mode === 'Read' || mode === 'Append') ? mode : 'more';
};

@ObjectType('StrayReader', {
  description: 'Somebody whom your pod lets in, and no grant of yours.',
})
export class StrayReaderType {
  constructor(private readonly stray: StrayReader) {}
  @Plain(() => String, { description: 'Who: a WebID, or everyone.' })
  get agent() {
    return this.stray.agent;
  }
  @Plain(() => String, {
    nullable: true,
    description: 'Through which app, where only one is meant.',
  })
  get client() {
    return this.stray.client;
  }
  @Plain(() => String, { description: 'Where in your pod.' })
  get at() {
    return this.stray.at;
  }
  @Plain(() => [String], { description: 'What they can do there.' })
  get modes() {
    return this.stray.modes;
  }
  @Field(() => String, { description: 'The same in a sentence.' })
  sentence(@Ctx() { languages }: Operation) {
    const language = languageOf(languages);
    return strays[language](words[language][wordFor(this.stray.modes)]);
  }
}
@ObjectType('PodAudit', { description: 'Who can read in your pod without a grant.' })
export class PodAuditType {
  constructor(private readonly audit: PodAudit) {}
  @Plain(() => DateTime, {
    nullable: true,
    description: 'When your pod was last looked through. Null: the pod has not answered yet.',
  })
  get at() {
    return this.audit.at;
  }
  @Field(() => [StrayReaderType], { description: 'Nobody, if all is as it should be.' })
  strays() {
    return this.audit.strays.map((stray) => new StrayReaderType(stray));
  }
  @Plain(() => [String], {
    description:
      'Places that could not be looked at: whom they let in is not known. The pod itself: it has no end.',
  })
  get unseen() {
    return this.audit.unseen;
  }
}

@ObjectType('GrantExport', { description: 'Your grants as they leave with you.' })
export class GrantExportType {
  @Plain(() => [String], {
    description: 'Each version of each grant: JSON-LD (ODRL, DPV), signed, exactly as in your pod.',
  })
  readonly documents!: readonly string[];
}

@ObjectType('ImportedGrant', { description: 'A document you brought, and what came of it.' })
export class ImportedGrantType {
  constructor(
    private readonly imported: ImportedGrant,
    private readonly names: KnownNames,
  ) {}
  @Plain(() => ImportStateEnum, { description: 'What it is to us.' })
  get state() {
    return this.imported.state;
  }
  @Field(() => ID, {
    nullable: true,
    description: 'Its grant; name it to share anew on these terms.',
  })
  id(@Ctx() { ids }: Operation) {
    const { grant } = this.imported;
    return grant === undefined ? undefined : ids.seal('grant', grant.id);
  }
  @Field(() => GrantType, { nullable: true, description: 'Its terms, where it can be read.' })
  terms() {
    const { grant } = this.imported;
    return grant === undefined ? undefined : new GrantType(grant, this.names);
  }
  @Field(() => ID, { nullable: true, description: 'The new grant that was made of it.' })
  made(@Ctx() { ids }: Operation) {
    const { made } = this.imported;
    return made === undefined ? undefined : ids.seal('grant', made.grantId);
  }
}
@ObjectType('GrantImport', { description: 'The documents, in your order.' })
export class GrantImportType {
  constructor(
    private readonly all: readonly ImportedGrant[],
    private readonly names: KnownNames,
  ) {}
  @Field(() => [ImportedGrantType], { description: 'One for each.' })
  nodes() {
    return this.all.map((one) => new ImportedGrantType(one, this.names));
  }
}
