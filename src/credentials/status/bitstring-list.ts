import { z } from 'zod';
import { type JsonObject, present } from '../../base/index.js';
import type { Finding } from '../finding.js';
import { decodeBitstring } from './packed-bits.js';
import type { StatusList } from './status-list.js';

const oneOrMore = <T extends z.ZodType>(one: T) =>
  z.union([one.transform((value) => [value]), z.array(one).min(1)]);
const instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));

const isList = (types: readonly string[]): boolean =>
  types.some((type) => type === 'BitstringStatusList' || type === 'StatusList2021');

const Subject = z.object({
  type: oneOrMore(z.string()).refine(isList),
  statusPurpose: oneOrMore(z.string()),
  encodedList: z.string(),
  statusSize: z.literal([1, 2, 4, 8]).optional(),
  /** Milliseconds. */
  ttl: z.int().min(0).optional(),
});

const ListCredential = z.object({
  issuer: z.union([z.string(), z.object({ id: z.string() }).transform(({ id }) => id)]),
  credentialSubject: z.union([Subject, z.tuple([Subject]).transform(([subject]) => subject)]),
  validFrom: instant.optional(),
  issuanceDate: instant.optional(),
  validUntil: instant.optional(),
  expirationDate: instant.optional(),
});

/**
 * The list in a status list credential of the W3C, BitstringStatusList or the older StatusList2021.
 *
 * A list of others may be shorter than the standard's least: that guards the holder's privacy, which is lost once it was issued
 * so, and says nothing against what the list tells.
 * @param claims of a credential that was proven to be of its issuer.
 */
export function bitstringOf(claims: JsonObject): StatusList | Finding {
  const parsed = ListCredential.safeParse(claims);
  if (!parsed.success) return { code: 'STATUS_UNREADABLE' };
  const { issuer, credentialSubject: subject, ...period } = parsed.data;
  const bits = decodeBitstring(subject.encodedList);
  if ('code' in bits) return bits;
  return present({
    kind: 'BITSTRING' as const,
    issuer,
    purposes: subject.statusPurpose,
    bits,
    bitsPerEntry: subject.statusSize ?? 1,
    validFrom: period.validFrom ?? period.issuanceDate,
    validUntil: period.validUntil ?? period.expirationDate,
    ttlMs: subject.ttl,
  });
}
