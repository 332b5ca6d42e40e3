import { createUnionType, Field, ID, ObjectType } from 'type-graphql';
import type { RecordKey } from '../base/index.js';
import type { EvidenceFacet, FeedbackFacet, IdentifiersFacet } from '../records/index.js';
import { NotSharedType } from './facets.js';
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

@ObjectType('Credential', { description: 'The signed proof of this record.' })
export class CredentialType {
  @Plain(() => String, { nullable: true, description: 'Null: the source gave no signed proof.' })
  readonly mediaType?: string;
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
