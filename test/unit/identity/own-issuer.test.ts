import { beforeAll, describe, expect, it } from 'vitest';
import { guardedFetch } from '../../../src/base/index.js';
import {
  newSigningKey,
  type SigningKey,
  trustedIssuers,
  verifyAccessToken,
  webIdIssuers,
} from '../../../src/identity/index.js';
import { type Forgery, graphql, requestBy } from './throwaway-issuer.js';

const monday = new Date('2026-11-23T09:00:00Z');
const own = 'https://leerkluis.example/oidc';
/** Nothing listens there: who is signed in here is told by us, and their document is not fetched. */
const samira = 'http://localhost:9/samira/card#me';

let issuer: SigningKey;
let agents: SigningKey;
let app: SigningKey;
beforeAll(async () => {
  [issuer, agents, app] = [await newSigningKey(), await newSigningKey(), await newSigningKey()];
});

async function verdict({ claims = {}, ...forged }: Forgery = {}): Promise<string> {
  const fetch = guardedFetch({ allowLoopback: true });
  const now = () => monday;
  const deps = {
    issuers: trustedIssuers({
      issuers: ['http://localhost:9/'],
      fetch,
      now,
      own: { issuer: own, publicJwk: issuer.publicJwk, audience: graphql },
    }),
    webIds: webIdIssuers({ fetch, now }),
    replays: { firstUse: async () => true },
    now,
  };
  const throwaway = { origin: own, key: issuer, samira };
  const right = { iss: own, aud: graphql, ...claims };
  const request = await requestBy(throwaway, app, monday, { ...forged, claims: right });
  const result = await verifyAccessToken(request, deps);
  await fetch.close();
  if (!result.verified) return result.because;
  const { webId, readsOnly } = result.principal;
  return `${readsOnly === true ? 'reads' : 'acts'} ${webId}`;
}

describe('attack 17: a token of our own issuer for apps', () => {
  it('is good for reading the graph, without a look at the person’s own document', async () => {
    expect(await verdict()).toBe(`reads ${samira}`);
  });

  // biome-ignore format: a table is read in columns
  const refused: readonly (readonly [string, () => Forgery, string])[] = [
    ['is not good for pods',                () => ({ claims: { aud: 'solid' } }),               'audience'],
    ['nor for itself',                      () => ({ claims: { aud: own } }),                   'audience'],
    ['nor in the form of others',           () => ({ header: { typ: 'JWT' } }),                 'type'],
    ['nor in a form spelled otherwise',     () => ({ header: { typ: 'application/at+jwt' } }),  'type'],
    ['nor by the key of agents',            () => ({ signedBy: agents.privateKey }),            'signature'],
    ['nor under a name that is almost ours', () => ({ claims: { iss: `${own}/` } }),            'issuer-not-trusted'],
    ['nor as the issuer of agents',         () => ({ claims: { iss: 'https://leerkluis.example' } }), 'issuer-not-trusted'],
  ];
  it.each(refused)('%s', async (_what, forged, because) => {
    expect(await verdict(forged())).toBe(because);
  });
});
