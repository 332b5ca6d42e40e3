import { isObject, type JsonObject, present } from '../../base/index.js';
import type { Finding } from '../finding.js';
import { instantOf, isReadable } from './period.js';

const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : [value]);
const typesOf = ({ type }: JsonObject): readonly unknown[] => listOf(type);
export const isPresentation = (value: JsonObject): boolean =>
  typesOf(value).includes('VerifiablePresentation');
/** By the W3C data model; whether it is a good one is asked elsewhere. */
export const isW3c = (value: JsonObject): boolean =>
  typesOf(value).includes('VerifiableCredential') && value['credentialSubject'] !== undefined;

export function issuerOf({ issuer }: JsonObject): string | undefined {
  const id = isObject(issuer) ? issuer['id'] : issuer;
  return typeof id === 'string' && id !== '' ? id : undefined;
}

/** The words of version 2.0 for the period, where a credential is one of 2.0. */
const isNewer = (stated: JsonObject): boolean => {
  const [first] = listOf(stated['@context']);
  return first === 'https://www.w3.org/ns/credentials/v2';
};

/** What a registered claim stands for in the credential, and what the credential says there itself. */
interface Said {
  readonly claim: string;
  /** In the credential. */
  readonly path: string;
  readonly byJwt: string | undefined;
  readonly byItself: unknown;
}

const sameInstant = (a: string, b: string): boolean =>
  Math.floor(Date.parse(a) / 1000) === Math.floor(Date.parse(b) / 1000);

const isDifferent = ({ byJwt, byItself }: Said): boolean =>
  byJwt !== undefined &&
  byItself !== undefined &&
  byJwt !== byItself &&
  !(typeof byItself === 'string' && sameInstant(byJwt, byItself));

const textOf = (value: unknown): string | undefined =>
  typeof value === 'string' ? value : undefined;
const readable = (instant: string | undefined): string | undefined =>
  instant !== undefined && isReadable(instant) ? instant : undefined;

/** A subject that stands alone: of several, nobody could say which one `sub` is. */
const onlySubject = ({ credentialSubject }: JsonObject): JsonObject | undefined => {
  const subjects = listOf(credentialSubject);
  const [subject] = subjects;
  return subjects.length === 1 && isObject(subject) ? subject : undefined;
};

function saidTwice(payload: JsonObject, stated: JsonObject): readonly Said[] {
  const [from, until] = isNewer(stated)
    ? ['validFrom', 'validUntil']
    : ['issuanceDate', 'expirationDate'];
  const isDated = payload['nbf'] === undefined && stated[from] !== undefined;
  const since = payload['nbf'] ?? (isDated ? undefined : payload['iat']);
  const subject = onlySubject(stated);
  const end = readable(instantOf(payload['exp']));
  return [
    { claim: 'jti', path: 'id', byJwt: textOf(payload['jti']), byItself: stated['id'] },
    { claim: 'nbf', path: from, byJwt: readable(instantOf(since)), byItself: stated[from] },
    { claim: 'exp', path: until, byJwt: end, byItself: stated[until] },
    {
      claim: 'sub',
      path: 'credentialSubject',
      byJwt: subject && textOf(payload['sub']),
      byItself: subject?.['id'],
    },
  ];
}

function withIssuer(issuer: unknown, iss: string | undefined): unknown {
  if (iss === undefined) return issuer;
  return isObject(issuer) ? { ...issuer, id: iss } : iss;
}

/** In version 2.0 these are of the JWT; the credential has a period of its own, and both have to hold. */
const ofTheJwtAlone = new Set(['nbf', 'exp']);

export interface JwtClaims {
  readonly claims: JsonObject;
  /** Where the JWT and the credential in it say different things. */
  readonly findings: readonly Finding[];
}

/**
 * A credential with what the JWT says of it merged in: in `vc` (version 1.1) what the JWT says wins. In 2.0 the payload is the
 * credential, and a registered claim says what is missing there, or something of the JWT alone.
 */
export function mergedClaims(payload: JsonObject, stated: JsonObject, wins: boolean): JwtClaims {
  const said = saidTwice(payload, stated);
  const taken = said.filter(
    ({ byJwt, byItself }) => byJwt !== undefined && (wins || byItself === undefined),
  );
  const members = taken.map(({ path, byJwt }) =>
    path === 'credentialSubject'
      ? ([path, { ...onlySubject(stated), id: byJwt }] as const)
      : ([path, byJwt] as const),
  );
  const issuer = withIssuer(stated['issuer'], textOf(payload['iss']));
  return {
    claims: present({ ...stated, ...Object.fromEntries(members), issuer }),
    findings: said
      .filter((each) => (wins || !ofTheJwtAlone.has(each.claim)) && isDifferent(each))
      .map(({ claim }) => ({ code: 'CLAIMS_DIFFER', path: `/${claim}` })),
  };
}
