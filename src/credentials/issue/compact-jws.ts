import type { JsonObject } from '../../base/index.js';
import type { Signer } from '../signer.js';

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** RFC 7515, for a key that may lie elsewhere: libraries sign only with a key that they are handed. */
export async function compactJws(
  header: JsonObject,
  claims: JsonObject,
  signer: Signer,
): Promise<string> {
  const input = `${part({ alg: signer.algorithm, kid: signer.id, ...header })}.${part(claims)}`;
  const signature = await signer.sign(Buffer.from(input, 'ascii'));
  return `${input}.${Buffer.from(signature).toString('base64url')}`;
}
