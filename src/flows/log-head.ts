import { z } from 'zod';
import type { WebId } from '../base/index.js';
import { type AttestationKeys, checkAttestation } from '../identity/index.js';
import type { StoredLogHead } from '../pod/index.js';

/** What we sign of a learner's log: whose it is, where it ends, and at which policy. */
export const logHeadType = 'leerkluis-log-head+jwt';

const Signed = z.object({
  sub: z.string(),
  generation: z.int().min(0),
  segments: z.int().min(0),
  seq: z.int().min(0),
  hash: z.string(),
  epoch: z.int(),
  at: z.iso.datetime(),
});
export type SignedLogHead = Readonly<z.infer<typeof Signed>>;

/** @returns undefined for what we did not sign of this learner. */
export async function signedHead(
  signature: string,
  learner: WebId,
  keys: AttestationKeys,
): Promise<SignedLogHead | undefined> {
  const said = Signed.safeParse(await checkAttestation(signature, logHeadType, keys));
  return said.success && said.data.sub === learner ? said.data : undefined;
}

/** What stands beside a signature is for people; it must say the same. */
export const saysTheSame = (head: StoredLogHead, signed: SignedLogHead): boolean =>
  head.seq === signed.seq &&
  head.hash === signed.hash &&
  head.epoch === signed.epoch &&
  head.at === signed.at;
