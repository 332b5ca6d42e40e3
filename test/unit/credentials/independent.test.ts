import { verifyCredential } from '@spruceid/didkit-wasm-node';
import { describe, expect, it } from 'vitest';
import { isObject, type JsonObject } from '../../../src/base/index.js';
import { pinnedLoader } from '../../../src/credentials/data-integrity/loader.js';
import { signCredential, toOpenBadge } from '../../../src/credentials/index.js';
import { compactJws } from '../../../src/credentials/issue/compact-jws.js';
import { award } from '../../fixtures/awards.js';
import { holdsByHand } from '../../fixtures/by-hand.js';
import { didKey } from '../../fixtures/own-keys.js';

const created = new Date('2026-07-01T09:31:00Z');
const badgeOf = (did: string): JsonObject =>
  toOpenBadge({ ...award(), issuer: { ...award().issuer, did } }, []);

/** The form that didkit knows of signed JSON: credentials 1.1 in a claim of a JWT. */
function claimsOf(badge: JsonObject, did: string): JsonObject {
  const {
    validFrom,
    validUntil: _until,
    awardedDate: _day,
    name: _name,
    credentialSchema: _schema,
    ...vc
  } = badge;
  const subject = isObject(vc['credentialSubject']) ? vc['credentialSubject']['id'] : undefined;
  const contexts = ['https://www.w3.org/2018/credentials/v1'];
  return {
    iss: did,
    sub: subject,
    jti: badge['id'],
    nbf: Date.parse(String(validFrom)) / 1000,
    vc: { ...vc, '@context': contexts, issuanceDate: validFrom },
  };
}

async function errorsOf(jwt: string): Promise<readonly string[]> {
  const answer: unknown = JSON.parse(String(await verifyCredential(jwt, '{"proofFormat":"jwt"}')));
  const errors: unknown = isObject(answer) ? answer['errors'] : undefined;
  if (!Array.isArray(errors)) throw new Error('no answer');
  return errors.map(String);
}

const withOneByte = (text: string, at: number): string => {
  const other = text[at] === 'A' ? 'B' : 'A';
  return `${text.slice(0, at)}${other}${text.slice(at + 1)}`;
};

describe('what others make of our signatures', () => {
  it('is believed by didkit as a JWT, and no more with one byte changed', async () => {
    const { did, signer } = await didKey();
    const jwt = await compactJws({ typ: 'JWT' }, claimsOf(badgeOf(did), did), signer);
    expect(await errorsOf(jwt)).toEqual([]);
    const [header = '', payload = ''] = jwt.split('.');
    const inPayload = header.length + 1 + Math.floor(payload.length / 2);
    expect(await errorsOf(withOneByte(jwt, inPayload))).not.toEqual([]);
    expect(await errorsOf(withOneByte(jwt, jwt.length - 40))).not.toEqual([]);
  });

  it('is nothing to didkit in the form of credentials 2.0, which it does not know', async () => {
    const { did, signer } = await didKey();
    const bytes = await signCredential(badgeOf(did), signer, {
      documentLoader: pinnedLoader(),
      created,
    });
    const asked = Promise.resolve(verifyCredential(Buffer.from(bytes).toString(), '{}'));
    await expect(asked).rejects.toThrow('Invalid context');
  });

  it('holds by another parser of JSON-LD and an own canonicalisation, and no more with one byte changed', async () => {
    const { did, signer, publicKey } = await didKey();
    const bytes = await signCredential(badgeOf(did), signer, {
      documentLoader: pinnedLoader(),
      created,
    });
    expect(await holdsByHand(bytes, publicKey, pinnedLoader())).toBe(true);
    const text = Buffer.from(bytes).toString();
    const changed = withOneByte(text, text.indexOf('Fietsen') + 1);
    expect(await holdsByHand(Buffer.from(changed), publicKey, pinnedLoader())).toBe(false);
  });
});
