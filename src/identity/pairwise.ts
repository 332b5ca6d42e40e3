import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  type KeyObject,
  timingSafeEqual,
} from 'node:crypto';
import { LRUCache } from 'lru-cache';
import { keyedHash } from '../base/index.js';

/** What an id stands for; an id of one kind does not open as another. */
export type PairwiseKind =
  | 'learner'
  | 'record'
  | 'grant'
  | 'block'
  | 'request'
  | 'delivery'
  | 'logEntry'
  | 'cursor'
  | 'view'
  | 'alert'
  | 'way'
  | 'download'
  | 'quarantine'
  | 'award'
  | 'wallet'
  | 'step'
  | 'proposal';

/** Ids for one grantee. Another grantee's id for the same thing is unrelated and does not open here. */
export interface PairwiseIds {
  /** Same input, same id. Its length tells the length of the plaintext and nothing more. */
  readonly seal: (kind: PairwiseKind, plaintext: string) => string;
  /** @returns undefined for anything that `seal` of this grantee and kind did not make; never throws. */
  readonly open: (kind: PairwiseKind, id: string) => string | undefined;
}

const nonceBytes = 12;
const tagBytes = 16;
/** Taken apart in place of an id that cannot be one, so that nonsense costs what a near miss costs. */
const nonsense = Buffer.alloc(nonceBytes + tagBytes + 36);
const maxIdLength = 1024;
/** Ids kept per grantee, and grantees kept; making an id takes some 10 µs. */
const idsKept = 1000;
const granteesKept = 100;

/**
 * Authenticated encryption with a nonce made from the plaintext (a synthetic IV): deterministic, so that ids are
 * stable, and two plaintexts share a nonce only by a hash collision. Keys are per grantee. Ids lately made are kept;
 * ids to be opened are opened each time, so that a good one takes as long as a bad one.
 */
function pairwise(keys: { readonly pairwise: Uint8Array }, granteeKey: string): PairwiseIds {
  const derived = (use: string): KeyObject =>
    createSecretKey(keyedHash(keys.pairwise, 'pairwise', use, granteeKey), 'base64url');
  let made: { readonly encryption: KeyObject; readonly synthesis: KeyObject } | undefined;
  // Made at the first id: many a question has none.
  const secrets = () => {
    made ??= { encryption: derived('encryption'), synthesis: derived('nonce') };
    return made;
  };
  const nonceFor = (kind: PairwiseKind, plaintext: string): Buffer =>
    Buffer.from(keyedHash(secrets().synthesis, granteeKey, kind, plaintext), 'base64url').subarray(
      0,
      nonceBytes,
    );
  const context = (kind: PairwiseKind): Buffer => Buffer.from(`${kind}\n${granteeKey}`);

  const seal = (kind: PairwiseKind, plaintext: string): string => {
    const nonce = nonceFor(kind, plaintext);
    const cipher = createCipheriv('aes-256-gcm', secrets().encryption, nonce);
    cipher.setAAD(context(kind));
    const sealed = Buffer.concat([cipher.update(plaintext, 'utf8'), cipher.final()]);
    return Buffer.concat([nonce, sealed, cipher.getAuthTag()]).toString('base64url');
  };
  const known = new LRUCache<string, string>({ max: idsKept });
  return {
    seal: (kind, plaintext) => {
      const name = `${kind} ${plaintext}`;
      const id = known.get(name) ?? seal(kind, plaintext);
      known.set(name, id);
      return id;
    },
    open: (kind, id) => {
      const given = id.length <= maxIdLength ? Buffer.from(id, 'base64url') : nonsense;
      // Compared with the text again: base64 readers skip what they do not know, and one id has one spelling.
      const spelled = given.length >= nonsense.length - 36 && given.toString('base64url') === id;
      const bytes = spelled ? given : nonsense;
      const nonce = bytes.subarray(0, nonceBytes);
      const decipher = createDecipheriv('aes-256-gcm', secrets().encryption, nonce, {
        authTagLength: tagBytes,
      });
      decipher.setAAD(context(kind)).setAuthTag(bytes.subarray(-tagBytes));
      const plaintext = decipher.update(bytes.subarray(nonceBytes, -tagBytes)).toString('utf8');
      const authentic = isFinal(decipher);
      const same = timingSafeEqual(nonce, nonceFor(kind, plaintext));
      return spelled && authentic && same ? plaintext : undefined;
    },
  };
}

/** Ids for whoever asks, by grantee key. */
export function pairwiseFor(keys: { readonly pairwise: Uint8Array }) {
  const known = new LRUCache<string, PairwiseIds>({ max: granteesKept });
  return (granteeKey: string): PairwiseIds => {
    const ids = known.get(granteeKey) ?? pairwise(keys, granteeKey);
    known.set(granteeKey, ids);
    return ids;
  };
}

function isFinal(decipher: { final: () => Buffer }): boolean {
  try {
    decipher.final();
    return true;
  } catch {
    return false;
  }
}
