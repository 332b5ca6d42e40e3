import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  type CryptoKey,
  decodeJwt,
  decodeProtectedHeader,
  importJWK,
  type JWK,
  type JWTPayload,
  SignJWT,
} from 'jose';
import { beforeAll, describe, expect, it } from 'vitest';
import { freePort, projectRoot } from '../../../../src/embedded/index.js';
import { newSigningKey } from '../../../../src/identity/index.js';
import { wireApi } from '../../../../src/wire.js';
import { guidance } from '../../../fixtures/consent-steps.js';
import { pageHeaders, type TestHouse } from '../../../fixtures/house.js';
import { someOf } from '../../../fixtures/properties.js';
import { type App, appOf, headersWith, nowSeconds, type ProofChange } from '../attacks/app.js';
import { type Knock, knock } from '../attacks/knock.js';
import { leftBy, outcomeOf, refusedAs, signInFirst } from './refused.js';

const privateKeyIn = (value: unknown): JWK | undefined => {
  if (typeof value !== 'object' || value === null) return undefined;
  if ('kty' in value && 'd' in value) return { ...value } as JWK;
  return Object.values(value)
    .map(privateKeyIn)
    .find((found) => found !== undefined);
};

/** The pod server's own key for tokens, as nobody else has it: to make tokens that are good in all but one thing. */
export async function issuerKeyOf({ setup }: TestHouse): Promise<JWK> {
  const folder = join(setup.dataDir, 'pods/.internal/idp/keys');
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  for (const file of files.filter((entry) => entry.isFile())) {
    const found = privateKeyIn(
      JSON.parse(await readFile(join(file.parentPath, file.name), 'utf8')),
    );
    if (found !== undefined) return found;
  }
  throw new Error('the pod server keeps its key elsewhere');
}

const ago = (seconds: number): number => nowSeconds() - seconds;

/** A header that whoever reads the token must know; we know none. */
const unknownDemand = 'https://elders.example/eis';

interface Minted {
  readonly claims?: Readonly<Record<string, unknown>>;
  readonly header?: Readonly<Record<string, unknown>>;
  readonly signedBy?: CryptoKey | Uint8Array;
}
type Headers = Readonly<Record<string, string | string[]>>;

