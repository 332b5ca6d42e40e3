import { isObject, type JsonObject } from '../base/index.js';
import { credentials2 } from './contexts/pinned.js';
import type { Finding } from './finding.js';

const schema = (path: string): Finding => ({ code: 'SCHEMA', path });
/** An absolute address or name of any scheme. */
const isUri = (value: unknown): value is string =>
  typeof value === 'string' && /^[a-z][a-z0-9+.-]*:\S+$/i.test(value);
const listed = (value: unknown): readonly unknown[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** XML Schema dateTimeStamp: to the second, with its zone. */
const instant =
  /^-?\d{4,}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:Z|[+-](?:0\d|1[0-4]):[0-5]\d)$/;
export const isInstant = (value: unknown): value is string =>
  typeof value === 'string' && instant.test(value) && !Number.isNaN(Date.parse(value));

const typesOf = (value: JsonObject): readonly unknown[] => listed(value['type']);
const isTyped = (value: unknown): boolean =>
  isObject(value) && typesOf(value).some((type) => typeof type === 'string' && type !== '');

/** Members whose every value says what kind it is. */
const typed = [
  'credentialStatus',
  'credentialSchema',
  'refreshService',
  'termsOfUse',
  'evidence',
] as const;
/** Members whose `id` is an address where they have one. */
const named = ['credentialStatus', 'credentialSubject', 'credentialSchema'] as const;

const languageMap = new Set(['@value', '@language', '@direction']);
const isText = (value: unknown): boolean =>
  typeof value === 'string' ||
  (isObject(value) &&
    typeof value['@value'] === 'string' &&
    Object.keys(value).every((key) => languageMap.has(key)));

function textFindings(value: JsonObject, path: string): readonly Finding[] {
  const wrong = ['name', 'description'].filter((name) => !listed(value[name]).every(isText));
  return wrong.map((name) => schema(`${path}/${name}`));
}

function issuerFindings(credential: JsonObject): readonly Finding[] {
  const { issuer } = credential;
  const id = isObject(issuer) ? issuer['id'] : issuer;
  return isUri(id) ? [] : [schema('/issuer')];
}

function subjectFindings(credential: JsonObject): readonly Finding[] {
  const subjects = listed(credential['credentialSubject']);
  const isSaid =
    subjects.length > 0 && subjects.every((one) => isObject(one) && Object.keys(one).length > 0);
  return isSaid ? [] : [schema('/credentialSubject')];
}

function dateFindings(credential: JsonObject): readonly Finding[] {
  const dates = ['validFrom', 'validUntil', 'issuanceDate', 'expirationDate'];
  const wrong = dates.filter(
    (name) => credential[name] !== undefined && !isInstant(credential[name]),
  );
  const { validFrom, validUntil } = credential;
  const isTurned =
    isInstant(validFrom) && isInstant(validUntil) && Date.parse(validFrom) > Date.parse(validUntil);
  return [...wrong, ...(isTurned ? ['validUntil'] : [])].map((name) => schema(`/${name}`));
}

function memberFindings(credential: JsonObject): readonly Finding[] {
  const untyped = typed.filter((name) => !listed(credential[name]).every(isTyped));
  const unnamed = named.filter((name) =>
    listed(credential[name]).some(
      (one) => isObject(one) && one['id'] !== undefined && !isUri(one['id']),
    ),
  );
  return [...untyped.map((name) => `/${name}`), ...unnamed.map((name) => `/${name}/id`)].map(
    schema,
  );
}

/** What of the W3C data model (2.0 and 1.1) a credential does not keep: each place once. */
export function dataModelFindings(credential: JsonObject): readonly Finding[] {
  const { id, issuer } = credential;
  const isSecond = listed(credential['@context'])[0] === credentials2;
  const all = [
    ...(typesOf(credential).includes('VerifiableCredential') ? [] : [schema('/type')]),
    ...(id === undefined || isUri(id) ? [] : [schema('/id')]),
    ...issuerFindings(credential),
    ...subjectFindings(credential),
    ...dateFindings(credential),
    ...memberFindings(credential),
    ...(isSecond ? textFindings(credential, '') : []),
    ...(isSecond && isObject(issuer) ? textFindings(issuer, '/issuer') : []),
  ];
  return [...new Map(all.map((one) => [one.path, one])).values()];
}
