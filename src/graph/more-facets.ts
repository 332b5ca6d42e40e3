import { isUtf8 } from 'node:buffer';
import { Ctx, createUnionType, Field, ID, ObjectType } from 'type-graphql';
import type { RecordKey } from '../base/index.js';
import type { ReadableRecord, SignedContent } from '../flows/index.js';
import type { EvidenceFacet, FeedbackFacet, IdentifiersFacet } from '../records/index.js';
import { ContentEncodingEnum } from './enums.js';
import { NotSharedType } from './facets.js';
import { languageOf } from './log-sentences.js';
import type { Operation } from './operation.js';
import { Plain } from './plain.js';

@ObjectType('EvidenceDocument', { description: 'A document the source names as evidence.' })
export class EvidenceDocumentType {
  @Plain(() => String, { description: 'What the document is called.' })
  readonly title!: string;
  @Plain(() => String, { nullable: true, description: 'Where the source keeps it.' })
  readonly url?: string;
}
/** Names the records of these that the reader sees, and notes that they were named. */
export type Links = (keys: readonly RecordKey[]) => readonly string[];

@ObjectType('Evidence', { description: 'Documents that support the result.' })
export class EvidenceType {
  constructor(
    private readonly facet: EvidenceFacet | undefined,
    private readonly links: Links,
  ) {}
  @Plain(() => [EvidenceDocumentType], { description: 'In the source’s order.' })
  get documents() {
    return this.facet?.documents ?? [];
  }
  @Field(() => [ID], {
    description:
      'For a skill: records by which the learner shows it. Of those that you may see under the same grant; that there are others is not said.',
  })
  provenBy() {
    return this.links(this.facet?.provenBy ?? []);
  }
}

@ObjectType('Feedback', { description: 'What a teacher wrote with the result.' })
export class FeedbackType {
  constructor(private readonly facet: FeedbackFacet | undefined) {}
  @Plain(() => String, { nullable: true, description: 'OEAPI: result.comment. Plain text.' })
  get comment() {
    return this.facet?.comment;
  }
}

@ObjectType('Code', { description: 'A code the source uses (OEAPI: IdentifierEntry).' })
export class CodeType {
  @Plain(() => String, { description: 'OEAPI: codeType.' })
  readonly type!: string;
  @Plain(() => String, { description: 'OEAPI: code.' })
  readonly code!: string;
}
@ObjectType('RecordIssue', { description: 'Something about the source’s data that was doubtful.' })
export class RecordIssueType {
  @Plain(() => String, { description: 'Stable code, see docs/errors.md.' })
  readonly code!: string;
  @Plain(() => String, { description: 'Where in the source, as a path of field names.' })
  readonly path!: string;
}
@ObjectType('Identifiers', {
  description: 'How the source knows this record, and what did not fit our model.',
})
export class IdentifiersType {
  constructor(private readonly facet: IdentifiersFacet | undefined) {}
  @Plain(() => String, { nullable: true, description: 'OEAPI: associationId.' })
  get sourceId() {
    return this.facet?.sourceId;
  }
  @Plain(() => String, { nullable: true, description: 'Which kind of connection brought it.' })
  get connector() {
    return this.facet?.connector;
  }
  @Plain(() => [CodeType], { description: 'OEAPI: primaryCode and otherCodes.' })
  get codes() {
    return this.facet?.codes ?? [];
  }
  @Plain(() => [String], {
    description: 'Fields of the source that have no place here. Named, never dropped in silence.',
  })
  get losses() {
    return this.facet?.losses ?? [];
  }
  @Plain(() => [RecordIssueType], { description: 'What was doubtful.' })
  get issues() {
    return this.facet?.issues ?? [];
  }
}

const signedSentences = {
  whole: { nl: 'Het hele ondertekende bewijs.', en: 'The whole signed proof.' },
  apart: {
    nl: 'Ondertekend bewijs met alleen wat gedeeld is.',
    en: 'A signed proof with only what is shared.',
  },
} as const;

@ObjectType('Credential', {
  description:
    'The signed proof of this record, as it was signed; where not all parts of the record are shared, a signed form of it with just those that are (`application/vc+sd-jwt`). All of it is null where nobody signed the record, or where what was signed does not stand there any more. Only what is asked for is read, and asking is what the learner’s log tells.',
})
export class CredentialType {
  constructor(private readonly record: ReadableRecord) {}

  private told<T>(tell: (content: SignedContent, isApart: boolean) => T): Promise<T | undefined> {
    const later = this.record
      .signed()
      .then((state) =>
        state.shared && state.content ? tell(state.content, state.isApart === true) : undefined,
      );
    // A list that fails elsewhere leaves this behind, and a failure nobody waits for would end the process.
    later.catch(() => undefined);
    return later;
  }

  @Field(() => String, { nullable: true, description: 'What kind of document was signed.' })
  mediaType() {
    return this.told(({ mediaType }) => mediaType);
  }
  @Field(() => String, {
    nullable: true,
    description: 'SHA-256 of the exact signed bytes, hexadecimal.',
  })
  sha256() {
    return this.told(({ digest }) => digest);
  }
  @Field(() => String, {
    nullable: true,
    description: 'The exact signed bytes: written as `encoding` says.',
  })
  content() {
    return this.told(({ bytes }) => Buffer.from(bytes).toString(isUtf8(bytes) ? 'utf8' : 'base64'));
  }
  @Field(() => ContentEncodingEnum, {
    nullable: true,
    description: 'How `content` is written.',
  })
  encoding() {
    return this.told(({ bytes }) => (isUtf8(bytes) ? 'UTF8' : 'BASE64'));
  }
  @Field(() => String, { nullable: true, description: 'For people: how much of it this is.' })
  sentence(@Ctx() { languages }: Operation): Promise<string | undefined> {
    const language = languageOf(languages);
    return this.told((_content, isApart) => signedSentences[isApart ? 'apart' : 'whole'][language]);
  }
}

export const EvidenceUnion = createUnionType({
  name: 'EvidenceFacet',
  description: 'Evidence, if shared.',
  types: () => [EvidenceType, NotSharedType] as const,
});
export const FeedbackUnion = createUnionType({
  name: 'FeedbackFacet',
  description: 'Feedback, if shared.',
  types: () => [FeedbackType, NotSharedType] as const,
});
export const IdentifiersUnion = createUnionType({
  name: 'IdentifiersFacet',
  description: 'Identifiers, if shared.',
  types: () => [IdentifiersType, NotSharedType] as const,
});
export const CredentialUnion = createUnionType({
  name: 'CredentialFacet',
  description: 'The signed proof, if shared.',
  types: () => [CredentialType, NotSharedType] as const,
});
