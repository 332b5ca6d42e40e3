import {
  createCipheriv,
  createDecipheriv,
  createSecretKey,
  randomBytes,
  timingSafeEqual,
} from 'node:crypto';
import { z } from 'zod';
import { keyedHash, type LearnerId, learnerId, type WebId, webId } from '../base/index.js';

/** A sign-in that was begun: what its end has to be held against. */
export interface BegunSignIn {
  readonly kind: 'EDUID' | 'SOLID';
  readonly issuer: string;
  /** Comes back with the answer. */
  readonly state: string;
  /** PKCE: proves that whoever ends it began it. */
  readonly verifier: string;
  /** Stands in the ID token; absent where the library that signs in uses none. */
  readonly nonce?: string | undefined;
  /** Where they have to sign in anew: when it began; absent: a login from before will do. */
  readonly since?: Date | undefined;
  /** A path of ours. */
  readonly returnTo: string;
  /** The learner who links this login to their kluis; absent: somebody signs in. */
  readonly link?: LearnerId | undefined;
  /** The learner who lets us ask hosts in their name; absent: nobody. */
  readonly enrol?: LearnerId | undefined;
  /** Who brings a pod of their own, and which; absent: nobody. */
  readonly bring?: { readonly webId: WebId; readonly root: string } | undefined;
  readonly expiresAt: Date;
}

const Begun = z.object({
  kind: z.enum(['EDUID', 'SOLID']),
  issuer: z.string(),
  state: z.string(),
  verifier: z.string(),
  nonce: z.string().optional(),
  since: z.coerce.date().optional(),
  returnTo: z.string(),
  link: z.uuid().transform(learnerId).optional(),
  enrol: z.uuid().transform(learnerId).optional(),
  bring: z.object({ webId: z.string().transform(webId), root: z.string() }).optional(),
  expiresAt: z.coerce.date(),
});

const [nonceBytes, tagBytes] = [12, 16];
/** With its name and attributes below the 4096 bytes that a browser keeps of a cookie. */
const maxLength = 3800;
const context = Buffer.from('sign-in state');

export interface StateSeal {
  readonly seal: (begun: BegunSignIn) => string;
  /** @returns undefined for what we did not seal, what was changed since, and what is too old. */
  readonly open: (sealed: string) => BegunSignIn | undefined;
}

/**
 * Carries a sign-in through the browser that began it, unreadable to it: any process of ours can end it, none keeps it,
 * and whoever only has the answer of the login has nothing.
 */
export function stateSeal(
  { pairwise }: { readonly pairwise: Uint8Array },
  now: () => Date,
): StateSeal {
  const key = createSecretKey(keyedHash(pairwise, 'sign-in state'), 'base64url');
  return {
    seal: (begun) => {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(context);
      const sealed = [cipher.update(JSON.stringify(begun), 'utf8'), cipher.final()];
      return Buffer.concat([nonce, ...sealed, cipher.getAuthTag()]).toString('base64url');
    },
    open: (sealed) => {
      const bytes = Buffer.from(sealed.length <= maxLength ? sealed : '', 'base64url');
      if (bytes.length <= nonceBytes + tagBytes) return undefined;
      const nonce = bytes.subarray(0, nonceBytes);
      const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: tagBytes });
      decipher.setAAD(context).setAuthTag(bytes.subarray(-tagBytes));
      try {
        const text = [decipher.update(bytes.subarray(nonceBytes, -tagBytes)), decipher.final()];
        const begun = Begun.parse(JSON.parse(Buffer.concat(text).toString('utf8')));
        return begun.expiresAt > now() ? begun : undefined;
      } catch {
        return undefined;
      }
    },
  };
}

/** Whether the answer belongs to what was begun, told in the same time for any answer. */
export function isAnswerTo({ state }: BegunSignIn, answered: string): boolean {
  const [a, b] = [
    Buffer.from(keyedHash(context, state)),
    Buffer.from(keyedHash(context, answered)),
  ];
  return timingSafeEqual(a, b);
}
