import { z } from 'zod';
import { type InstitutionId, institutionId, nestsTooDeep, recordKey } from '../base/index.js';
import { heldTypes } from '../consent/index.js';
import {
  assertedBys,
  ownSource,
  pairOf,
  recordStatuses,
  type SameDecision,
  sameWords,
  studyLoadUnits,
} from '../records/index.js';
import {
  bundleFacets,
  CreditsInView,
  Digest,
  facetShapes,
  PersonShape,
  Stamp,
} from './record-shapes.js';

const ClaimWords = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('STUDY_LOAD'),
    unit: z.enum(studyLoadUnits),
    atLeast: z.string(),
    levelMin: z.int().exactOptional(),
  }),
  z.object({
    kind: z.literal('HOLDS'),
    recordType: z.enum(heldTypes),
    levelMin: z.int().exactOptional(),
  }),
  z.object({ kind: z.literal('SKILL'), skill: z.string() }),
]);

/** Documents of signed bytes beside one view. */
export const mostDocuments = 1000;

export const ViewShape = z.object({
  person: PersonShape,
  claims: z
    .array(
      z.object({
        claim: ClaimWords,
        holds: z.boolean(),
        basis: z.enum(assertedBys).exactOptional(),
      }),
    )
    .exactOptional(),
  blocks: z.string().exactOptional(),
  records: z.array(
    z.object({
      ...Stamp,
      status: z.enum(recordStatuses),
      receivedAt: z.iso.datetime(),
      digest: Digest.exactOptional(),
      beside: z.literal(true).exactOptional(),
      credential: z
        .object({ n: z.int().min(1).max(mostDocuments), form: Digest.exactOptional() })
        .exactOptional(),
      facets: z.object({
        core: facetShapes.core,
        assessment: facetShapes.assessment.exactOptional(),
        credits: CreditsInView.exactOptional(),
        evidence: facetShapes.evidence.exactOptional(),
        feedback: facetShapes.feedback.exactOptional(),
        identifiers: facetShapes.identifiers.exactOptional(),
      }),
    }),
  ),
});

/**
 * What an index names is read, written and removed by an agent that may do so in every pod: it is a name of our own
 * making below the index and nothing else, so that no index leads into somebody else's pod.
 */
const BundlePath = z.string().regex(/^i-[0-9a-f]{16}\/[a-z]+(-[1-9]\d*)?\.json$/);
/** What a learner entered themselves; beside it stands who they are, which is no bundle. */
const OwnBundlePath = z
  .string()
  .regex(
    /^self\/(core|assessment|credits|evidence|feedback|identifiers|special|credential)(-[1-9]\d*)?\.json$/,
  );
/** Nothing in the learner's own folder is a school's, and nothing of a school is the learner's own. */
const isOwnAsNamed = ({ path, institution }: { path: string; institution: InstitutionId }) =>
  path.startsWith('self/') === (institution === ownSource.id);
const DeliveryId = z.string().regex(/^[\w-]{1,64}$/);
const Key = z
  .string()
  .regex(/^[\w-]{1,64}$/)
  .transform(recordKey);
/** What a learner said of two of their records, as the index has it. */
const SameShape = z
  .object({ pair: z.tuple([Key, Key]), said: z.enum(sameWords), receivedAt: z.iso.datetime() })
  .transform(
    ({ pair, said, receivedAt }): SameDecision => ({
      records: pairOf(...pair),
      said,
      at: receivedAt,
    }),
  );
/** A word that cannot be read costs itself and never the index; and the inbox knows it better. */
const SameWords = z
  .unknown()
  .optional()
  .transform((raw) => {
    if (raw === undefined) return undefined;
    const all: readonly unknown[] = Array.isArray(raw) ? raw : [raw];
    const read = all.map((one) => ({ one, word: SameShape.safeParse(one).data }));
    const words = read.flatMap(({ word }) => word ?? []);
    const unread = read.filter(({ word }) => word === undefined).map(({ one }) => one);
    return { words, unread, isWhole: unread.length === 0, raw };
  });

/** Some 400 MB of records: more than one reading takes in. */
const mostBundles = 2000;

export const IndexShape = z.object({
  bundles: z
    .array(
      z
        .object({
          /** Address relative to the index. */
          path: z.union([BundlePath, OwnBundlePath]),
          institution: z.string().transform(institutionId),
          facet: z.enum(bundleFacets),
          sha256: z.string(),
          bytes: z.int(),
        })
        .refine(isOwnAsNamed),
    )
    .max(mostBundles),
  deliveries: z.array(
    z.object({
      institution: z.string().transform(institutionId),
      id: DeliveryId,
      /** Absent in an index of before this was kept: older than any that has it. */
      receivedAt: z.string().exactOptional(),
      /** The one thing that it is about, by the record key of its enrolment: its last word may change no record. */
      about: Key.exactOptional(),
    }),
  ),
  /** The last word on each pair; absent: none was said. */
  same: SameWords,
});
export type PodIndex = z.infer<typeof IndexShape>;
export const noRecords: PodIndex = { bundles: [], deliveries: [], same: undefined };
export type BundleRef = PodIndex['bundles'][number];

export type DeliveryRef = PodIndex['deliveries'][number];

const SourceShape = {
  url: z.string(),
  mediaType: z.string(),
  sha256: z.string(),
  status: z.literal([404, 410]).exactOptional(),
};
/** What stands beside a delivery's page: where it came from, and what it points to. */
export const ManifestShape = z.object({
  id: z.string(),
  institution: z.string().transform(institutionId),
  connector: z.string(),
  receivedAt: z.iso.datetime(),
  page: z.object(SourceShape),
  lookups: z.array(z.object({ ...SourceShape, body: z.string() })),
});

/** @returns undefined when the text is not JSON of this shape, or nests deeper than any of ours. */
export function readShape<T>(shape: z.ZodType<T>, body: string): T | undefined {
  if (nestsTooDeep(body)) return undefined;
  try {
    const parsed = shape.safeParse(JSON.parse(body));
    return parsed.success ? parsed.data : undefined;
  } catch {
    return undefined;
  }
}
