import { z } from 'zod';
import {
  canonicalJson,
  inSlices,
  type LearnerId,
  nestsTooDeep,
  present,
  sha256Hex,
  unambiguous,
  uuidOf,
} from '../base/index.js';
import {
  broughtSource,
  type IncomingRecord,
  type RecordFacets,
  type RecordVersion,
  recordKeyOf,
  type SourceDelivery,
} from '../records/index.js';
import { inOwnTerms } from './own-word-terms.js';

const { id: nobodys } = broughtSource;
const connector = 'leerkluis-archive';
const format = 'leerkluis-own-word/1';

export const isOwnWord = (delivery: Pick<SourceDelivery, 'institution' | 'connector'>): boolean =>
  delivery.institution === nobodys && delivery.connector === connector;

/** Records, and characters, that go in one delivery. */
const most = { records: 200, characters: 400_000 } as const;

function inParts(records: readonly string[]): readonly (readonly string[])[] {
  const parts: string[][] = [];
  let room = 0;
  for (const text of records) {
    const last = parts.at(-1);
    if (last === undefined || last.length === most.records || text.length > room) {
      parts.push([text]);
      room = most.characters - text.length;
    } else {
      last.push(text);
      room -= text.length;
    }
  }
  return parts;
}

/**
 * Records as the learner's own word, as deliveries. The same records give the same deliveries, so that bringing them twice
 * brings them once.
 */
export async function ownWordOf(
  learner: LearnerId,
  records: readonly RecordVersion[],
  now: Date,
): Promise<readonly SourceDelivery[]> {
  const texts: string[] = [];
  const others = inSlices();
  for (const { key, facets } of records) {
    texts.push(canonicalJson({ key, facets }));
    await others();
  }
  return inParts(texts).map((part) => {
    const body = `{"format":"${format}","records":[${part.join(',')}]}`;
    const sha256 = sha256Hex(body);
    return {
      id: uuidOf(unambiguous([learner, format, sha256])),
      institution: nobodys,
      connector,
      receivedAt: now.toISOString(),
      page: { url: `urn:sha256:${sha256}`, mediaType: 'application/json', sha256, body },
      lookups: [],
    };
  });
}

const Body = z.object({ format: z.literal(format), records: z.array(z.unknown()) });
const Said = z.object({ key: z.string().min(1).max(64), facets: z.unknown() });

/** A version as somebody brings it. @returns undefined for one that cannot come in as anybody’s own word. */
export function asBrought(version: unknown): RecordVersion | undefined {
  return Said.safeParse(version).success ? inOwnTerms(version) : undefined;
}

const isOnTheWeb = (url: string | undefined): boolean =>
  url !== undefined && URL.parse(url)?.protocol === 'https:';

/** Whatever it says of itself: nobody’s word but the learner’s. */
function asOwnWord(key: string, { core, evidence, ...facets }: RecordFacets): IncomingRecord {
  const { codes, losses, issues } = facets.identifiers;
  const documents = evidence?.documents.map(({ title, url }) => ({
    title,
    ...(isOnTheWeb(url) && url !== undefined && { url }),
  }));
  return {
    key: recordKeyOf(nobodys, connector, 'RESULT', key),
    facets: present({
      core: {
        ...core,
        assertedBy: 'IMPORT' as const,
        institution: { id: nobodys, name: core.institution.name },
      },
      assessment: facets.assessment,
      credits: facets.credits,
      evidence: documents && { documents },
      feedback: facets.feedback,
      identifiers: { connector, sourceId: key, codes, losses, issues },
    }),
  };
}

function bodyIn({ page }: SourceDelivery): readonly unknown[] {
  if (nestsTooDeep(page.body)) return [];
  try {
    return Body.safeParse(JSON.parse(page.body)).data?.records ?? [];
  } catch {
    return [];
  }
}

/** What such a delivery says, from its bytes alone; never a throw. Of each record by itself: one that is odd is passed over. */
export const readOwnWord = (delivery: SourceDelivery): { readonly records: IncomingRecord[] } => ({
  records: bodyIn(delivery).flatMap((one) => {
    const said = Said.safeParse(one).data;
    const { id, receivedAt } = delivery;
    const stands = { ...said, version: 1, status: 'CURRENT', receivedAt, delivery: id };
    const found = said && inOwnTerms(stands);
    return found === undefined ? [] : [asOwnWord(found.key, found.facets)];
  }),
});
