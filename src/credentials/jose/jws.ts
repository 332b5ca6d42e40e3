import type { JsonObject } from '../../base/index.js';
import type { Finding } from '../finding.js';
import { bytesOfBase64url, mostCharacters, objectOf } from './strict-json.js';

/** A JWS in compact form, read and not believed. */
export interface Jws {
  readonly text: string;
  readonly header: JsonObject;
  readonly payload: JsonObject;
  /** In small letters, without `application/`; empty where it says none. */
  readonly typ: string;
}

export const isJws = (read: Jws | Finding): read is Jws => 'payload' in read;

/** @returns undefined for a header that has no place in a credential: its payload would not be base64url. */
function typOf({ typ, b64 }: JsonObject): string | undefined {
  if (b64 !== undefined && b64 !== true) return undefined;
  if (typ === undefined) return '';
  return typeof typ === 'string' ? typ.toLowerCase().replace(/^application\//, '') : undefined;
}

/** Whether a text has the looks of a compact JWS, of an SD-JWT too: worth opening here, and nowhere else. */
export const looksLikeJws = (text: string): boolean => /^[\w-]+\.[\w-]+\.[\w-]*(?:~|$)/.test(text);

/** Three parts, each spelled in the one way it can be. */
function partsOf(text: string): readonly [header: string, payload: string] | Finding {
  if (text.length > mostCharacters) return { code: 'TOO_LARGE' };
  const [header = '', payload = '', signature, ...rest] = text.split('.');
  const isWhole = signature !== undefined && rest.length === 0;
  if (!isWhole || bytesOfBase64url(signature) === undefined) return { code: 'NOT_WELL_FORMED' };
  return [header, payload];
}

/** Reads header and payload: what can be read in two ways, or is there twice, is not read. */
export function readJws(text: string): Jws | Finding {
  const parts = partsOf(text);
  if ('code' in parts) return parts;
  const [header, payload] = [objectOf(parts[0]), objectOf(parts[1])];
  if ('code' in header) return header;
  if ('code' in payload) return payload;
  const typ = typOf(header.value);
  if (typ === undefined) return { code: 'NOT_WELL_FORMED', path: '/header' };
  return { text, header: header.value, payload: payload.value, typ };
}
