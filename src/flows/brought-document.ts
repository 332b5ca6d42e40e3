import { z } from 'zod';
import { canonicalJson, type LearnerId, sha256Hex, unambiguous, uuidOf } from '../base/index.js';
import { type Drafted, readDocument } from '../documents/index.js';
import { broughtSource, type IncomingRecord, type SourceDelivery } from '../records/index.js';
import { factsInOwnTerms } from './own-word-terms.js';

const { id: nobodys } = broughtSource;
const connector = 'document';
const keptAt = 'urn:leerkluis:kept';

export const isBroughtDocument = (
  delivery: Pick<SourceDelivery, 'institution' | 'connector'>,
): boolean => delivery.institution === nobodys && delivery.connector === connector;

/** A document and what of it the learner keeps, by the places of records in it. */
export interface KeptDocument {
  /** Its exact bytes as UTF-8 text. */
  readonly text: string;
  readonly keep: readonly string[];
  /** It was given to an address, and not to the one in the learner's kluis: what is kept of it says so. */
  readonly isToAnother?: boolean;
}

/** A learner's document as a delivery: its exact bytes, and beside them what of it they keep. */
export function documentDelivery(
  learner: LearnerId,
  { text, keep, isToAnother = false }: KeptDocument,
  now: Date,
): SourceDelivery {
  const sha256 = sha256Hex(text);
  const chosen = { keep: [...new Set(keep)].toSorted() };
  const body = canonicalJson(isToAnother ? { ...chosen, isToAnother } : chosen);
  const mediaType = /^\s*[{[]/.test(text) ? 'application/json' : 'application/octet-stream';
  return {
    id: uuidOf(unambiguous([learner, connector, sha256, body])),
    institution: nobodys,
    connector,
    receivedAt: now.toISOString(),
    page: { url: `urn:sha256:${sha256}`, mediaType, sha256, body: text },
    lookups: [{ url: keptAt, mediaType: 'application/json', sha256: sha256Hex(body), body }],
  };
}

const Kept = z.object({ keep: z.array(z.string()), isToAnother: z.boolean().default(false) });

function keptIn({ lookups }: Pick<SourceDelivery, 'lookups'>): z.infer<typeof Kept> {
  const said = lookups.find(({ url }) => url === keptAt);
  try {
    return Kept.parse(JSON.parse(said?.body ?? ''));
  } catch {
    return { keep: [], isToAnother: false };
  }
}

const toAnother = { code: 'RECIPIENT_DIFFERS', path: 'recipient' } as const;

/** A record as the learner's own word, by the rules of what they type. @returns none for what is nobody's word. */
export function asOwnRecord(
  { key, facets }: Drafted,
  isToAnother: boolean,
): IncomingRecord | undefined {
  const own = factsInOwnTerms(facets);
  if (own === undefined || !isToAnother) return own && { key, facets: own };
  const identifiers = { ...own.identifiers, issues: [...own.identifiers.issues, toAnother] };
  return { key, facets: { ...own, identifiers } };
}

/** What a brought document says, from its bytes and what of it was kept; never a throw. */
export function readBroughtDocument(delivery: Pick<SourceDelivery, 'page' | 'lookups'>): {
  readonly records: readonly IncomingRecord[];
  readonly withdrawn: readonly [];
} {
  const reading = readDocument(Buffer.from(delivery.page.body));
  if (reading.kind !== 'IMPORTED') return { records: [], withdrawn: [] };
  const { keep, isToAnother } = keptIn(delivery);
  const kept = new Set(keep);
  const records = reading.records
    .filter(({ item }) => kept.has(item))
    .flatMap((drafted) => asOwnRecord(drafted, isToAnother) ?? []);
  return { records, withdrawn: [] };
}
