import { z } from 'zod';
import {
  canonicalJson,
  type InstitutionId,
  type LearnerId,
  present,
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
  reason: z.string().exactOptional(),
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
  { keys, reason }: { readonly keys: readonly RecordKey[]; readonly reason?: string },
  now: Date,
): SourceDelivery {
  const body = canonicalJson(present({ format, withdrawn: keys.toSorted(), reason }));
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
  readonly withdrawalReason?: string;
} {
  try {
    const { data } = Body.safeParse(JSON.parse(page.body));
    const why = present({ withdrawalReason: data?.reason });
    return { records: [], withdrawn: data?.withdrawn ?? [], ...why };
  } catch {
    return { records: [], withdrawn: [] };
  }
}
