import type { IncomingHttpHeaders } from 'node:http';
import { decodeJwt, decodeProtectedHeader } from 'jose';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  clientId,
  type GuardedFetch,
  grantId,
  institutionId,
  webId,
} from '../../../src/base/index.js';
import { delegateKey } from '../../../src/consent/index.js';
import {
  addressesAt,
  agentNames,
  builderFetch,
  issuerDocuments,
  type Principal,
  podTransport,
  principalFromSession,
  type QueryAgents,
  queryAgents,
  trustedIssuers,
  type Verification,
  verifyAccessToken,
  webIdIssuers,
} from '../../../src/identity/index.js';
import { adviserRole } from '../../fixtures/people.js';
import { type LoopbackServer, startLoopbackServer } from './loopback-server.js';
import { newKeys } from './new-keys.js';

const samira = webId('https://pod.example/samira/profile/card#me');
const noor = webId('https://advies.example/noor#me');
const page = clientId('https://leerkluis.example/clients/page');
const grant = grantId('5f0c6a52-6d1a-4c57-9a55-0c9d2c9a1b11');
const session = (id: typeof samira, client = page): Principal =>
  principalFromSession({ webId: id, clientId: client });

const keys = await newKeys();
const monday = new Date('2026-11-23T09:00:00Z');
let now = monday;
let server: LoopbackServer;
let transport: GuardedFetch;
let agents: QueryAgents;
let builder: typeof fetch;
/** What the pod got last. */
let got: { readonly method: string; readonly headers: IncomingHttpHeaders };

beforeAll(async () => {
  // One server plays both our published documents and a pod below /pod/.
  server = await startLoopbackServer((path, { method = '', headers }, origin) => {
    if (path.startsWith('/pod/')) {
      got = { method, headers };
      return { body: 'view' };
    }
    const queryJwk = keys.query.issuer.publicJwk;
    const builderJwk = keys.builder.issuer.publicJwk;
    const attestationJwk = keys.builder.attestation.publicJwk;
    return issuerDocuments({ origin, queryJwk, builderJwk, attestationJwk })(path);
  });
  transport = podTransport({ ownPodOrigins: [server.origin], allowLoopback: true });
});
afterAll(async () => {
  await transport.close();
  await server.stop();
});
beforeEach(() => {
  now = monday;
  const deps = { origin: server.origin, fetch: transport, now: () => now };
  agents = queryAgents({ ...deps, keys: keys.query });
  builder = builderFetch({ ...deps, keys: keys.builder });
});

/** Sends a request as the agent and lets the verifier of our own gate say who it was. */
async function verified(fetch: typeof globalThis.fetch, init?: RequestInit): Promise<Verification> {
  const url = `${server.origin}/pod/shared/view.json`;
  expect(await (await fetch(`${url}?a=1`, init)).text()).toBe('view');
  const { queryIssuer, builderIssuer } = addressesAt(server.origin);
  const deps = { fetch: transport, now: () => now };
  const { authorization, dpop } = got.headers;
  return verifyAccessToken(
    { authorization, dpop: String(dpop), method: got.method, url },
    {
      issuers: trustedIssuers({ ...deps, issuers: [queryIssuer, builderIssuer] }),
      webIds: webIdIssuers(deps),
      replays: { firstUse: async () => true },
      now: deps.now,
    },
  );
}

const toNoor = { id: grant, grantee: { kind: 'person', webId: noor } } as const;

async function seenAs(fetch: typeof globalThis.fetch, init?: RequestInit): Promise<unknown> {
  const result = await verified(fetch, init);
  if (!result.verified) return result.because;
  const { webId: agent, clientId: client, issuer } = result.principal;
  return { agent, client, issuer };
}

it('a delegate is seen under the name its grant, grantee, client and purpose make', async () => {
  const fetch = agents.delegateFetch(session(noor), 'CAREER_GUIDANCE', toNoor);
  const { queryIssuer, gatewayClient } = addressesAt(server.origin);
  const agent = agentNames(server.origin, keys.builder).delegateOf({
    grantId: grant,
    grantee: noor,
    client: page,
    purpose: 'CAREER_GUIDANCE',
  });
  expect(await seenAs(fetch)).toEqual({ agent, client: gatewayClient, issuer: queryIssuer });
  expect(await seenAs(fetch, { method: 'PUT', body: '{}' })).toMatchObject({ agent });
});

it.each([
  ['a role she has not', { kind: 'role', ...adviserRole }, {}],
  [
    'a role too long ago',
    { kind: 'role', ...adviserRole },
    { roles: [{ ...adviserRole, assertedAt: new Date(now.getTime() - 3_600_001) }] },
  ],
  [
    'the same word of another issuer',
    { kind: 'role', ...adviserRole },
    { roles: [{ ...adviserRole, issuer: 'https://elders.example', assertedAt: now }] },
  ],
  ['a link she does not hold', { kind: 'link', secretHash: 'x' }, {}],
  ['an institution', { kind: 'institution', institution: institutionId('roc.example') }, {}],
] as const)(
  'a face that somebody has not is shown as themself: %s',
  async (_what, grantee, facts) => {
    const principal = principalFromSession({ webId: noor, clientId: page, ...facts });
    const fetch = agents.delegateFetch(principal, 'CAREER_GUIDANCE', { id: grant, grantee });
    const themself = { grantId: grant, grantee: noor, client: page, purpose: 'CAREER_GUIDANCE' };
    const agent = agentNames(server.origin, keys.builder).delegateOf(themself);
    expect(await seenAs(fetch)).toMatchObject({ agent });
  },
);

