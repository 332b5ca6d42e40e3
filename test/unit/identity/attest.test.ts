import { base64url, CompactSign, exportJWK, generateKeyPair, SignJWT } from 'jose';
import { expect, it } from 'vitest';
import {
  attestationKeySet,
  attester,
  checkAttestation,
  newSigningKey,
} from '../../../src/identity/index.js';

const key = await newSigningKey();
const keys = attestationKeySet(key.publicJwk);
const origin = 'https://leerkluis.example';
const attest = attester(key, origin);
const type = 'leerkluis-log-head+jwt';
const said = { seq: 7, hash: 'abc', at: '2026-01-01T00:00:00.000Z' };
const jws = await attest(type, said);
const [header = '', payload = '', signature = ''] = jws.split('.');
const encode = (value: object) => base64url.encode(JSON.stringify(value));

it('what we signed is read back, with who says so', async () => {
  expect(await checkAttestation(jws, type, keys)).toEqual({ ...said, iss: origin });
});

it('the same statement has the same bytes, whatever the order it was put together in', async () => {
  const { seq, ...others } = said;
  expect((await attest(type, { ...others, seq })).split('.')[1]).toBe(payload);
});

it('the key set has no secret in it', () => {
  expect(keys.keys[0]).not.toHaveProperty('d');
  expect(keys.keys[0]?.kid).toBe(key.kid);
});

it('one statement does not pass for another', async () => {
  expect(await checkAttestation(jws, 'leerkluis-receipt+jwt', keys)).toBeUndefined();
});

const other = await newSigningKey();
const secret = new TextEncoder().encode(key.publicJwk.x);
const ours = { alg: 'ES256', typ: type, kid: key.kid };
const strangers = await generateKeyPair('ES256');
const signedWith = (more: object, by = key.privateKey) =>
  new CompactSign(new TextEncoder().encode('{}')).setProtectedHeader({ ...ours, ...more }).sign(by);

// biome-ignore format: a table is read in columns
it.each([
  ['without any key of ours',         jws, { keys: [] }],
  ['by a key of somebody else',       jws, attestationKeySet(other.publicJwk)],
  ['by a key that bears ours’ name',  await attester({ ...other, kid: key.kid }, origin)(type, said),
                                           attestationKeySet({ ...other.publicJwk, kid: key.kid })],
  ['with other words in it',          [header, encode({ ...said, seq: 8 }), signature].join('.'), keys],
  ['without a signature',             [encode({ alg: 'none', typ: type, kid: key.kid }), payload, ''].join('.'), keys],
  ['that is empty',                   '', keys],
  ['that is nonsense',                'a.b.c', keys],
  ['with our public key as a secret', await new SignJWT(said).setProtectedHeader({ ...ours, alg: 'HS256' }).sign(secret), keys],
  ['that brings its own key',         await signedWith({ jwk: await exportJWK(strangers.publicKey) }, strangers.privateKey), keys],
  ['that brings our own key',         await signedWith({ jwk: key.publicJwk }), keys],
  ['that says where to find a key',   await signedWith({ jku: 'https://evil.example/jwks' }), keys],
  ['that points to a certificate',    await signedWith({ x5u: 'https://evil.example/x5u' }), keys],
  ['that names no key',               await signedWith({ kid: undefined }), keys],
])('a statement %s is not believed', async (_what, text, of) => {
  expect(await checkAttestation(text, type, of)).toBeUndefined();
});

it('any other spelling of it is not believed, character by character', async () => {
  const believed: number[] = [];
  for (let at = 0; at < jws.length; at += 1) {
    for (const letter of ['A', 'B', '-']) {
      if (jws[at] === letter) continue;
      const spelled = `${jws.slice(0, at)}${letter}${jws.slice(at + 1)}`;
      if ((await checkAttestation(spelled, type, keys)) !== undefined) believed.push(at);
    }
  }
  expect(believed).toEqual([]);
});
