import { publicJwkOfSpki } from '../public-jwk.js';
import type { PublicJwk } from '../public-key.js';
import { base58Bytes } from './base58.js';

/** By the multicodec before the key (as a varint, in hex): its length, and what stands before it in a SubjectPublicKeyInfo. */
const kinds: Readonly<Record<string, { readonly bytes: number; readonly before: string }>> = {
  // Ed25519
  ed01: { bytes: 32, before: '302a300506032b6570032100' },
  // P-256, compressed
  '8024': { bytes: 33, before: '3039301306072a8648ce3d020106082a8648ce3d030107032200' },
  // P-384, compressed
  '8124': { bytes: 49, before: '3046301006072a8648ce3d020106052b81040022033200' },
};

/** A public key as `z…`: base 58 of its multicodec and its bytes. */
export function multikeyJwk(text: string): PublicJwk | undefined {
  const bytes = text.startsWith('z') ? base58Bytes(text.slice(1)) : undefined;
  if (bytes === undefined) return undefined;
  const kind = kinds[Buffer.from(bytes.subarray(0, 2)).toString('hex')];
  if (kind === undefined || bytes.length !== kind.bytes + 2) return undefined;
  return publicJwkOfSpki(Buffer.concat([Buffer.from(kind.before, 'hex'), bytes.subarray(2)]));
}
