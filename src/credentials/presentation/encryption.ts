import { compactDecrypt, decodeProtectedHeader, exportJWK, generateKeyPair, importJWK } from 'jose';
import { isObject, type JsonObject } from '../../base/index.js';
import { publicJwkOf, thumbprintOf } from '../public-jwk.js';
import type { PublicJwk } from '../public-key.js';
import { encryptions } from './request.js';

/** For the answer to one request. */
export interface AnswerKey {
  readonly publicJwk: PublicJwk & { readonly kid: string };
  /** With its private half: nobody but whoever asks may ever see it. */
  readonly privateJwk: JsonObject;
}

export async function newAnswerKey(): Promise<AnswerKey> {
  const { privateKey } = await generateKeyPair('ECDH-ES', { crv: 'P-256', extractable: true });
  const { d, ...shown } = await exportJWK(privateKey);
  const publicJwk = publicJwkOf(shown);
  if (publicJwk === undefined) throw new Error('a new key is not of its kind');
  return {
    publicJwk: { ...publicJwk, kid: thumbprintOf(publicJwk) },
    privateJwk: { ...publicJwk, d },
  };
}

/** Only to this key, in one of the two ways that were offered; packed it could be a lot more than it seems. */
function isAsOffered(jwe: string, kid: string): boolean {
  const header = decodeProtectedHeader(jwe);
  const isOurs = header.kid === undefined || header.kid === kid;
  const isOffered = encryptions.some((each) => each === header.enc);
  return header.alg === 'ECDH-ES' && isOffered && isOurs && !Object.hasOwn(header, 'zip');
}

/** @returns undefined for what is not encrypted to this key as was offered, and for what is no object. */
export async function decryptAnswer(
  jwe: string,
  { publicJwk, privateJwk }: AnswerKey,
): Promise<JsonObject | undefined> {
  try {
    if (!isAsOffered(jwe, publicJwk.kid)) return undefined;
    const key = await importJWK(privateJwk, 'ECDH-ES');
    const { plaintext } = await compactDecrypt(jwe, key, {
      keyManagementAlgorithms: ['ECDH-ES'],
      contentEncryptionAlgorithms: [...encryptions],
    });
    const value: unknown = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(plaintext));
    return isObject(value) ? value : undefined;
  } catch {
    return undefined;
  }
}
