import { type RecordKey, sha256Hex, unambiguous, uuidOf } from '../base/index.js';
import {
  contentHash,
  type IncomingRecord,
  type RecordFacets,
  type SourceDelivery,
  type SourceDocument,
} from '../records/index.js';

const mediaType = 'application/vc';
const urn = 'urn:uuid:';

/** An institution's signature under what it said, put beside that here; everything else beside a page is its source's. */
const isSignature = (document: SourceDocument): boolean =>
  document.mediaType === mediaType && document.url.startsWith(urn);

export const isSigned = ({ lookups }: Pick<SourceDelivery, 'lookups'>): boolean =>
  lookups.some(isSignature);

/** As it came. */
export const asItCame = (delivery: SourceDelivery): SourceDelivery =>
  isSigned(delivery)
    ? { ...delivery, lookups: delivery.lookups.filter((document) => !isSignature(document)) }
    : delivery;

/**
 * The id of the credential that says one record as one delivery says it: it is found by that, and by no place. What is the learner's
 * alone is in no badge, and not in the name of one either.
 */
export function credentialIdOf(delivery: string, key: RecordKey, said: RecordFacets): string {
  const { special: _special, ...shared } = said;
  return uuidOf(unambiguous(['signed result', delivery, key, contentHash(shared)]));
}

/** What was signed of one record, in its exact bytes. */
export interface SignedRecord {
  readonly id: string;
  readonly bytes: Uint8Array;
}

/** With what was signed of its records beside the page, which stays as it came. */
export function withSignatures(
  delivery: SourceDelivery,
  signed: readonly SignedRecord[],
): SourceDelivery {
  const documents = signed.map(({ id, bytes }): SourceDocument => {
    const body = Buffer.from(bytes).toString('utf8');
    return { url: `${urn}${id}`, mediaType, sha256: sha256Hex(body), body };
  });
  return { ...delivery, lookups: [...delivery.lookups, ...documents] };
}

/** Records of a delivery with the credential that says them, where one stands beside it. Whether it holds is for the verifier. */
export function withCredentials(
  { id: delivery, lookups }: SourceDelivery,
  records: readonly IncomingRecord[],
): readonly IncomingRecord[] {
  const beside = new Map(
    lookups.filter(isSignature).map((document) => [document.url, document.body]),
  );
  return records.map((record) => {
    const { key, facets } = record;
    const { core } = facets;
    const isTheirs = core.assertedBy === 'INSTITUTION';
    const body = isTheirs
      ? beside.get(`${urn}${credentialIdOf(delivery, key, facets)}`)
      : undefined;
    if (body === undefined) return record;
    const [digest, bytes] = [sha256Hex(body), Buffer.byteLength(body)];
    const credential = { digest, mediaType, bytes, beside: true } as const;
    return {
      ...record,
      facets: { ...facets, core: { ...core, assertedBy: 'ISSUER_SIGNED' }, credential },
    };
  });
}
