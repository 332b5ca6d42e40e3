import { present, sha256Hex } from '../base/index.js';
import type { DidDocuments } from './did-document.js';
import { isPublishedForTests } from './dids/keys-published-for-tests.js';
import { type Envelope, isEnvelope, noProof, type ProofCheck } from './envelope.js';
import type { Examined } from './examined.js';
import type { Finding, FindingCode } from './finding.js';
import { openCredential } from './open.js';
import { statusRefsOf } from './status/status-refs.js';

/** What cannot be looked into, as against what is looked into and is nothing. */
const unsupported: ReadonlySet<FindingCode> = new Set([
  'TOO_LARGE',
  'FORM_UNSUPPORTED',
  'SEAL_NOT_CHECKED',
  'ALGORITHM_UNSUPPORTED',
]);

const nothing = (digest: string, finding: Finding): Examined => ({
  digest,
  form: 'OTHER',
  proof: unsupported.has(finding.code) ? 'UNSUPPORTED' : 'NONE',
  keys: [],
  status: [],
  findings: [finding],
});

/** Whatever a library does with what strangers made, an answer comes. */
async function proven({ prove }: Envelope, dids: DidDocuments): Promise<ProofCheck> {
  try {
    return await prove(dids);
  } catch {
    return noProof('INVALID', { code: 'SIGNATURE' });
  }
}

/** The DIDs whose documents have to be fetched before these bytes can be examined: did:web alone. */
export function didsToFetch(bytes: Uint8Array): readonly string[] {
  const opened = openCredential(bytes);
  return isEnvelope(opened) ? opened.dids.filter((did) => did.startsWith('did:web:')) : [];
}

/** Looks into one credential, by documents fetched beforehand. Asks nobody, knows no clock, never throws. */
export async function examine(bytes: Uint8Array, dids: DidDocuments): Promise<Examined> {
  const digest = sha256Hex(bytes);
  const opened = openCredential(bytes);
  if (!isEnvelope(opened)) return nothing(digest, opened);
  const { form, claims, issuer, validFrom, validUntil } = opened;
  const { proof, keys, findings } = await proven(opened, dids);
  const isAnybodys = keys.some(({ thumbprint }) => isPublishedForTests(thumbprint));
  return present({
    digest,
    form,
    issuer,
    proof,
    keys,
    validFrom,
    validUntil,
    status: statusRefsOf(claims, form),
    findings: isAnybodys ? [...findings, { code: 'KEY_PUBLISHED_FOR_TESTS' } as const] : findings,
  });
}
