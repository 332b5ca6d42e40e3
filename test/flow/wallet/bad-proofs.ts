import { createHmac } from 'node:crypto';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { type HandWallet, newKey } from './steps.js';

/** Proofs of a wallet's key that are none, and what is said of each. */
export const badProofs: readonly [string, (wallet: HandWallet) => Promise<string>, string][] = [
  [
    'made for another issuer',
    (one) => one.proof({ aud: 'https://other.example' }),
    'invalid_proof',
  ],
  [
    'made for several issuers',
    (one) => one.proof({ aud: [one.origin, 'https://other.example'] }),
    'invalid_proof',
  ],
  ['made for nobody', (one) => one.proof({ aud: [] }), 'invalid_proof'],
  [
    'from an hour ago',
    (one) => one.proof({ iat: Math.floor(Date.now() / 1000) - 3600 }),
    'invalid_proof',
  ],
  ['without a nonce', (one) => one.proof({ nonce: undefined }), 'invalid_nonce'],
  [
    'with a nonce made up',
    (one) => one.proof({ nonce: 'zzzzzzzz.AAAAAAAAAAAAAAAAAAAAAA.mark' }),
    'invalid_nonce',
  ],
  ['that is another kind of token', (one) => one.proof({}, { typ: 'JWT' }), 'invalid_proof'],
  [
    'with a key that did not sign it',
    async (one) => one.proof({}, { jwk: (await newKey()).jwk }),
    'invalid_proof',
  ],
  [
    'with the private half in it',
    (one) => one.proof({}, { jwk: one.holder.secret }),
    'invalid_proof',
  ],
  [
    'that says none',
    async (one) => {
      const [, payload] = (await one.proof()).split('.');
      const header = { alg: 'none', typ: 'openid4vci-proof+jwt', jwk: one.holder.jwk };
      return `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}.`;
    },
    'invalid_proof',
  ],
  [
    'that is signed with what everybody knows',
    async (one) => {
      const [, payload] = (await one.proof()).split('.');
      const header = { alg: 'HS256', typ: 'openid4vci-proof+jwt', jwk: one.holder.jwk };
      const input = `${Buffer.from(JSON.stringify(header)).toString('base64url')}.${payload}`;
      const mac = createHmac('sha256', JSON.stringify(one.holder.jwk))
        .update(input)
        .digest('base64url');
      return `${input}.${mac}`;
    },
    'invalid_proof',
  ],
  [
    'by RSA',
    async (one) => {
      const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
      const claims = {
        aud: one.origin,
        iat: Math.floor(Date.now() / 1000),
        nonce: await one.nonce(),
      };
      const header = {
        alg: 'RS256',
        typ: 'openid4vci-proof+jwt',
        jwk: await exportJWK(publicKey),
      };
      return new SignJWT(claims).setProtectedHeader(header).sign(privateKey);
    },
    'invalid_proof',
  ],
];
