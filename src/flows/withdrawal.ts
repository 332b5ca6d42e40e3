import { z } from 'zod';
import {
  canonicalJson,
  type InstitutionId,
  type LearnerId,
  type RecordKey,
  recordKey,
  sha256Hex,
  unambiguous,
  uuidOf,
} from '../base/index.js';
import type { SourceDelivery } from '../records/index.js';

const connector = 'leerkluis-withdrawal';
const format = 'leerkluis-withdrawal/1';
const Body = z.object({
  format: z.literal(format),
  withdrawn: z.array(z.string().transform(recordKey)),
});

export const isWithdrawal = (delivery: Pick<SourceDelivery, 'connector'>): boolean =>
  delivery.connector === connector;

/**
 * That records were taken back, in our own words: where we know it of whoever said them, and have no bytes of theirs that
 * say so.
 */
export function withdrawalOf(
  learner: LearnerId,
  institution: InstitutionId,
  keys: readonly RecordKey[],
  now: Date,
): SourceDelivery {
  const body = canonicalJson({ format, withdrawn: keys.toSorted() });
  const sha256 = sha256Hex(body);
  const receivedAt = now.toISOString();
  return {
    id: uuidOf(unambiguous([learner, institution, sha256, receivedAt])),
    institution,
    connector,
    receivedAt,
    page: { url: `urn:sha256:${sha256}`, mediaType: 'application/json', sha256, body },
    lookups: [],
  };
}

/** From its bytes alone; never a throw. What is not of our making takes nothing back. */
export function readWithdrawal({ page }: Pick<SourceDelivery, 'page'>): {
  readonly records: readonly [];
  readonly withdrawn: readonly RecordKey[];
} {
  try {
    const found = Body.safeParse(JSON.parse(page.body));
    return { records: [], withdrawn: found.data?.withdrawn ?? [] };
  } catch {
    return { records: [], withdrawn: [] };
  }
}
