import { generateKeyPairSync } from 'node:crypto';
import { gunzipSync, inflateSync } from 'node:zlib';
import * as fc from 'fast-check';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import { isObject } from '../../../src/base/index.js';
import { pinnedLoader } from '../../../src/credentials/data-integrity/loader.js';
import {
  allotIndex,
  statusListCredential,
  tokenStatusList,
} from '../../../src/credentials/index.js';
import { signerOf } from '../../../src/credentials/keys/key-pair.js';
import { leastEntries } from '../../../src/credentials/status/status-list.js';
import { holdsByHand } from '../../fixtures/by-hand.js';
import { didKey } from '../../fixtures/own-keys.js';
import { failureOf } from '../../fixtures/properties.js';

const url = 'https://leerkluis.example/status/1';
const ttlMs = 3_600_000;
const validFrom = new Date('2026-07-01T00:00:00Z');
const signing = { created: validFrom };

describe('a status list of ours', () => {
  it('is a signed credential with the bits that were given', async () => {
    const { did, signer, publicKey } = await didKey();
    const bits = new Uint8Array(leastEntries / 8);
    bits[0] = 0b1000_0000;
    const list = { url, issuer: did, purpose: 'revocation', bits, validFrom, ttlMs } as const;
    const bytes = await statusListCredential(list, signer, signing);
    expect(await holdsByHand(bytes, publicKey, pinnedLoader())).toBe(true);
    const credential: unknown = JSON.parse(Buffer.from(bytes).toString());
    expect(credential).toMatchObject({
      id: url,
      type: ['VerifiableCredential', 'BitstringStatusListCredential'],
      issuer: did,
      validFrom: '2026-07-01T00:00:00Z',
      credentialSubject: { type: 'BitstringStatusList', statusPurpose: 'revocation', ttl: ttlMs },
    });
    const subject = isObject(credential) ? credential['credentialSubject'] : undefined;
    const encoded = isObject(subject) ? String(subject['encodedList']) : '';
    expect(encoded.startsWith('uH4sI')).toBe(true);
    expect(gunzipSync(Buffer.from(encoded.slice(1), 'base64url'))).toEqual(Buffer.from(bits));
  });

  it('is for wallets a JWT that jose verifies', async () => {
    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const signer = signerOf('did:web:a.example#key-1-p256', privateKey);
    const bits = new Uint8Array(leastEntries / 4).fill(0b0100_0001, 7, 8);
    const expires = new Date('2026-07-02T00:00:00Z');
    const list = {
      url,
      issuer: 'did:web:a.example',
      bits,
      bitsPerEntry: 2,
      ttlMs,
      issuedAt: validFrom,
      expires,
    } as const;
    const jwt = await tokenStatusList(list, signer);
    expect(decodeProtectedHeader(jwt)).toEqual({
      alg: 'ES256',
      typ: 'statuslist+jwt',
      kid: 'did:web:a.example#key-1-p256',
    });
    const { payload } = await jwtVerify(jwt, publicKey, {
      currentDate: new Date('2026-07-01T12:00:00Z'),
    });
    expect(payload).toMatchObject({
      sub: url,
      iat: 1_782_864_000,
      exp: 1_782_950_400,
      ttl: 3600,
      status_list: { bits: 2 },
    });
    const { status_list: stated } = payload;
    const packed = isObject(stated) ? String(stated['lst']) : '';
    expect(inflateSync(Buffer.from(packed, 'base64url'))).toEqual(Buffer.from(bits));
  });

  it('is long enough that a place in it tells nobody', async () => {
    const { did, signer } = await didKey();
    const bits = new Uint8Array(leastEntries / 8 - 1);
    const list = { url, issuer: did, purpose: 'revocation', bits, validFrom, ttlMs } as const;
    expect(() => statusListCredential(list, signer, signing)).toThrow('131,072');
  });
});

describe('a place in a list', () => {
  it('is free, and any free one can be it', () => {
    const lists = fc.tuple(fc.array(fc.boolean(), { minLength: 1, maxLength: 60 }), fc.nat());
    const failure = failureOf(lists, ([taken, draw]) => {
      const index = allotIndex(
        (at) => taken[at] === true,
        taken.length,
        (below) => draw % below,
      );
      const free = [...taken.keys()].filter((at) => taken[at] === false);
      expect(index).toBe(free.length === 0 ? undefined : free[draw % free.length]);
      return true;
    });
    expect(failure).toBeUndefined();
  });

  it('is told of none when the list is full', () => {
    expect(allotIndex(() => true, leastEntries)).toBeUndefined();
    expect(allotIndex((at) => at !== 77, leastEntries)).toBe(77);
  });

  it('does not tell who came first', () => {
    const taken = new Set<number>();
    for (let n = 0; n < 20; n += 1) {
      const index = allotIndex((at) => taken.has(at), 4096);
      if (index !== undefined) taken.add(index);
    }
    const order = [...taken];
    expect(order).toHaveLength(20);
    expect(order).not.toEqual(order.toSorted((a, b) => a - b));
  });
});
