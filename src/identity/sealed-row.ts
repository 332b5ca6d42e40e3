import { createCipheriv, createDecipheriv, createSecretKey, randomBytes } from 'node:crypto';
import { keyedHash } from '../base/index.js';

const [nonceBytes, tagBytes] = [12, 16];

/** What lies in our database for a while, under the name of whose it is: nobody reads it there, and under another name it does not open. */
export interface RowSeal {
  readonly seal: (name: string, text: string) => string;
  /** @returns undefined for what we did not seal under this name, and what was changed since. */
  readonly open: (name: string, sealed: string) => string | undefined;
  /** The same for the same text: a hash that nobody can try guesses against. */
  readonly mark: (name: string, text: string) => string;
}

export function rowSeal({ pairwise }: { readonly pairwise: Uint8Array }): RowSeal {
  const key = createSecretKey(keyedHash(pairwise, 'row set aside'), 'base64url');
  return {
    seal: (name, text) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(name));
      const sealed = [cipher.update(text, 'utf8'), cipher.final()];
      return Buffer.concat([nonce, ...sealed, cipher.getAuthTag()]).toString('base64url');
    },
    open: (name, sealed) => {
      const bytes = Buffer.from(sealed, 'base64url');
      if (bytes.length <= nonceBytes + tagBytes) return undefined;
      const nonce = bytes.subarray(0, nonceBytes);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
      decipher.setAAD(Buffer.from(name)).setAuthTag(bytes.subarray(-tagBytes));
      try {
        const text = [decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()];
        return Buffer.concat(text).toString('utf8');
      } catch {
        return undefined;
      }
    },
    mark: (name, text) => keyedHash(pairwise, 'mark of a row set aside', name, text),
  };
}
