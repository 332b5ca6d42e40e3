import { createHash } from 'node:crypto';
import { isObject, type JsonObject, nestsTooDeep } from '../base/index.js';
import { openBytes } from './open.js';
import { readJwt } from './vc/jwt.js';

export const recipientAnswers = ['MATCH', 'NO_MATCH', 'UNCHECKED'] as const;
export type IsRecipient = (typeof recipientAnswers)[number];

/** How both versions of the standard say to whom a badge was given. */
interface Recipient {
  readonly identity: string;
  readonly isHashed: boolean;
  readonly salt: string;
}

const mostRecipients = 20;
const hashes: Readonly<Record<string, string>> = { sha256: 'sha256', md5: 'md5' };

function recipientOf(stated: JsonObject): Recipient | undefined {
  const identity = stated['identityHash'] ?? stated['identity'];
  const { salt, hashed } = stated;
  if (typeof identity !== 'string' || identity === '') return undefined;
  return { identity, isHashed: hashed === true, salt: typeof salt === 'string' ? salt : '' };
}

/** @returns undefined where it is hashed in a way that we do not know. */
function isSame({ identity, isHashed, salt }: Recipient, asked: string): boolean | undefined {
  // Some issuers hash an address as it was typed, others in small letters.
  const spellings = [asked, asked.toLowerCase()];
  if (!isHashed) return spellings.some((each) => each.toLowerCase() === identity.toLowerCase());
  const [name = '', digest = ''] = identity.split('$');
  const hash = Object.hasOwn(hashes, name) ? hashes[name] : undefined;
  if (hash === undefined) return undefined;
  const digests = spellings.map((each) =>
    createHash(hash)
      .update(each + salt)
      .digest('hex'),
  );
  return digests.includes(digest.toLowerCase());
}

function recipientsIn(value: JsonObject): readonly Recipient[] {
  const subject = value['credentialSubject'];
  const stated = isObject(subject) ? subject['identifier'] : value['recipient'];
  const all: readonly unknown[] = Array.isArray(stated) ? stated : [stated];
  return all
    .slice(0, mostRecipients)
    .filter(isObject)
    .map(recipientOf)
    .filter((recipient) => recipient !== undefined);
}

function parsed(bytes: Uint8Array): JsonObject | undefined {
  const opened = openBytes(bytes);
  if ('kind' in opened) return undefined;
  const text = opened.text.replace(/^\uFEFF/, '');
  const jwt = readJwt(text)?.value;
  if (jwt !== undefined || nestsTooDeep(text)) return jwt;
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}

/**
 * Whether a badge names somebody as the one it was given to, by an e-mail address or an eduID that is known to be theirs.
 * UNCHECKED where it names nobody, or hides it in a way that we do not know; a name or a birth date never counts.
 * @param document the bytes as they were brought.
 */
export function isRecipient(document: Uint8Array, identity: string): IsRecipient {
  const value = parsed(document);
  const asked = identity.trim();
  if (value === undefined || asked === '') return 'UNCHECKED';
  const answers = recipientsIn(value).map((recipient) => isSame(recipient, asked));
  if (answers.includes(true)) return 'MATCH';
  return answers.includes(false) ? 'NO_MATCH' : 'UNCHECKED';
}
