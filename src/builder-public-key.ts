import { setTimeout as wait } from 'node:timers/promises';
import {
  loadAttestationPublicJwk,
  loadBuilderPublicJwk,
  type SigningKey,
} from './identity/index.js';

const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

type PublicJwk = SigningKey['publicJwk'];

/** Waited for, since the worker, which makes it at its first start, may start together with us. */
async function whenThere(
  load: (keysDir: string) => Promise<PublicJwk>,
  keysDir: string,
  waitMs: number,
): Promise<PublicJwk> {
  for (const until = Date.now() + waitMs; ; ) {
    try {
      return await load(keysDir);
    } catch (error) {
      if (!isAbsent(error)) throw error;
    }
    if (Date.now() >= until) {
      throw new Error(
        'The public key of the builder is not in KEYS_DIR: please start a worker, which makes it there.',
      );
    }
    await wait(200);
  }
}

/**
 * The public half of the builder's key.
 * @throws Error in one sentence when it does not come.
 */
export const publishedBuilderKey = (keysDir: string, waitMs = 30_000): Promise<PublicJwk> =>
  whenThere(loadBuilderPublicJwk, keysDir, waitMs);

/**
 * The public half of the key that signs what we say in writing.
 * @throws Error in one sentence when it does not come.
 */
export const publishedAttestationKey = (keysDir: string, waitMs = 30_000): Promise<PublicJwk> =>
  whenThere(loadAttestationPublicJwk, keysDir, waitMs);
