import { setTimeout as wait } from 'node:timers/promises';
import { loadBuilderPublicJwk, type SigningKey } from './identity/index.js';

const isAbsent = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && error.code === 'ENOENT';

/**
 * The public half of the builder's key, which the worker makes at its first start: waited for, since both may start
 * together.
 * @throws Error in one sentence when it does not come.
 */
export async function publishedBuilderKey(
  keysDir: string,
  waitMs = 30_000,
): Promise<SigningKey['publicJwk']> {
  for (const until = Date.now() + waitMs; ; ) {
    try {
      return await loadBuilderPublicJwk(keysDir);
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
