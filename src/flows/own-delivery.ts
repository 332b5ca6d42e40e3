import { z } from 'zod';
import {
  canonicalJson,
  type LearnerId,
  present,
  type RecordKey,
  recordKey,
  sha256Hex,
  unambiguous,
  uuidOf,
} from '../base/index.js';
import { RouteShape } from '../pod/index.js';
import {
  type IncomingRecord,
  isPartialDate,
  type OwnEntry,
  type OwnEntryKind,
  ownEntryKinds,
  ownFacets,
  ownRecordKey,
  ownSource,
  type SourceDelivery,
} from '../records/index.js';

/** What a learner says of one thing: how it is now, or that they took it back. */
export interface OwnWord {
  readonly kind: OwnEntryKind;
  /** Names the thing, over all that is said of it. */
  readonly id: string;
  /** Absent: taken back. */
  readonly entry?: OwnEntry;
}

const text = z.string();
const date = text.refine(isPartialDate);
const amount = z.number().positive();
const Entry = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('WORK_EXPERIENCE'),
    role: text,
    organisation: text,
    start: date,
    end: date.exactOptional(),
    hoursPerWeek: amount.exactOptional(),
    description: text.exactOptional(),
  }),
  z.object({
    kind: z.literal('SKILL'),
    label: text,
    concept: text.exactOptional(),
    level: text.exactOptional(),
    provenBy: z.array(text.transform(recordKey)),
  }),
  z.object({
    kind: z.literal('CERTIFICATE'),
    title: text,
    organisation: text.exactOptional(),
    date: date.exactOptional(),
    description: text.exactOptional(),
    hours: amount.exactOptional(),
  }),
  z.object({ kind: z.literal('ROUTE'), plan: RouteShape }),
]);
const Word: z.ZodType<OwnWord> = z
  .object({ kind: z.enum(ownEntryKinds), id: z.uuid(), entry: Entry.exactOptional() })
  .refine(({ kind, entry }) => entry === undefined || entry.kind === kind);

/** @returns undefined for what is not of our own making: it may have been edited by hand. */
function wordIn(body: string): OwnWord | undefined {
  try {
    return Word.safeParse(JSON.parse(body)).data;
  } catch {
    return undefined;
  }
}

/** A learner's word in the form in which a school's comes: its exact bytes are kept, and all is worked out from them. */
export function ownDelivery(learner: LearnerId, word: OwnWord, now: Date): SourceDelivery {
  const body = canonicalJson(word);
  const sha256 = sha256Hex(body);
  return {
    id: uuidOf(unambiguous([ownSource.id, learner, sha256])),
    institution: ownSource.id,
    connector: 'self',
    receivedAt: now.toISOString(),
    page: { url: `urn:uuid:${word.id}`, mediaType: 'application/json', sha256, body },
    lookups: [],
  };
}

interface OwnSaid {
  readonly records: readonly IncomingRecord[];
  readonly withdrawn: readonly RecordKey[];
}

/**
 * What a learner's own delivery says, from its bytes alone and never with a throw. Whatever they are, it is the learner
 * who says it.
 */
export function readOwnDelivery({ page }: Pick<SourceDelivery, 'page'>): OwnSaid {
  const word = wordIn(page.body);
  if (word === undefined) return { records: [], withdrawn: [] };
  const key = ownRecordKey(word.kind, word.id);
  if (word.entry === undefined) return { records: [], withdrawn: [key] };
  return { records: [{ key, facets: ownFacets(present(word.entry), word.id) }], withdrawn: [] };
}