it.each([
  [
    'a role she has',
    { kind: 'role', ...adviserRole },
    { roles: [{ ...adviserRole, assertedAt: now }] },
    { kind: 'role', ...adviserRole },
  ],
  [
    'the link she holds',
    { kind: 'link', secretHash: 'another' },
    { linkHash: 'hers' },
    { kind: 'link', secretHash: 'hers' },
  ],
  [
    'her own use of the app',
    { kind: 'app', client: clientId('https://elders.example') },
    {},
    { kind: 'app', client: page },
  ],
] as const)(
  'a face is made of who asks, never of the grant: %s',
  async (_what, grantee, facts, face) => {
    const principal = principalFromSession({ webId: noor, clientId: page, ...facts });
    const fetch = agents.delegateFetch(principal, 'CAREER_GUIDANCE', { id: grant, grantee });
    const parts = {
      grantId: grant,
      grantee: delegateKey(face, noor),
      client: page,
      purpose: 'CAREER_GUIDANCE',
    };
    const agent = agentNames(server.origin, keys.builder).delegateOf(parts);
    expect(await seenAs(fetch)).toMatchObject({ agent });
  },
);

it('a learner is seen as her self agent, the builder as the builder', async () => {
  const at = addressesAt(server.origin);
  const agent = agentNames(server.origin, keys.builder).selfAgentOf(samira);
  expect(await seenAs(agents.selfFetch(session(samira)))).toMatchObject({ agent });
  expect(await seenAs(builder)).toEqual({
    agent: at.builderAgent,
    client: at.builderClient,
    issuer: at.builderIssuer,
  });
});

it('the query path’s key makes no builder, whatever it calls itself', async () => {
  const forged = {
    ...keys.query,
    role: 'builder' as const,
    attestation: keys.query.issuer,
    podAccounts: keys.query.pairwise,
  };
  const fetch = builderFetch({
    origin: server.origin,
    keys: forged,
    fetch: transport,
    now: () => now,
  });
  expect(await seenAs(fetch)).toBe('unknown-key');
});

it('another grant, grantee, client or purpose is another agent', () => {
  const names = agentNames('https://leerkluis.example', keys.query);
  const good = { grantId: grant, grantee: noor, client: page, purpose: 'CAREER_GUIDANCE' };
  const all = [
    names.delegateOf(good),
    names.delegateOf({ ...good, grantId: grantId('0d3b8f0e-58d5-4df0-8a3f-6f7c5a1c2d22') }),
    names.delegateOf({ ...good, grantee: samira }),
    names.delegateOf({ ...good, client: clientId('https://stage-app.example/id') }),
    names.delegateOf({ ...good, purpose: 'ADMISSION' }),
    names.selfAgentOf(noor),
    agentNames('https://leerkluis.example', { agentNames: Buffer.alloc(32) }).delegateOf(good),
  ];
  expect(new Set(all).size).toBe(all.length);
  expect(names.delegateOf({ ...good })).toBe(all[0]);
  for (const name of all) expect(name).toMatch(/^https:\/\/leerkluis\.example\/agents\/[\w-]{43}$/);
});

it('a token, though verified, does not read as the learner herself', async () => {
  const result = await verified(builder);
  const read = (): unknown => result.verified && agents.selfFetch(result.principal);
  expect(read).toThrow(expect.objectContaining({ kind: 'Forbidden' }));
});

it('a principal copied and changed is nobody', () => {
  const copy: Principal = { ...session(noor), webId: samira };
  const tries = [
    () => agents.selfFetch(copy),
    () => agents.delegateFetch(copy, 'ADMISSION', toNoor),
  ];
  for (const attempt of tries) {
    expect(attempt).toThrow(expect.objectContaining({ kind: 'Unauthenticated' }));
  }
});

it('a token is short, used again for four minutes, and each request has its own proof', async () => {
  const fetch = agents.selfFetch(session(samira));
  const sent = async (secondsLater: number) => {
    now = new Date(monday.getTime() + secondsLater * 1000);
    await seenAs(fetch);
    const { authorization = '', dpop } = got.headers;
    return { token: authorization.replace('DPoP ', ''), proof: String(dpop) };
  };
  const [first, second, later] = [await sent(0), await sent(239), await sent(240)];
  expect([second.token === first.token, later.token === first.token]).toEqual([true, false]);
  expect(second.proof).not.toBe(first.proof);
  const { iat = 0, exp = 0, aud } = decodeJwt(first.token);
  expect([exp - iat, aud, decodeProtectedHeader(first.token).typ]).toEqual([
    300,
    'solid',
    'at+jwt',
  ]);
  expect(decodeJwt(first.proof)['htu']).toBe(`${server.origin}/pod/shared/view.json`);
});

it('a pod that is away is a fault, and a pod on an inner network is not asked', async () => {
  const fetch = agents.selfFetch(session(samira));
  await expect(fetch('http://localhost:1/x')).rejects.toMatchObject({ kind: 'PodUnreachable' });
  await expect(fetch('http://10.0.0.1/x')).rejects.toMatchObject({ kind: 'UrlRefused' });
});
