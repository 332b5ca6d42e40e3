import { z } from 'zod';
import {
  canonicalJson,
  type LearnerId,
  recordKey,
  sha256Hex,
  unambiguous,
  uuidOf,
} from '../base/index.js';
import {
  ownSource,
  pairOf,
  type SameDecision,
  type SourceDelivery,
  sameWords,
} from '../records/index.js';

const connector = 'leerkluis-same';
const format = 'leerkluis-same/1';
const Key = z
  .string()
  .regex(/^[\w-]{1,64}$/)
  .transform(recordKey);
const Body = z.object({
  format: z.literal(format),
  records: z.tuple([Key, Key]),
  said: z.enum(sameWords),
});

/** What a learner says of two records is their own word, and lies in their pod as that. */
export const isSameDelivery = (
  delivery: Pick<SourceDelivery, 'institution' | 'connector'>,
): boolean => delivery.institution === ownSource.id && delivery.connector === connector;

export function sameDelivery(
  learner: LearnerId,
  { records, said, at }: SameDecision,
): SourceDelivery {
  const body = canonicalJson({ format, records, said });
  const sha256 = sha256Hex(body);
  return {
    id: uuidOf(unambiguous([ownSource.id, learner, sha256, at])),
    institution: ownSource.id,
    connector,
    receivedAt: at,
    page: { url: `urn:sha256:${sha256}`, mediaType: 'application/json', sha256, body },
    lookups: [],
  };
}

/** What such a delivery says, from its bytes and when it came; never a throw. Of any other nothing. */
export function decisionsIn(delivery: SourceDelivery): readonly SameDecision[] {
  if (!isSameDelivery(delivery)) return [];
  try {
    const found = Body.safeParse(JSON.parse(delivery.page.body)).data;
    if (found === undefined || found.records[0] === found.records[1]) return [];
    return [{ records: pairOf(...found.records), said: found.said, at: delivery.receivedAt }];
  } catch {
    return [];
  }
}
