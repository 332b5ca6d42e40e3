import { Parser } from 'n3';
import { expect, it } from 'vitest';
import { issuerDocuments } from '../../../src/identity/index.js';
import { newKeys } from './new-keys.js';

const origin = 'https://leerkluis.example';
const { query, builder } = await newKeys();
const documents = issuerDocuments({
  origin,
  queryJwk: query.issuer.publicJwk,
  builderJwk: builder.issuer.publicJwk,
  attestationJwk: builder.attestation.publicJwk,
  pageRedirects: [`${origin}/login/callback`],
});
const hosted = issuerDocuments({
  origin,
  queryJwk: query.issuer.publicJwk,
  builderJwk: builder.issuer.publicJwk,
  attestationJwk: builder.attestation.publicJwk,
  podOrigin: 'https://pods.example',
});
const json = (path: string): unknown => JSON.parse(documents(path)?.body ?? 'null');
const someAgent = `/agents/${'a-_0'.repeat(11).slice(0, 43)}`;

// biome-ignore format: a table is read in columns
const issuers = [
  ['the query path',  '',         query.issuer.kid],
  ['the builder',     '/builder', builder.issuer.kid],
] as const;
it.each(issuers)('the issuer of %s shows its own key and no secret', (_who, path, kid) => {
  expect(json(`${path}/.well-known/openid-configuration`)).toMatchObject({
    issuer: origin + path,
    jwks_uri: `${origin}${path}/jwks`,
  });
  expect(json(`${path}/jwks`)).toMatchObject({ keys: [{ kid, alg: 'ES256', use: 'sig' }] });
  expect(documents(`${path}/jwks`)?.body).not.toContain('"d"');
});

it('the key that checks what we sign in writing is shown, without its secret', () => {
  const { x, y } = builder.attestation.publicJwk;
  const key = { kty: 'EC', crv: 'P-256', x, y, alg: 'ES256', use: 'sig' };
  expect(json('/attestation/jwks')).toEqual({ keys: [{ ...key, kid: builder.attestation.kid }] });
});

// biome-ignore format: a table is read in columns
const agents = [
  ['the builder lists the builder’s issuer alone', '/agents/builder', `${origin}/builder`],
  ['any other lists the query issuer alone',       someAgent,         origin],
] as const;
it.each(agents)('of the agents, %s', (_what, path, issuer) => {
  const quads = new Parser().parse(documents(path)?.body ?? '');
  const listed = quads.filter(({ predicate }) => predicate.value.endsWith('#oidcIssuer'));
  expect(listed.map(({ subject, object }) => [subject.value, object.value])).toEqual([
    [origin + path, issuer],
  ]);
});

it.each([
  '/',
  '/agents/',
  '/agents/gateway',
  `${someAgent}x`,
  someAgent.slice(0, -1),
  `${someAgent.slice(0, -1)}>`,
  `${someAgent}\n`,
  `${someAgent}/`,
  '/clients/other',
  '/constructor',
  '__proto__',
  'toString',
])('there is nothing at %j', (path) => {
  expect(documents(path)).toBeUndefined();
});

it('a client document names itself, and only the page can be come back to', () => {
  for (const name of ['gateway', 'builder', 'page']) {
    expect(json(`/clients/${name}`)).toMatchObject({
      '@context': 'https://www.w3.org/ns/solid/oidc-context.jsonld',
      client_id: `${origin}/clients/${name}`,
      redirect_uris: name === 'page' ? [`${origin}/login/callback`] : [],
    });
  }
});

it('of somebody we host it says where their pod is, and no login service: nobody holds a key to come as them', () => {
  const path = `/people/p-${'0a'.repeat(16)}`;
  const quads = new Parser().parse(hosted(path)?.body ?? '');
  const said = quads.map(({ subject, predicate, object }) => [
    subject.value,
    predicate.value.replace(/^.*[#/]/, ''),
    object.value,
  ]);
  expect(said).toEqual([
    [origin + path, 'type', 'http://xmlns.com/foaf/0.1/Person'],
    [origin + path, 'storage', `https://pods.example/p-${'0a'.repeat(16)}/`],
  ]);
  for (const other of ['/people/', '/people/p-1', `${path}/`, `${path}x`, path.toUpperCase()]) {
    expect(hosted(other)).toBeUndefined();
  }
  expect(documents(path)).toBeUndefined();
});
