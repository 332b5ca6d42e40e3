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
}

/** A learner's document as a delivery: its exact bytes, and beside them what of it they keep. */
export function documentDelivery(
  learner: LearnerId,
  { text, keep }: KeptDocument,
  now: Date,
): SourceDelivery {
  const sha256 = sha256Hex(text);
  const body = canonicalJson({ keep: [...new Set(keep)].toSorted() });
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

const Kept = z.object({ keep: z.array(z.string()) });

function keptIn({ lookups }: Pick<SourceDelivery, 'lookups'>): ReadonlySet<string> {
  const said = lookups.find(({ url }) => url === keptAt);
  try {
    return new Set(Kept.parse(JSON.parse(said?.body ?? '')).keep);
  } catch {
    return new Set();
  }
}

/** A record as the learner's own word, by the rules of what they type. @returns none for what is nobody's word. */
export function asOwnRecord({ key, facets }: Drafted): IncomingRecord | undefined {
  const own = factsInOwnTerms(facets);
  return own && { key, facets: own };
}

/** What a brought document says, from its bytes and what of it was kept; never a throw. */
export function readBroughtDocument(delivery: Pick<SourceDelivery, 'page' | 'lookups'>): {
  readonly records: readonly IncomingRecord[];
  readonly withdrawn: readonly [];
} {
  const reading = readDocument(Buffer.from(delivery.page.body));
  if (reading.kind !== 'IMPORTED') return { records: [], withdrawn: [] };
  const kept = keptIn(delivery);
  const records = reading.records
    .filter(({ item }) => kept.has(item))
    .flatMap((drafted) => asOwnRecord(drafted) ?? []);
  return { records, withdrawn: [] };
}
