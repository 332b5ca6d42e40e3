import { z } from 'zod';
import {
  canonicalJson,
  type LearnerId,
  present,
  sha256Hex,
  unambiguous,
  uuidOf,
} from '../base/index.js';
import type { DocumentReading, Drafted } from '../documents/index.js';
import {
  broughtSource,
  type CredentialFacet,
  type IdentifiersFacet,
  type IncomingRecord,
  type SourceDelivery,
} from '../records/index.js';
import { factsInOwnTerms } from './own-word-terms.js';
import { readHeld } from './read-held.js';
import type { Picture } from './unpacked.js';

const { id: nobodys } = broughtSource;
const connector = 'document';
const keptAt = 'urn:leerkluis:kept';
const picturedAt = 'urn:leerkluis:picture';

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
  /** What it was baked into. */
  readonly picture?: Picture;
}

function pageOf(text: string): SourceDelivery['page'] {
  const sha256 = sha256Hex(text);
  const mediaType = /^\s*[{[]/.test(text) ? 'application/json' : 'application/octet-stream';
  return { url: `urn:sha256:${sha256}`, mediaType, sha256, body: text };
}

const picturesOf = (picture: Picture | undefined): SourceDelivery['lookups'] =>
  picture === undefined
    ? []
    : [
        {
          url: picturedAt,
          mediaType: `${picture.mediaType};base64`,
          sha256: sha256Hex(picture.base64),
          body: picture.base64,
        },
      ];

/** A learner's document as a delivery: its exact bytes, and beside them what of it they keep. */
export function documentDelivery(
  learner: LearnerId,
  { text, keep, isToAnother = false, picture }: KeptDocument,
  now: Date,
): SourceDelivery {
  const page = pageOf(text);
  const chosen = { keep: [...new Set(keep)].toSorted() };
  const body = canonicalJson(isToAnother ? { ...chosen, isToAnother } : chosen);
  return {
    id: uuidOf(unambiguous([learner, connector, page.sha256, body])),
    institution: nobodys,
    connector,
    receivedAt: now.toISOString(),
    page,
    lookups: [
      { url: keptAt, mediaType: 'application/json', sha256: sha256Hex(body), body },
      ...picturesOf(picture),
    ],
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

/**
 * Something of it could not be read, or could be read in two ways: then what the record says may be less than what was signed, and
 * the signature is no proof of it.
 */
const unread: ReadonlySet<string> = new Set(['TYPE', 'TOO_LARGE', 'MORE_THAN_ONE_ACHIEVEMENT']);
/** Long words of explanation are left out of a record, and take nothing from what was reached. */
const isExplanation = (path: string): boolean => /(?:^|\.)(?:narrative|description)$/.test(path);
const isUnread = ({ code, path }: IdentifiersFacet['issues'][number]): boolean =>
  unread.has(code) && !isExplanation(path);

type Imported = Extract<DocumentReading, { kind: 'IMPORTED' }>;

/**
 * The credential that a document is, where it is one that was signed, of which one record came and nothing was set aside:
 * what it says is what that record says. A transcript holds credentials of its own, and is the signed word on none of them.
 */
function credentialIn(
  { proof, standard, records, quarantined }: Imported,
  { mediaType, body }: SourceDelivery['page'],
): CredentialFacet | undefined {
  const isOne =
    proof === 'NOT_CHECKED' &&
    standard !== 'clr2' &&
    records.length === 1 &&
    quarantined.length === 0 &&
    !records.some(({ facets }) => facets.identifiers.issues.some(isUnread));
  const bytes = Buffer.byteLength(body.replace(/^\uFEFF/, ''));
  return isOne ? { digest: sha256Hex(body), mediaType, bytes } : undefined;
}

/** A record as the learner's own word, by the rules of what they type. @returns none for what is nobody's word. */
function asOwnRecord(
  { key, facets }: Drafted,
  isToAnother: boolean,
  credential: CredentialFacet | undefined,
): IncomingRecord | undefined {
  const own = factsInOwnTerms(facets);
  if (own === undefined) return undefined;
  const issues = isToAnother ? [...own.identifiers.issues, toAnother] : own.identifiers.issues;
  const identifiers = { ...own.identifiers, issues };
  return { key, facets: present({ ...own, identifiers, credential }) };
}

/** Each record of a document as it would be kept; without one that is nobody's word. */
export interface OwnRecord {
  readonly item: string;
  readonly record: IncomingRecord | undefined;
}
function ownRecordsIn(
  reading: Imported,
  page: SourceDelivery['page'],
  isToAnother: boolean,
): readonly OwnRecord[] {
  const credential = credentialIn(reading, page);
  return reading.records.map((drafted) => ({
    item: drafted.item,
    record: asOwnRecord(drafted, isToAnother, credential),
  }));
}
/** The records of a document that is not kept yet, as they would be. */
export const wouldBeOwn = (
  reading: Imported,
  text: string,
  isToAnother: boolean,
): readonly OwnRecord[] => ownRecordsIn(reading, pageOf(text), isToAnother);

/** What a brought document says, from its bytes and what of it was kept; never a throw. */
export function readBroughtDocument(delivery: Pick<SourceDelivery, 'page' | 'lookups'>): {
  readonly records: readonly IncomingRecord[];
  readonly withdrawn: readonly [];
} {
  const reading = readHeld(Buffer.from(delivery.page.body));
  if (reading.kind !== 'IMPORTED') return { records: [], withdrawn: [] };
  const { keep, isToAnother } = keptIn(delivery);
  const kept = new Set(keep);
  const records = ownRecordsIn(reading, delivery.page, isToAnother)
    .filter(({ item }) => kept.has(item))
    .flatMap(({ record }) => record ?? []);
  return { records, withdrawn: [] };
}
