import { inSlices } from '../base/index.js';
import { isEnvelope, openCredential } from '../credentials/index.js';
import { type KeptRecord, type Proof, type Proofs, unpacked } from '../papers/index.js';
import type { KeptOriginal } from './gather-along.js';

/** What an SD-JWT calls itself in its header. */
const oldName = /"typ"\s*:\s*"vc\+/;

/** @returns undefined for what nobody signed in a way that is looked into. */
function mediaTypeOf(bytes: Uint8Array): string | undefined {
  const opened = openCredential(bytes);
  if (!isEnvelope(opened) || opened.form === 'OTHER') return undefined;
  if (opened.form === 'DATA_INTEGRITY') return 'application/vc';
  if (opened.form === 'VC_JWT') return 'application/vc+jwt';
  const [header = ''] = Buffer.from(bytes).toString('utf8').trim().split('.', 1);
  const isOld = oldName.test(Buffer.from(header, 'base64url').toString('utf8'));
  return isOld ? 'application/vc+sd-jwt' : 'application/dc+sd-jwt';
}

/**
 * The signed credentials among what stands in a kluis, each as it came in, by the digest that a record names. Whether what
 * was signed holds, nobody asks here: that is for whoever gets the paper.
 */
export async function proofsAlong(
  records: readonly KeptRecord[],
  originals: readonly KeptOriginal[],
): Promise<Proofs> {
  const named = new Set(records.flatMap(({ record }) => record.facets.credential?.digest ?? []));
  const proofs = new Map<string, Proof>();
  const others = inSlices();
  for (const { page } of originals) {
    if (!named.has(page.sha256) || proofs.has(page.sha256)) continue;
    const content = () => unpacked(page);
    const mediaType = mediaTypeOf(content());
    if (mediaType !== undefined) {
      proofs.set(page.sha256, { mediaType, bytes: page.bytes, content });
    }
    await others();
  }
  return proofs;
}
