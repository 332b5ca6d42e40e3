import { isObject, type JsonObject, nestsTooDeep } from '../../base/index.js';
import type { JsonFormat } from '../json-format.js';
import { type DocumentReading, type Opened, refuse } from '../reading.js';
import { readElm } from './read-elm.js';

const standard = 'elm';
const typesOf = (value: JsonObject): readonly unknown[] => [value['type'], value['@type']].flat();

const isCredential = (value: JsonObject): boolean =>
  typesOf(value).some(
    (type) => type === 'EuropeanDigitalCredential' || type === 'elm:EuropeanDigitalCredential',
  );

/** Names that versions before 3 had for the same. */
const oldTypes: ReadonlySet<unknown> = new Set([
  'EuropassCredential',
  'europassCredential',
  'CLVerifiableCredential',
  'europass:EuropassCredential',
  'cred:VerifiableCredential',
]);
const oldTypeIn = (value: JsonObject): string | undefined => {
  const found = typesOf(value).find((type) => oldTypes.has(type));
  if (typeof found === 'string') return found;
  return Object.keys(value).find((name) =>
    /^(?:cred|eup|europass):[A-Za-z]+$|^europassCredential$/.test(name),
  );
};

type Payload = { readonly value: JsonObject } | { readonly code: string };

function parse(text: string): Payload {
  if (nestsTooDeep(text)) return { code: 'TOO_DEEP' };
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? { value } : { code: 'JSON_NOT_WELL_FORMED' };
  } catch {
    return { code: 'JSON_NOT_WELL_FORMED' };
  }
}

/** What was signed: JSON as a text, or that text in base64url. */
function payloadOf(payload: unknown): Payload {
  if (isObject(payload)) return { value: payload };
  if (typeof payload !== 'string') return { code: 'TYPE' };
  const isPlain = /^\s*[{[]/.test(payload);
  return parse(isPlain ? payload : Buffer.from(payload, 'base64url').toString('utf8'));
}

const isSigned = (value: JsonObject): boolean =>
  'payload' in value && ('signatures' in value || 'signature' in value);

function readSigned(value: JsonObject, opened: Opened): DocumentReading {
  const payload = payloadOf(value['payload']);
  if ('code' in payload) return refuse(payload.code, '/payload', { standard });
  if (isCredential(payload.value)) {
    return readElm(payload.value, opened, { proof: 'NOT_CHECKED', issues: [] });
  }
  const old = oldTypeIn(payload.value);
  if (old !== undefined)
    return refuse('ELM_VERSION_UNSUPPORTED', '/payload', { standard, found: old });
  return refuse('CREDENTIAL_TYPE_UNSUPPORTED', '/payload', {
    found: namesOf(typesOf(payload.value)),
  });
}

/** Types are names, unless they are something else. */
const namesOf = (types: readonly unknown[]): string => {
  const names = types.filter((type) => typeof type === 'string' && /^[\w:/.#-]{1,100}$/.test(type));
  return names.length === 0 ? 'no type' : names.slice(0, 5).join(', ');
};

/** European credentials: as they are, and in the signed form in which they are given out. */
export const elmJson: JsonFormat = {
  fits: (value) => isCredential(value) || isSigned(value) || oldTypeIn(value) !== undefined,
  read: (value, opened) => {
    if (isSigned(value) && !isCredential(value)) return readSigned(value, opened);
    if (isCredential(value)) {
      const proof =
        isObject(value['proof']) || Array.isArray(value['proof']) ? 'NOT_CHECKED' : 'NONE';
      return readElm(value, opened, { proof, issues: [] });
    }
    const old = oldTypeIn(value) ?? 'no type';
    return refuse('ELM_VERSION_UNSUPPORTED', '', { standard, found: old });
  },
};
