import { z } from 'zod';
import { type InstitutionId, institutionId, present, recordKey } from '../base/index.js';
import {
  type AssessmentFacet,
  type Attempt,
  type Award,
  asOwnWord,
  assertedBys,
  badgeTypes,
  type CoreFacet,
  type CredentialFacet,
  type CreditsFacet,
  type EvidenceFacet,
  earnings,
  enrolmentStates,
  type FeedbackFacet,
  gradingScales,
  type IdentifiersFacet,
  isPartialDate,
  ownSource,
  type Person,
  partsApart,
  passes,
  type Recognition,
  type RecordFacets,
  type RecordVersion,
  recordKinds,
  recordStatuses,
  recordTypes,
  resultStates,
  type SelectiveForm,
  type SpecialFacet,
  studyLoadUnits,
} from '../records/index.js';
import { RouteShape } from './route-shape.js';

/** A pod is its owner's: what stands there may have been written by any app, so it is read with care. */
const Text = z.object({ language: z.string(), value: z.string() });
const Texts = z.array(Text);
const text = z.string().exactOptional();
const number = z.number().exactOptional();
/**
 * A whole number of which the graph knows what it can be. Any other is read as none: it costs itself, and never the list that
 * it stands in.
 */
const whole = (least: number, most: number) =>
  z.int().min(least).max(most).optional().catch(undefined);
const Day = z.iso.date();
const Partly = z.string().refine(isPartialDate);
const open = <T extends string>(values: readonly T[]) =>
  z.object({ value: z.enum(values), raw: text });

const yes = z.boolean().exactOptional();
const AwardShape: z.ZodType<Award> = z.object({
  type: text,
  badge: z.enum(badgeTypes).exactOptional(),
  criteria: Texts.exactOptional(),
  formality: text,
  participation: text,
  assessment: text,
  supervision: text,
  identityChecked: yes,
  partialQualification: yes,
  stackable: yes,
  workload: text,
  quality: z.object({ name: z.string(), url: text }).exactOptional(),
  validUntil: Day.exactOptional(),
  alignments: z
    .array(z.object({ name: z.string(), framework: text, code: text, url: text }))
    .exactOptional(),
});
const RecognitionShape: z.ZodType<Recognition> = z.object({
  programme: z.string(),
  programmeId: z.string(),
  programmeTitle: Texts,
  record: z.string().transform(recordKey).exactOptional(),
  course: text,
  reference: text,
});
const Core: z.ZodType<CoreFacet> = z
  .object({
    recordType: z.enum(recordTypes),
    kind: z.enum(recordKinds).exactOptional(),
    title: Texts,
    description: Texts.exactOptional(),
    institution: z.object({ id: z.string().transform(institutionId), name: Texts }),
    assertedBy: z.enum(assertedBys),
    issuedOn: Day.exactOptional(),
    period: z
      .object({ name: Texts, start: Day.exactOptional(), end: Day.exactOptional() })
      .exactOptional(),
    level: z
      .object({ raw: z.string(), eqf: whole(0, 8), nlqf: text, derived: z.boolean() })
      .transform((level) => present(level))
      .exactOptional(),
    enrolment: z
      .object({
        role: z.string(),
        state: open(enrolmentStates),
        remoteState: open(enrolmentStates).exactOptional(),
      })
      .exactOptional(),
    work: z
      .object({
        role: z.string(),
        organisation: z.string(),
        start: Partly,
        end: Partly.exactOptional(),
        hoursPerWeek: number,
      })
      .exactOptional(),
    concept: text,
    certificate: z.object({ organisation: text, issued: Partly.exactOptional() }).exactOptional(),
    award: AwardShape.exactOptional(),
    // Of whatever any app wrote there: what cannot be read costs itself, and never the list that it stands in.
    offering: z
      .object({ offeringId: text, ofId: text })
      .transform((offering) => present(offering))
      .optional()
      .catch(undefined),
    route: RouteShape.optional().catch(undefined),
    recognition: RecognitionShape.optional().catch(undefined),
  })
  .transform((core) => present(core));
