import { timingSafeEqual } from 'node:crypto';
import { isObject, type JsonObject, present, sha256Hex } from '../base/index.js';
import type { CredentialForm, SubjectClaims } from './examined.js';
import { publicJwkOf, thumbprintOf } from './public-jwk.js';
import type { SubjectMatch } from './states.js';

/** Identifiers that one person has in the world: no two schools give the same to two. */
export type IdentifierType = 'emailAddress' | 'eduID' | 'eduPersonPrincipalName';
export interface KnownIdentifier {
  readonly type: IdentifierType;
  readonly value: string;
}
/** What is known to be the learner's, each proven by a login or a wallet. */
export interface KnownSubject {
  readonly dids: readonly string[];
  readonly identifiers: readonly KnownIdentifier[];
  /** RFC 7638, of keys in the learner's wallets. */
  readonly holderThumbprints: readonly string[];
}

type Identifier = SubjectClaims['identifiers'][number];

const most = 20;
const mailto = 'mailto:';
const sha256 = /^sha256\$([0-9a-f]{64})$/i;

/** By the words of Open Badges 3.0, of 2.0 and of their extensions. */
const typeOf = new Map<string, IdentifierType>([
  ['emailaddress', 'emailAddress'],
  ['email', 'emailAddress'],
  ['id', 'eduID'],
  ['eduid', 'eduID'],
  ['eppn', 'eduPersonPrincipalName'],
  ['edupersonprincipalname', 'eduPersonPrincipalName'],
]);
const knownType = (type: string): IdentifierType | undefined =>
  typeOf.get(type.toLowerCase().replace(/^ext:/, '').replaceAll('_', ''));

function listOf(value: unknown): readonly unknown[] {
  if (value === undefined) return [];
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.slice(0, most);
}

function identifierIn(stated: unknown): Identifier | undefined {
  if (!isObject(stated)) return undefined;
  const { identityHash, hashed, identityType, salt } = stated;
  if (typeof identityHash !== 'string' || identityHash === '') return undefined;
  return {
    type: typeof identityType === 'string' ? identityType : '',
    hash: identityHash,
    // A digest is no identifier of anybody, whatever is said of it.
    isHashed: hashed === true || sha256.test(identityHash),
    ...present({ salt: typeof salt === 'string' ? salt : undefined }),
  };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

/** An address as id is an identifier like any other. */
const addressOf = (id: string): Identifier => ({
  type: 'emailAddress',
  hash: id.slice(mailto.length),
  isHashed: false,
});

function holderOf({ cnf }: JsonObject): string | undefined {
  const key = isObject(cnf) ? publicJwkOf(cnf['jwk']) : undefined;
  return key && thumbprintOf(key);
}

/** Whom a credential is about, by what can be compared: never a name or a birth date. */
export function subjectClaimsOf(claims: JsonObject, form: CredentialForm): SubjectClaims {
  const subjects = listOf(claims['credentialSubject']);
  const stated = subjects.map((each) => (isObject(each) ? each['id'] : each));
  const sub = form === 'SD_JWT' ? [claims['sub']] : [];
  const ids = [...new Set([...stated, ...sub].filter(isText))];
  const identifiers = subjects
    .filter(isObject)
    .flatMap((subject) => listOf(subject['identifier']))
    .map(identifierIn)
    .filter((identifier) => identifier !== undefined);
  const addresses = ids.filter((id) => id.startsWith(mailto) && !id.includes('%'));
  return {
    ids: ids.filter((id) => !id.startsWith(mailto)),
    identifiers: [...identifiers, ...addresses.map(addressOf)].slice(0, most),
    ...present({ holderThumbprint: form === 'DATA_INTEGRITY' ? undefined : holderOf(claims) }),
  };
}

/** In constant time for texts of one length, whatever is in them. */
function isSame(a: string, b: string): boolean {
  const [one, other] = [Buffer.from(a), Buffer.from(b)];
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Some issuers hash an address as it was typed, others in small letters. */
const spellings = (value: string): readonly string[] => [value.trim(), value.trim().toLowerCase()];

/** @returns undefined where it is hidden in a way that is not known, or not good enough to be believed. */
function isIdentifierOf(identifier: Identifier, { value }: KnownIdentifier): boolean | undefined {
  const { hash, isHashed, salt = '' } = identifier;
  if (!isHashed) return isSame(hash.trim().toLowerCase(), value.trim().toLowerCase());
  const digest = sha256.exec(hash)?.[1]?.toLowerCase();
  if (digest === undefined) return undefined;
  return spellings(value)
    .map((each) => isSame(sha256Hex(each + salt), digest))
    .includes(true);
}

/** Whether one fits, and whether one that does not fit is of a type that we know one of: then it is somebody else. */
function byIdentifiers(
  { identifiers }: SubjectClaims,
  known: KnownSubject,
): readonly SubjectMatch[] {
  return identifiers.flatMap((identifier) =>
    known.identifiers.map((mine): SubjectMatch => {
      if (mine.value.trim() === '') return 'UNCHECKED';
      // An eppn looks like an address, and may be somebody else's.
      if (knownType(identifier.type) !== mine.type) return 'UNCHECKED';
      const fits = isIdentifierOf(identifier, mine);
      if (fits === undefined) return 'UNCHECKED';
      return fits ? 'MATCH' : 'NO_MATCH';
    }),
  );
}

const among = (value: string, mine: readonly string[]): SubjectMatch => {
  if (mine.length === 0) return 'UNCHECKED';
  return mine.map((each) => isSame(each, value)).includes(true) ? 'MATCH' : 'NO_MATCH';
};

/**
 * Whether a credential is about this learner. One thing that fits is enough: people have several addresses, and one DID for
 * each wallet. NO_MATCH only where something of the same kind is known, and nothing fits.
 */
export function matchSubject(claims: SubjectClaims, known: KnownSubject): SubjectMatch {
  const { ids, holderThumbprint } = claims;
  const dids = ids.filter((id) => id.startsWith('did:'));
  const all = [
    ...dids.map((did) => among(did, known.dids)),
    ...byIdentifiers(claims, known),
    ...(holderThumbprint === undefined ? [] : [among(holderThumbprint, known.holderThumbprints)]),
  ];
  if (all.includes('MATCH')) return 'MATCH';
  return all.includes('NO_MATCH') ? 'NO_MATCH' : 'UNCHECKED';
}
