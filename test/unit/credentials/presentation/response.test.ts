import { CompactEncrypt, importJWK } from 'jose';
import { describe, expect, it } from 'vitest';
import { learningQuery, newAnswerKey, readResponse } from '../../../../src/credentials/index.js';
import {
  clientIdOf,
  requestObjectType,
  signedRequest,
} from '../../../../src/credentials/presentation/request.js';
import { decoded, party } from '../../../fixtures/jose.js';

const key = await newAnswerKey();
const encrypted = { state: 'st-1', mode: 'direct_post.jwt', key } as const;
const plain = { state: 'st-1', mode: 'direct_post', key } as const;
const token = { learning: ['a~b~c'] };
const tokens = [{ question: 'learning', text: 'a~b~c' }];

interface Sealing {
  readonly to?: typeof key;
  readonly alg?: string;
  readonly enc?: string;
  readonly kid?: string;
}
async function sealed(said: object, { to = key, alg, enc, kid }: Sealing = {}): Promise<string> {
  const header = { alg: alg ?? 'ECDH-ES', enc: enc ?? 'A128GCM', kid: kid ?? to.publicJwk.kid };
  const publicKey = await importJWK({ ...to.publicJwk }, header.alg);
  const writer = new CompactEncrypt(Buffer.from(JSON.stringify(said)));
  return writer.setProtectedHeader(header).encrypt(publicKey);
}
const answer = { vp_token: token, state: 'st-1' };

describe('the answer of a wallet', () => {
  it.each(['A128GCM', 'A256GCM'])('is read where it is encrypted by %s', async (enc) => {
    const response = await sealed(answer, { enc });
    expect(await readResponse({ response }, encrypted)).toEqual({ tokens });
  });

  it('is read as it is where no encryption was asked for', async () => {
    const posted = { vp_token: JSON.stringify(token), state: 'st-1' };
    expect(await readResponse(posted, plain)).toEqual({ tokens });
  });

  it('is refused where it is not encrypted and should be', async () => {
    const posted = { vp_token: JSON.stringify(token), state: 'st-1' };
    expect(await readResponse(posted, encrypted)).toEqual({ problem: 'ENCRYPTION' });
  });

  it.each([
    ['to another key', async () => sealed(answer, { to: await newAnswerKey() })],
    ['in a name that is not of our key', async () => sealed(answer, { kid: 'another' })],
    ['in a way that was not offered', async () => sealed(answer, { enc: 'A128CBC-HS256' })],
    ['with a wrapped key', async () => sealed(answer, { alg: 'ECDH-ES+A128KW' })],
    ['by nobody: it is signed text', async () => 'a.b.c'],
  ])('changes nothing where it is encrypted %s', async (_how, made) => {
    expect(await readResponse({ response: await made() }, encrypted)).toEqual({
      notHeard: 'ENCRYPTION',
    });
  });

  it('changes nothing without the state of the request', async () => {
    const response = await sealed({ ...answer, state: 'st-2' });
    expect(await readResponse({ response }, encrypted)).toEqual({ notHeard: 'STATE' });
    expect(await readResponse({ error: 'access_denied' }, encrypted)).toEqual({
      notHeard: 'STATE',
    });
  });

  it('can be a no, encrypted or not', async () => {
    const no = { error: 'access_denied', state: 'st-1' };
    const said = [no, { response: await sealed(no) }].map((each) => readResponse(each, encrypted));
    expect(await Promise.all(said)).toEqual([
      { problem: 'ACCESS_DENIED' },
      { problem: 'ACCESS_DENIED' },
    ]);
    expect(await readResponse({ error: 'vp_formats_not_supported', state: 'st-1' }, plain)).toEqual(
      { problem: 'WALLET_ERROR' },
    );
  });

  it.each([
    ['nothing', {}, 'MALFORMED'],
    ['no questions', { vp_token: {} }, 'NOT_AS_ASKED'],
    ['eleven credentials', { vp_token: { learning: Array(11).fill('a~b~c') } }, 'TOO_LARGE'],
    ['an object for a credential', { vp_token: { learning: [{ type: 'x' }] } }, 'NOT_AS_ASKED'],
    ['a list in the place of answers', { vp_token: [1] }, 'MALFORMED'],
  ])('is refused where it holds %s', async (_what, said, problem) => {
    const response = await sealed({ state: 'st-1', ...said });
    expect(await readResponse({ response }, encrypted)).toEqual({ problem });
  });
});

describe('the question to a wallet', () => {
  const request = {
    clientId: clientIdOf('did:web:leerkluis.example:verifier'),
    clientName: 'Leerkluis',
    nonce: 'n-1',
    state: 'st-1',
    responseUri: 'https://leerkluis.example/openid4vp/responses/x',
    query: learningQuery,
    encryptTo: key.publicJwk,
    issuedAt: new Date('2026-09-01T10:00:00Z'),
    expiresAt: new Date('2026-09-01T10:05:00Z'),
  };
  const asked = async (mode: 'direct_post' | 'direct_post.jwt', walletNonce?: string) => {
    const text = await signedRequest({ ...request, mode }, party().signer, walletNonce);
    const [header, payload] = text.split('.');
    return { header: decoded(header), payload: decoded(payload) };
  };

  it('is typed, signed by a named key and repeats what the wallet wants to find again', async () => {
    const { header, payload } = await asked('direct_post.jwt', 'w-1');
    expect(header).toMatchObject({ alg: 'ES256', typ: requestObjectType });
    expect(payload).toMatchObject({
      aud: 'https://self-issued.me/v2',
      wallet_nonce: 'w-1',
      exp: 1_788_257_100,
      client_metadata: { encrypted_response_enc_values_supported: ['A128GCM', 'A256GCM'] },
    });
    expect(JSON.stringify(payload)).not.toContain('"d":');
  });

  it('offers no key where the answer comes as it is', async () => {
    const { payload } = await asked('direct_post');
    expect(payload).toMatchObject({ response_mode: 'direct_post' });
    expect(JSON.stringify(payload)).not.toContain('jwks');
    expect(payload).not.toHaveProperty('wallet_nonce');
  });
});
