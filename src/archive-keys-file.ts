import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import type { AttestationKeys } from './identity/index.js';

const text = z.string().min(1).max(200);
/** A public key as it is published under /attestation/jwks. A private half would be in the wrong place here. */
const Key = z.strictObject({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: text,
  y: text,
  kid: text,
  alg: z.literal('ES256'),
  use: z.literal('sig'),
});
const File = z.strictObject({ keys: z.array(Key).max(100) });

async function jsonIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is no JSON' : 'it cannot be read';
    throw new Error(`Cannot start: ARCHIVE_KEYS_FILE names ${file}, and ${why}.`, { cause: error });
  }
}

/** Keys of other set-ups whose archives are believed. @throws Error that names all mistakes together. */
export async function archiveKeysFrom(file: string): Promise<AttestationKeys> {
  const parsed = File.safeParse(await jsonIn(file));
  if (parsed.success) return parsed.data;
  throw new Error(`Cannot start, please mend ${file}:\n${z.prettifyError(parsed.error)}`);
}
