import { z } from 'zod';
import { type JsonObject, present } from '../../base/index.js';
import type { Finding } from '../finding.js';
import { decodeTokenList } from './packed-bits.js';
import type { StatusList } from './status-list.js';

/** Seconds since 1970, up to the year 9999. */
const numericDate = z
  .number()
  .min(0)
  .max(253_402_300_799)
  .transform((seconds) => new Date(seconds * 1000));

const ListToken = z.object({
  sub: z.string(),
  iss: z.string().optional(),
  iat: numericDate,
  nbf: numericDate.optional(),
  exp: numericDate.optional(),
  /** Seconds. */
  ttl: z.number().positive().optional(),
  status_list: z.object({ bits: z.literal([1, 2, 4, 8]), lst: z.string() }),
});

/**
 * The list in a status list token of the IETF.
 * @param claims of a token of type `statuslist+jwt` that was proven.
 * @param signer the DID whose key proved it: the issuer, where the token names none.
 */
export function tokenListOf(claims: JsonObject, signer?: string): StatusList | Finding {
  const parsed = ListToken.safeParse(claims);
  if (!parsed.success) return { code: 'STATUS_UNREADABLE' };
  const { sub, iss, nbf, exp, ttl, status_list: list } = parsed.data;
  const bits = decodeTokenList(list.lst);
  if ('code' in bits) return bits;
  return present({
    kind: 'TOKEN' as const,
    issuer: iss ?? signer,
    purposes: [],
    bits,
    bitsPerEntry: list.bits,
    validFrom: nbf,
    validUntil: exp,
    ttlMs: ttl === undefined ? undefined : ttl * 1000,
    subject: sub,
  });
}
