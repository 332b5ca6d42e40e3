import { z } from 'zod';
import {
  canonicalJson,
  institutionId,
  type LearnerId,
  present,
  sha256Hex,
  unambiguous,
  uuidOf,
} from '../base/index.js';
import { readVersion } from '../pod/index.js';
import {
  type IncomingRecord,
  type RecordFacets,
  type RecordVersion,
  recordKeyOf,
  type SourceDelivery,
} from '../records/index.js';

/** What learners bring along that nobody of ours can vouch for stands by itself, beside all schools. */
const nobodys = institutionId('import.invalid');
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
export function ownWordOf(
  learner: LearnerId,
  records: readonly RecordVersion[],
  now: Date,
): readonly SourceDelivery[] {
  const texts = records.map(({ key, facets: { special: _special, ...facets } }) =>
    canonicalJson({ key, facets }),
  );
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

const Body = z.object({
  format: z.literal(format),
  records: z.array(z.object({ key: z.string().min(1).max(64), facets: z.unknown() })),
});

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

function bodyIn({ page }: SourceDelivery): z.infer<typeof Body>['records'] {
  try {
    return Body.safeParse(JSON.parse(page.body)).data?.records ?? [];
  } catch {
    return [];
  }
}

/** What such a delivery says, from its bytes alone; never a throw. What is not of our shape is passed over. */
export const readOwnWord = (delivery: SourceDelivery): { readonly records: IncomingRecord[] } => ({
  records: bodyIn(delivery).flatMap(({ key, facets }) => {
    const { id, receivedAt } = delivery;
    const stands = { key, version: 1, status: 'CURRENT', receivedAt, delivery: id, facets };
    const found = readVersion(stands);
    return found === undefined ? [] : [asOwnWord(key, found.facets)];
  }),
});