/** Tokens and proofs with one thing wrong, each shown to a door that would open for the right one. */
export function badTokens(opened: () => TestHouse): void {
  let house: TestHouse;
  let app: App;
  let key: JWK;
  let good: JWTPayload;
  let body: string;
  beforeAll(async () => {
    house = opened();
    app = await appOf(house, 'adviser');
    key = await issuerKeyOf(house);
    good = decodeJwt(app.token);
    const query = await readFile(join(projectRoot, 'schema/operations/Viewer.graphql'), 'utf8');
    body = JSON.stringify({ query, operationName: 'Viewer' });
  });

  const mint = async ({ claims = {}, header = {}, signedBy }: Minted): Promise<string> => {
    const own = await importJWK(key, 'ES256');
    return new SignJWT({ ...good, ...claims })
      .setProtectedHeader({ ...decodeProtectedHeader(app.token), alg: 'ES256', ...header })
      .sign(signedBy ?? own, { crit: { [unknownDemand]: true } });
  };
  const minted = (change: Minted) => async (): Promise<Headers> =>
    headersWith(house, await mint(change), app.key)();
  const proof = (change: () => ProofChange | Promise<ProofChange>) => async (): Promise<Headers> =>
    app.headers(await change());
  const claims = (changed: () => Readonly<Record<string, unknown>>) =>
    proof(() => ({ claims: changed() }));
  const shows = (headers: Headers): Knock => ({
    headers: { 'content-type': 'application/json', 'x-purpose': guidance.purpose, ...headers },
    body,
  });
  const hmac = () => {
    const { d: _private, ...published } = key;
    return new TextEncoder().encode(JSON.stringify(published));
  };

  // biome-ignore format: a table is read in columns
  const tokens: readonly (readonly [string, () => Promise<Headers>])[] = [
    ['ended a second ago',             () => minted({ claims: { iat: ago(600), exp: ago(1) } })()],
    ['without an end',                 minted({ claims: { exp: undefined } })],
    ['with an end that is a text',     minted({ claims: { exp: 'morgen' } })],
    ['with an end that is no number',  minted({ claims: { exp: null } })],
    ['made two minutes from now',      () => minted({ claims: { iat: ago(-120) } })()],
    ['without a beginning',            minted({ claims: { iat: undefined } })],
    ['good from tomorrow on',          () => minted({ claims: { nbf: ago(-86_400) } })()],
    ['attack 17: for another server',             minted({ claims: { aud: 'https://elders.example/graphql' } })],
    ['attack 17: for our door and one letter',    () => minted({ claims: { aud: `${house.origin}/graphql2` } })()],
    ['for nobody',                     minted({ claims: { aud: undefined } })],
    ['for an empty list',              minted({ claims: { aud: [] } })],
    ['attack 17: for the pod server',             () => minted({ claims: { aud: `${house.pods}/` } })()],
    ['attack 17: with what only ID tokens have',  minted({ claims: { nonce: 'x' } })],
    ['bound to no key',                minted({ claims: { cnf: undefined } })],
    ['bound to a key that is a list',  minted({ claims: { cnf: { jkt: [] } } })],
    ['attack 19: of another issuer',              minted({ claims: { iss: 'https://id.elders.example/' } })],
    ['of no issuer',                   minted({ claims: { iss: undefined } })],
    ['of our own issuer for pods',     () => minted({ claims: { iss: house.setup.issuerOrigin } })()],
    ['of nobody',                      minted({ claims: { webid: undefined } })],
    ['of a WebID that is none',        minted({ claims: { webid: 'javascript:alert(1)' } })],
    ['attack 19: of a WebID of another server',   () => minted({ claims: { webid: `${house.origin}/agents/builder` } })()],
    ['of a WebID that is nowhere',     () => minted({ claims: { webid: `${house.pods}/nobody/profile/card#me` } })()],
    ['of somebody inside a document',  () => minted({ claims: { webid: String(good['webid']).replace('#me', '#you') } })()],
    ['of a WebID in our own network',  minted({ claims: { webid: 'http://10.0.0.1/card#me' } })],
    ['of two apps at once',            minted({ claims: { client_id: 'https://a.example/', azp: 'https://b.example/' } })],
    ['of no app',                      minted({ claims: { client_id: undefined, azp: undefined } })],
    ['attack 18: with alg none',                  async () => headersWith(house, `${Buffer.from('{"alg":"none","typ":"at+jwt"}').toString('base64url')}.${app.token.split('.')[1]}.`, app.key)()],
    ['attack 18: with HS256 and the public key',  async () => minted({ header: { alg: 'HS256' }, signedBy: hmac() })()],
    ['attack 18: signed by a key of its own',     async () => minted({ signedBy: (await newSigningKey()).privateKey })()],
    ['attack 18: that says where its key is',     async () => { const own = await newSigningKey(); return minted({ header: { jku: 'https://elders.example/jwks', x5u: 'https://elders.example/x', jwk: own.publicJwk }, signedBy: own.privateKey })(); }],
    ['by a key that is not published', minted({ header: { kid: 'onbekend' } })],
    ['that demands what we lack',      minted({ header: { crit: [unknownDemand], [unknownDemand]: 1 } })],
    ['of another type',                minted({ header: { typ: 'dpop+jwt' } })],
    ['as Bearer, with a proof',        async () => ({ ...(await app.headers()), authorization: `Bearer ${app.token}` })],
    ['as Bearer, alone',               async () => ({ authorization: `Bearer ${app.token}` })],
    ['as Basic',                       async () => ({ authorization: `Basic ${Buffer.from('noor:geheim').toString('base64')}` })],
    ['twice, the good one first',      async () => { const right = await app.headers(); return { ...right, authorization: [right['authorization'] ?? '', 'DPoP x.y.z'] }; }],
    ['twice, the good one last',       async () => { const right = await app.headers(); return { ...right, authorization: ['DPoP x.y.z', right['authorization'] ?? ''] }; }],
  ];
  describe('a token', () => {
    it.each(someOf(tokens, 4))('%s', async (_what, headers) => {
      const sent = shows(await headers());
      expect(await outcomeOf(house, () => knock(house, sent))).toEqual(refusedAs(signInFirst));
    });
  });

  // biome-ignore format: a table is read in columns
  const proofs: readonly (readonly [string, () => Promise<Headers>])[] = [
    ['none',                        async () => { const { dpop: _none, ...rest } = await app.headers(); return rest; }],
    ['an empty one',                async () => ({ ...(await app.headers()), dpop: '' })],
    ['two',                         async () => { const [a, b] = [await app.headers(), await app.headers()]; return { ...a, dpop: [a['dpop'] ?? '', b['dpop'] ?? ''] }; }],
    ['by another key',              proof(async () => ({ key: await newSigningKey() }))],
    ['without ath',                 claims(() => ({ ath: undefined }))],
    ['for another token',           claims(() => ({ ath: 'A'.repeat(43) }))],
    ['with ath in a list',          claims(() => ({ ath: ['A'.repeat(43)] }))],
    ['for another door',            claims(() => ({ htu: `${house.origin}/sign-out` }))],
    ['for the name of machines',    claims(() => ({ htu: `${house.setup.issuerOrigin}/graphql` }))],
    ['for no address',              claims(() => ({ htu: undefined }))],
    ['for GET',                     claims(() => ({ htm: 'GET' }))],
    ['for a method in lower case',  claims(() => ({ htm: 'post' }))],
    ['of two minutes ago',          claims(() => ({ iat: ago(120) }))],
    ['of two minutes from now',     claims(() => ({ iat: ago(-120) }))],
    ['of no moment',                claims(() => ({ iat: undefined }))],
    ['without an id',               claims(() => ({ jti: undefined }))],
    ['with an empty id',            claims(() => ({ jti: '' }))],
    ['that is the token itself',    async () => ({ ...(await app.headers()), dpop: app.token })],
    ['that is a line of text',      async () => ({ ...(await app.headers()), dpop: 'Samira el Amrani' })],
  ];
  describe('attack 16: a proof', () => {
    it.each(someOf(proofs, 4))('%s', async (_what, headers) => {
      const sent = shows(await headers());
      expect(await outcomeOf(house, () => knock(house, sent))).toEqual(refusedAs(signInFirst));
    });

    it('used before', async () => {
      const sent = shows(await app.headers());
      expect((await knock(house, sent)).status).toBe(200);
      expect(await outcomeOf(house, () => knock(house, sent))).toEqual(refusedAs(signInFirst));
    });

    it('used before at another process of the same set-up', async () => {
      const port = await freePort();
      const second = await wireApi({ ...house.setup, port });
      try {
        const other = { ...house, origin: `http://127.0.0.1:${port}` };
        const { host } = new URL(house.origin);
        const sent = shows({ ...(await app.headers()), host });
        expect((await knock(house, sent)).status).toBe(200);
        expect(await outcomeOf(house, () => knock(other, sent))).toEqual(refusedAs(signInFirst));
        const fresh = shows({ ...(await app.headers()), host });
        expect((await knock(other, fresh)).status).toBe(200);
        expect(await outcomeOf(house, () => knock(house, fresh))).toEqual(refusedAs(signInFirst));
      } finally {
        await second.stop();
      }
    });
  });

  it('whereas the right token with a new proof is let in, and only its proof is kept', async () => {
    const again = await mint({});
    const sent = shows(await headersWith(house, again, app.key)());
    const { answer, changed, podWrites, logged } = await leftBy(house, () => knock(house, sent));
    expect(JSON.parse(answer.text).data.viewer.webId).toBe(house.account('adviser').webId);
    expect({ changed, podWrites, logged }).toEqual({
      changed: ['used_proof'],
      podWrites: [],
      logged: [],
    });
  });

  // biome-ignore format: a table is read in columns
  const nobody: readonly (readonly [string, Headers])[] = [
    ['no session and no token',     { ...pageHeaders }],
    ['a session that was made up',  { ...pageHeaders, cookie: `leerkluis=${'A'.repeat(43)}` }],
    ['a session of 7,000 characters', { ...pageHeaders, cookie: `leerkluis=${'A'.repeat(7000)}` }],
    ['a session that is SQL',       { ...pageHeaders, cookie: "leerkluis=' or 1=1 --" }],
  ];
  it.each(nobody)('%s', async (_what, headers) => {
    expect(await outcomeOf(house, () => knock(house, shows(headers)))).toEqual(
      refusedAs(signInFirst),
    );
  });
}
