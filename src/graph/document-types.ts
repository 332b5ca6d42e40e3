import { GraphQLDate } from 'graphql-scalars';
import { Ctx, Field, ID, InputType, Int, ObjectType } from 'type-graphql';
import type { LearnerId } from '../base/index.js';
import { nameOfDocument, sentenceOf } from '../documents/index.js';
import type { DocumentItem, DocumentKept, DocumentLook, DocumentThere } from '../flows/index.js';
import {
  DocumentOutcomeEnum,
  DocumentRecipientEnum,
  PassEnum,
  PodStateEnum,
  RecordTypeEnum,
} from './enums.js';
import { StudyLoadType } from './facets.js';
import { languageOf } from './log-sentences.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';
import { LevelType, textIn } from './record-parts.js';
import { VerificationType, verificationOf } from './verification-types.js';

@InputType('DocumentInput', { description: 'A file that you hold.' })
export class DocumentInput {
  @Field(() => String, {
    description: 'Its exact bytes in base64 (RFC 4648, §4). At most 5,000,000 bytes.',
  })
  content!: string;
}
@InputType('ImportDocumentInput', { description: 'What to keep, of which file.' })
export class ImportDocumentInput {
  @Field(() => DocumentInput, { description: 'The file.' })
  document!: DocumentInput;
  @Field(() => [ID], {
    nullable: true,
    description: 'Which of its records, by their item; absent: all that can be kept.',
  })
  keep?: string[] | null;
}

/** A reason as we hand it around. */
interface Reason {
  readonly code: string;
  readonly path: string;
  readonly found?: string;
}

@ObjectType('DocumentIssue', {
  description: 'Something about a file that cannot be, or is doubtful.',
})
export class DocumentIssueType {
  constructor(private readonly reason: Reason) {}
  @Plain(() => String, { description: 'For programs; see docs/errors.md.' })
  get code() {
    return this.reason.code;
  }
  @Plain(() => String, { description: 'Where in the file; empty: all of it.' })
  get path() {
    return this.reason.path;
  }
  @Field(() => String, { description: 'For people.' })
  sentence(@Ctx() { languages }: Operation): string {
    const { code, found } = this.reason;
    const sentence = sentenceOf(code)[languageOf(languages)];
    return found === undefined ? sentence : `${sentence} (${found})`;
  }
}

@ObjectType('DocumentHolder', {
  description: 'Whom a file says it is about. Kept in the file only.',
})
class DocumentHolderType {
  @Plain(() => String, { nullable: true, description: 'As the file has it.' })
  readonly name?: string;
  @Plain(() => GraphQLDate, { nullable: true, description: 'A day, in no time zone.' })
  readonly birthdate?: string;
}

@ObjectType('DocumentItem', { description: 'A record that a file would bring. Your own word.' })
export class DocumentItemType {
  constructor(
    private readonly from: DocumentItem,
    private readonly learner: LearnerId,
  ) {}
  @Plain(() => ID, { description: 'Where in the file: for ImportDocument.' })
  get item() {
    return this.from.item;
  }
  @Field(() => ID, { description: 'The record, to read it by once it is kept.' })
  id(@Ctx() { ids }: Operation) {
    return ids.seal('record', `${this.learner}${this.from.record}`);
  }
  @Plain(() => RecordTypeEnum, { description: 'What it becomes.' })
  get recordType() {
    return this.from.facets.core.recordType;
  }
  @Field(() => String, {
    description: 'In the language asked for, else Dutch, English, what is there.',
  })
  title(@Ctx() { languages }: Operation) {
    return textIn(this.from.facets.core.title, languages);
  }
  @Field(() => String, { description: 'Who issued it, as the file says.' })
  issuer(@Ctx() { languages }: Operation) {
    return textIn(this.from.facets.core.institution.name, languages);
  }
  @Plain(() => GraphQLDate, { nullable: true, description: 'Day of issue.' })
  get issuedOn() {
    return this.from.facets.core.issuedOn;
  }
  @Plain(() => LevelType, { nullable: true, description: 'Level of the learning.' })
  get level() {
    return this.from.facets.core.level;
  }
  @Field(() => StudyLoadType, { nullable: true, description: 'Its load, with its unit.' })
  load() {
    const { credits } = this.from.facets;
    return credits && new StudyLoadType(credits.load);
  }
  @Plain(() => PassEnum, {
    nullable: true,
    description: 'Whether it was passed, as the file says.',
  })
  get pass() {
    return this.from.facets.assessment?.pass;
  }
  @Plain(() => String, { nullable: true, description: 'The grade, as the file has it.' })
  get score() {
    return this.from.facets.assessment?.score;
  }
  @Plain(() => Boolean, { description: 'It stands in your kluis already, just so.' })
  get isKept() {
    return this.from.isKept;
  }
  @Field(() => [DocumentIssueType], { description: 'What is doubtful about it.' })
  issues() {
    const { issues } = this.from.facets.identifiers;
    const reused = this.from.isIdReused ? [{ code: 'ID_REUSED', path: this.from.item }] : [];
    return [...issues, ...reused].map((issue) => new DocumentIssueType(issue));
  }
}