const Attempted: z.ZodType<Attempt> = z.object({
  attempt: z.int().min(1).max(1000),
  state: open(resultStates),
  pass: z.enum(passes),
  score: text,
  final: z.boolean().exactOptional(),
  rawScore: number,
  maxRawScore: number,
  testedOn: Day.exactOptional(),
  issuedOn: Day.exactOptional(),
});
const Assessed = z.object({
  state: open(resultStates),
  pass: z.enum(passes),
  score: text,
  scale: z.object({ kind: z.enum(gradingScales), raw: text }),
  final: z.boolean().exactOptional(),
  attempt: whole(1, 1000),
  rawScore: number,
  maxRawScore: number,
  weightPercent: number,
  testedOn: Day.exactOptional(),
  attempts: z.array(Attempted).exactOptional(),
});
const Assessment: z.ZodType<AssessmentFacet> = Assessed.transform((facet) => present(facet));
const Counted = {
  load: z.object({ unit: z.enum(studyLoadUnits), unitRaw: text, amount: z.string() }),
  earning: z.enum(earnings),
  retakeGroup: z.string(),
  partOf: text,
};
/** As a source says it: no source says that another's record is the same as its own. */
const Credits: z.ZodType<CreditsFacet> = z.object(Counted);
/** As a view says it. */
export const CreditsInView: z.ZodType<CreditsFacet> = z.object({
  ...Counted,
  sameAs: z.array(z.string().transform(recordKey)).exactOptional(),
  sameSince: z.iso.datetime().exactOptional(),
});
const Evidence: z.ZodType<EvidenceFacet> = z.object({
  documents: z.array(z.object({ title: z.string(), url: text })),
  provenBy: z.array(z.string().transform(recordKey)).exactOptional(),
});
const Feedback: z.ZodType<FeedbackFacet> = z.object({ comment: z.string() });
const Identifiers: z.ZodType<IdentifiersFacet> = z.object({
  connector: z.string(),
  sourceId: z.string(),
  codes: z.array(z.object({ type: z.string(), code: z.string() })),
  losses: z.array(z.string()),
  issues: z.array(z.object({ code: z.string(), path: z.string() })),
});
const Special: z.ZodType<SpecialFacet> = z.record(z.string(), z.json());
/** Hex SHA-256. */
export const Digest = z.string().regex(/^[0-9a-f]{64}$/);
const Size = z.int().nonnegative();
const Selective: z.ZodType<SelectiveForm> = z.object({
  digest: Digest,
  mediaType: z.string().max(200),
  bytes: Size,
  parts: z.partialRecord(z.enum(partsApart), Size),
});
const Credential: z.ZodType<CredentialFacet> = z.object({
  digest: Digest,
  mediaType: z.string().max(200),
  bytes: Size,
  beside: z.literal(true).exactOptional(),
  selective: Selective.exactOptional(),
});

/** Each facet as it stands in its own bundle. */
export const bundleFacets = [
  'core',
  'assessment',
  'credits',
  'evidence',
  'feedback',
  'identifiers',
  'special',
  'credential',
] as const;
export type BundleFacet = (typeof bundleFacets)[number];
export const facetShapes: { readonly [F in BundleFacet]: z.ZodType<NonNullable<RecordFacets[F]>> } =
  {
    core: Core,
    assessment: Assessment,
    credits: Credits,
    evidence: Evidence,
    feedback: Feedback,
    identifiers: Identifiers,
    special: Special,
    credential: Credential,
  };
/** In a learner's own folder all is the learner's own word, whatever stands there. */
const ownShapes: typeof facetShapes = { ...facetShapes, core: Core.transform(asOwnWord) };
export const shapesOf = (institution: InstitutionId): typeof facetShapes =>
  institution === ownSource.id ? ownShapes : facetShapes;

export const PersonShape: z.ZodType<Person> = z.object({
  name: z.object({ given: z.string(), family: z.string() }).exactOptional(),
  contact: z.object({ email: z.string() }).exactOptional(),
  birthdate: Day.exactOptional(),
});

export const Stamp = {
  key: z.string().transform(recordKey),
  version: z.int32().positive(),
};
/** What every record of the core bundle carries beside its core. */
export const Envelope = z.object({
  ...Stamp,
  status: z.enum(recordStatuses),
  receivedAt: z.iso.datetime(),
  delivery: z.string(),
  outOfOrder: z.literal(true).exactOptional(),
  withdrawalReason: z.string().exactOptional(),
});
export const BundleEntry = z.object(Stamp);

const Facets: z.ZodType<RecordFacets> = z.object({
  core: Core,
  assessment: Assessment.exactOptional(),
  credits: Credits.exactOptional(),
  evidence: Evidence.exactOptional(),
  feedback: Feedback.exactOptional(),
  identifiers: Identifiers,
  special: Special.exactOptional(),
  credential: Credential.exactOptional(),
});
const Version: z.ZodType<RecordVersion> = z.object({ ...Envelope.shape, facets: Facets });
/** What a record says, as somebody brings it. @returns undefined for what is not of our shape. */
export const readFacets = (value: unknown): RecordFacets | undefined =>
  Facets.safeParse(value).data;
/** One version with all its parts, as somebody brings it. @returns undefined for what is not of our shape. */
export const readVersion = (value: unknown): RecordVersion | undefined =>
  Version.safeParse(value).data;
