import type { JsonObject } from '../../base/index.js';
import { Notes } from '../../records/index.js';
import type { JsonFormat } from '../json-format.js';
import { type DocumentReading, type Opened, recognised, refuse } from '../reading.js';
import { Claims } from './claims.js';
import { holderOf, isOpened, isSigned, namesOf, openCredential, typesOf } from './credential.js';
import { isWorkOrDegree, readGeneric } from './generic.js';

const standard = 'vc';
const has = (types: readonly string[], end: RegExp): boolean =>
  types.some((type) => end.test(type));

/** A list of bits tells whether credentials still hold, and is about nobody. */
const isStatusList = (types: readonly string[]): boolean =>
  has(types, /(?:StatusList\w*Credential|RevocationList\w*Credential)$/);
/** Made for one reader, at one moment: the credentials in it are what a learner keeps. */
const isPresentation = (types: readonly string[]): boolean => has(types, /Presentation$/);

function fits(value: JsonObject): boolean {
  const types = typesOf(value);
  return (
    Object.hasOwn(value, 'credentialSubject') ||
    Object.hasOwn(value, 'verifiableCredential') ||
    has(types, /^Verifiable(?:Credential|Presentation)$/)
  );
}

/** What it is about comes before what it is: of several, or of none, no kind of it would be read. */
function reasonOf(value: JsonObject, types: readonly string[]): Parameters<typeof refuse> {
  const credential = openCredential(value);
  return !isOpened(credential) && credential.path !== '/issuer'
    ? [credential.code, credential.path, { standard }]
    : ['CREDENTIAL_TYPE_UNSUPPORTED', '/type', { standard, found: namesOf(types) }];
}

function read(value: JsonObject, opened: Opened): DocumentReading {
  const types = typesOf(value);
  if (isStatusList(types)) return recognised(standard);
  if (isPresentation(types) || Object.hasOwn(value, 'verifiableCredential')) {
    return refuse('PRESENTATION_NOT_READ', '/type', { standard });
  }
  if (!new Claims(value, '', new Notes()).each('credentialSubject').some(isWorkOrDegree)) {
    return refuse(...reasonOf(value, types));
  }
  const credential = openCredential(value);
  if (!isOpened(credential)) return refuse(credential.code, credential.path, { standard });
  const holder = holderOf(credential.subject);
  const drafted = readGeneric(opened, standard, '', credential);
  if ('code' in drafted) {
    return refuse(drafted.code, drafted.path, { standard, found: namesOf(types) });
  }
  return {
    kind: 'IMPORTED',
    standard,
    ...(holder !== undefined && { holder }),
    records: [drafted],
    proof: isSigned(value) ? 'NOT_CHECKED' : 'NONE',
    quarantined: [],
    issues: [],
    losses: [],
  };
}

/** Any credential of the W3C data model that no standard above it knows. */
export const verifiableCredential: JsonFormat = { fits, read };