@ObjectType('DocumentReport', { description: 'What a file is, and what it would bring.' })
export class DocumentReportType {
  constructor(private readonly look: DocumentLook) {}
  @Plain(() => DocumentOutcomeEnum, { description: 'Whether it brings records.' })
  get outcome() {
    return this.look.reading.kind;
  }
  @Plain(() => String, {
    nullable: true,
    description: 'What kind of file it is; null: none we know.',
  })
  get standard() {
    const { reading } = this.look;
    if (reading.kind === 'IMPORTED') {
      return nameOfDocument(reading.standard, reading.version);
    }
    return reading.standard && nameOfDocument(reading.standard);
  }
  @Plain(() => DocumentHolderType, { nullable: true, description: 'Whom it says it is about.' })
  get holder() {
    const { reading } = this.look;
    return reading.kind === 'IMPORTED' ? reading.holder : undefined;
  }
  @Plain(() => DocumentRecipientEnum, {
    nullable: true,
    description: 'Whether a badge was given to you; null: it is no badge.',
  })
  get recipient() {
    return this.look.recipient;
  }
  @Plain(() => Boolean, {
    description: 'Somebody signed it; what comes of that is in `verification`.',
  })
  get isSigned() {
    const { reading } = this.look;
    return reading.kind === 'IMPORTED' && reading.proof === 'NOT_CHECKED';
  }
  @Plain(() => VerificationType, {
    nullable: true,
    description: 'What comes of its signature, now. Null: nobody signed it.',
  })
  get verification() {
    return verificationOf(this.look.verdict);
  }
  @Field(() => DocumentIssueType, { nullable: true, description: 'Why nothing of it can be kept.' })
  refusal() {
    const { reading } = this.look;
    return reading.kind === 'REFUSED' ? new DocumentIssueType(reading) : undefined;
  }
  @Field(() => [DocumentItemType], { description: 'What it would bring.' })
  items() {
    return this.look.items.map((item) => new DocumentItemType(item, this.look.learner));
  }
  @Field(() => [DocumentIssueType], { description: 'What of it cannot be kept; the rest can.' })
  setAside() {
    return this.look.setAside.map((one) => new DocumentIssueType(one));
  }
  @Field(() => [DocumentIssueType], { description: 'What is doubtful about the file as a whole.' })
  issues() {
    const { reading } = this.look;
    const issues = reading.kind === 'REFUSED' ? [] : reading.issues;
    return issues.map((issue) => new DocumentIssueType(issue));
  }
  @Plain(() => [String], {
    description: 'Fields with no place here: they stay in the file itself.',
  })
  get losses() {
    const { reading } = this.look;
    return reading.kind === 'IMPORTED' ? reading.losses : [];
  }
}

@ObjectType('DocumentAtAddress', {
  description: 'What stands at an address, and what it would bring.',
})
export class DocumentAtAddressType {
  constructor(private readonly there: DocumentThere) {}
  @Field(() => DocumentReportType, { description: 'As of any file of yours.' })
  report() {
    return new DocumentReportType(this.there.look);
  }
  @Plain(() => String, {
    nullable: true,
    description:
      'Its exact bytes in base64, for ImportDocument: what is kept is what you saw. Null where nothing of it can be kept.',
  })
  get content() {
    const { bytes } = this.there;
    return bytes && Buffer.from(bytes).toString('base64');
  }
}

@ObjectType('DocumentImport', { description: 'What was kept of a file.' })
export class DocumentImportType {
  constructor(private readonly done: DocumentKept) {}
  @Field(() => DocumentReportType, { description: 'The file, as it was before.' })
  report() {
    return new DocumentReportType(this.done.look);
  }
  @Plain(() => Int, { description: 'Records that are new. What was there already adds nothing.' })
  get kept() {
    return this.done.kept;
  }
  @Plain(() => PodStateEnum, { description: 'Whether your pod has them. PENDING: they come.' })
  get pod() {
    return this.done.pod;
  }
}
