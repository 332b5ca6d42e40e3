import { hasDoubleNames, isObject, type JsonObject, nestsTooDeep } from '../base/index.js';
import { openDataIntegrity } from './data-integrity/open.js';
import type { Envelope } from './envelope.js';
import { findKey } from './find-key.js';
import type { Finding } from './finding.js';
import { openJose } from './jose/open-jose.js';
import { unbake } from './unbake.js';

/** Of a credential by itself, without the picture it may stand in. Processing one costs more than reading it. */
const mostBytes = 65_536;
const mostLevels = 24;

const typesOf = ({ type }: JsonObject): readonly unknown[] => (Array.isArray(type) ? type : [type]);

/** JWS in its JSON forms, as European seals are. */
const isSealed = (value: JsonObject): boolean =>
  typeof value['payload'] === 'string' &&
  (Array.isArray(value['signatures']) || typeof value['signature'] === 'string');

function openObject(value: JsonObject): Envelope | Finding {
  if (isSealed(value)) return { code: 'SEAL_NOT_CHECKED' };
  const types = typesOf(value);
  if (types.includes('VerifiablePresentation') || value['verifiableCredential'] !== undefined) {
    return { code: 'PRESENTATION' };
  }
  const isCredential =
    value['credentialSubject'] !== undefined || types.includes('VerifiableCredential');
  return isCredential ? openDataIntegrity(value, findKey) : { code: 'NO_CREDENTIAL' };
}

function openJson(text: string): Envelope | Finding {
  if (nestsTooDeep(text, mostLevels)) return { code: 'TOO_DEEP' };
  try {
    if (hasDoubleNames(text)) return { code: 'NOT_WELL_FORMED' };
    const value: unknown = JSON.parse(text);
    return isObject(value) ? openObject(value) : { code: 'NO_CREDENTIAL' };
  } catch {
    return { code: 'NOT_WELL_FORMED' };
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return utf8.decode(bytes).trim();
  } catch {
    return undefined;
  }
}

/**
 * What a credential is and what it says, out of whatever it came in; nothing of it is believed yet. Never throws.
 * @param most bytes, of the credential by itself.
 */
export function openCredential(bytes: Uint8Array, most = mostBytes): Envelope | Finding {
  const baked = unbake(bytes);
  if (baked !== undefined && 'code' in baked) return baked;
  const own = baked ?? bytes;
  if (own.length > most) return { code: 'TOO_LARGE' };
  const text = textOf(own);
  if (text === undefined) return { code: 'FORM_UNSUPPORTED' };
  if (text.startsWith('{')) return openJson(text);
  return openJose(text, findKey) ?? { code: 'FORM_UNSUPPORTED' };
}
