import { createSecretKey, type KeyObject, randomBytes, scrypt } from 'node:crypto';
import { join } from 'node:path';
import { Fault } from '../../base/index.js';
import { makeOnce, readIfThere } from './whole-file.js';

/** 32 MiB and about 0.1 s for each guess; asked once for each process. */
const cost = { N: 32_768, r: 8, p: 1, maxmem: 64 * 1024 * 1024 };
const leastCharacters = 32;

const derive = (secret: string, salt: string): Promise<Buffer> =>
  new Promise((resolve, reject) => {
    scrypt(secret, salt, 32, cost, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });

async function once(file: string): Promise<string> {
  return (await readIfThere(file)) ?? makeOnce(file, randomBytes(32).toString('base64url'));
}

/**
 * What private keys are sealed with.
 * @param secret from outside the folder (`ISSUER_KEYS_SECRET`); without one it is made, and lies beside the keys: enough for
 * trying out, and it protects no copy of the folder.
 */
export async function sealingKey(folder: string, secret?: string): Promise<KeyObject> {
  if (secret !== undefined && secret.length < leastCharacters) {
    throw new Fault('BadInput', 'The secret that seals keys has at least 32 characters.');
  }
  const salt = await once(join(folder, 'salt'));
  const own = secret ?? (await once(join(folder, 'secret.key')));
  return createSecretKey(await derive(own, salt));
}
