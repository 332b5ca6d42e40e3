import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import {
  type ClientCredentials,
  createAccount,
  findAccount,
  freePort,
  newClientCredentials,
  type PodAccount,
  type PodServer,
  startPodServer,
} from '../../src/embedded/index.js';
import {
  type As,
  dpopKey,
  startTestIssuer,
  type TestIssuer,
  withToken,
} from './pod-server-issuer.js';

const json = { 'content-type': 'application/json' };
const TokenAnswer = z.object({ access_token: z.string() });
const turtle = { 'content-type': 'text/turtle' };
const login = { email: 'samira@leerling.example', password: 'zeven-blauwe-fietsen' };

let issuer: TestIssuer;
let pods: PodServer;
let dataDir: string;
let samira: PodAccount;
let builder: As;
let delegate: As;

beforeAll(async () => {
  issuer = await startTestIssuer();
  const builderIssuer = `${issuer.origin}/builder`;
  const delegates = `${issuer.origin}/delegates`;
  builder = {
    webId: issuer.agent('builder', builderIssuer),
    clientId: `${issuer.origin}/builder/client`,
    issuer: builderIssuer,
  };
  delegate = {
    webId: issuer.agent('grant-1', delegates, `${issuer.origin}/another`),
    clientId: `${issuer.origin}/adviser/client`,
    issuer: delegates,
  };
  dataDir = await mkdtemp(join(tmpdir(), 'leerkluis-pods-'));
  const port = await freePort();
  pods = await startPodServer({ baseUrl: `http://localhost:${port}/`, port, dataDir, builder });
  samira = await createAccount(pods.baseUrl, {
    ...login,
    podName: 'samira',
    name: "Samira d'Hond",
  });
});

afterAll(async () => {
  await pods.stop();
  await issuer.stop();
  await rm(dataDir, { recursive: true });
});

const at = (path: string): string => new URL(path, samira.podRoot).href;
const statusOf = async (answer: Promise<Response>): Promise<number> => (await answer).status;
const put = (
  who: As,
  path: string,
  body: string,
  headers: Record<string, string>,
): Promise<Response> => issuer.as(who)(at(path), { method: 'PUT', body, headers });

describe('a new pod', () => {
  it('lists nothing to a stranger, not even its root', async () => {
    expect(await statusOf(fetch(pods.baseUrl))).toBe(401);
    expect(await statusOf(fetch(samira.podRoot))).toBe(401);
    expect(await statusOf(fetch(at('profile/')))).toBe(401);
    expect(await statusOf(fetch(at('.acr')))).toBe(401);
    expect(await statusOf(fetch(new URL('.internal/accounts/', pods.baseUrl)))).toBe(401);
  });

  it('shows everyone the profile, with the login service, the storage and the name', async () => {
    const profile = await fetch(samira.webId);
    expect(profile.status).toBe(200);
    const text = await profile.text();
    expect(text).toContain(`solid:oidcIssuer <${pods.baseUrl}>`);
    expect(text).toContain(`pim:storage <${samira.podRoot}>`);
    expect(text).toContain(`foaf:name "Samira d'Hond"`);
  });

  it('is open to its learner, who logs in at the pod server', async () => {
    const asSamira = await learnerFetch(
      await newClientCredentials(pods.baseUrl, login, samira.webId),
    );
    expect(await statusOf(asSamira(samira.podRoot))).toBe(200);
    expect(await statusOf(asSamira(at('.acr')))).toBe(200);
  });

  it('is open to the builder with its own client only', async () => {
    expect(await statusOf(issuer.as(builder)(samira.podRoot))).toBe(200);
    const otherClient = { ...builder, clientId: delegate.clientId };
    expect(await statusOf(issuer.as(otherClient)(samira.podRoot))).toBe(403);
    const otherAgent = { ...delegate, clientId: builder.clientId };
    expect(await statusOf(issuer.as(otherAgent)(samira.podRoot))).toBe(403);
  });

  it('can belong to a WebID hosted elsewhere', async () => {
    const barry = await createAccount(pods.baseUrl, {
      email: 'barry@leerling.example',
      password: 'drie-natte-honden',
      podName: 'barry',
      webId: issuer.agent('barry', delegate.issuer),
    });
    const asBarry = issuer.as({ ...delegate, webId: barry.webId });
    expect(await statusOf(asBarry(barry.podRoot))).toBe(200);
    expect(await statusOf(asBarry(samira.podRoot))).toBe(403);
  });
});

describe('an account', () => {
  it('is found again by its login, so that a seed can run twice', async () => {
    const { webId, podRoot } = samira;
    expect(await findAccount(pods.baseUrl, login)).toEqual({ webId, podRoot });
  });

  it('is not found with another password or address', async () => {
    expect(await findAccount(pods.baseUrl, { ...login, password: 'geraden' })).toBeUndefined();
    expect(await findAccount(pods.baseUrl, { ...login, email: 'x@y.example' })).toBeUndefined();
  });

  it('cannot be made twice', async () => {
    await expect(createAccount(pods.baseUrl, { ...login, podName: 'samira' })).rejects.toThrow(
      '400',
    );
  });
});

describe('a view with an access rule for one agent, client and issuer', () => {
  const view = 'shared/grant-1/view.json';
  const bytes = '{ "records" : [],\n  "name": "é" }\n';
  const asDelegate = (change: Partial<As> = {}): Promise<number> =>
    statusOf(issuer.as({ ...delegate, ...change })(at(view)));

  beforeEach(async () => {
    await put(builder, view, bytes, json);
    await put(builder, `${view}.acr`, rule(delegate), turtle);
  });

  it('is given to that agent, byte for byte', async () => {
    const answer = await issuer.as(delegate)(at(view));
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toBe('application/json');
    expect(await answer.text()).toBe(bytes);
  });

  it('is refused to another agent, another client and another issuer of the same agent', async () => {
    const stranger = issuer.agent('grant-2', delegate.issuer);
    expect(await asDelegate({ webId: stranger })).toBe(403);
    expect(await asDelegate({ clientId: `${delegate.clientId}/other` })).toBe(403);
    expect(await asDelegate({ issuer: `${issuer.origin}/another` })).toBe(403);
  });

  it('is refused when the WebID does not list the issuer', async () => {
    expect(await asDelegate({ issuer: `${issuer.origin}/unlisted` })).toBe(401);
  });

  it('is refused without proof of the key, also when the token says it needs none', async () => {
    const bearer = { authorization: `Bearer ${await issuer.unboundToken(delegate)}` };
    expect(await statusOf(fetch(at(view), { headers: bearer }))).toBe(401);
  });

  it('opens nothing else: not its rule, its folder or its neighbours, and nothing can be written', async () => {
    const ask = issuer.as(delegate);
    expect(await statusOf(ask(at(`${view}.acr`)))).toBe(403);
    expect(await statusOf(ask(at('shared/grant-1/')))).toBe(403);
    expect(await statusOf(ask(at('shared/grant-1/other.json')))).toBe(403);
    expect(await statusOf(ask(at(view), { method: 'DELETE' }))).toBe(403);
    expect(await statusOf(put(delegate, view, '{}', json))).toBe(403);
  });

  it('is closed again as soon as the policy is gone, and stays open to the builder', async () => {
    expect(await asDelegate()).toBe(200);
    expect(await statusOf(put(builder, `${view}.acr`, rule(), turtle))).toBe(205);
    expect(await asDelegate()).toBe(403);
    expect(await statusOf(issuer.as(builder)(at(view)))).toBe(200);
  });

  it('takes its rule along when it is deleted', async () => {
    expect(await statusOf(issuer.as(builder)(at(view), { method: 'DELETE' }))).toBe(205);
    expect(await statusOf(issuer.as(builder)(at(`${view}.acr`)))).toBe(404);
    expect(await asDelegate()).toBe(403);
  });
});

const write = (path: string, condition: Record<string, string>): Promise<number> =>
  statusOf(put(builder, path, '{}', { ...json, ...condition }));

describe('a write with a condition', () => {
  it('with If-None-Match: * happens once', async () => {
    expect(await write('edu/once.json', { 'if-none-match': '*' })).toBe(201);
    expect(await write('edu/once.json', { 'if-none-match': '*' })).toBe(412);
  });

  it('with If-Match happens on the version that was read', async () => {
    await put(builder, 'edu/index.json', '{"v":1}', json);
    const etag = (await issuer.as(builder)(at('edu/index.json'))).headers.get('etag') ?? '';
    expect(await write('edu/index.json', { 'if-match': etag })).toBe(205);
    expect(await write('edu/index.json', { 'if-match': etag })).toBe(412);
  });

  it('with If-Match on a document that is gone makes a new one: only * does not', async () => {
    expect(await write('edu/gone.json', { 'if-match': '*' })).toBe(412);
    expect(await write('edu/gone.json', { 'if-match': '"1-application/json"' })).toBe(201);
  });

  it('has one winner when many race', async () => {
    const race = Array.from({ length: 8 }, () => write('edu/race.json', { 'if-none-match': '*' }));
    const statuses = await Promise.all(race);
    expect(statuses.filter((status) => status === 201)).toHaveLength(1);
    expect(statuses.filter((status) => status === 412)).toHaveLength(7);
  });
});

/** The access rule of the view: who may read it besides owner and builder. */
function rule(reader?: As): string {
  const policy = `
    acp:accessControl <#grant>.
    <#grant> a acp:AccessControl; acp:apply <#policy>.
    <#policy> a acp:Policy; acp:allow acl:Read; acp:allOf <#reader>.
    <#reader> a acp:Matcher; acp:agent <${reader?.webId}>;
      acp:client <${reader?.clientId}>; acp:issuer <${reader?.issuer}>.`;
  return `@prefix acl: <http://www.w3.org/ns/auth/acl#>.
    @prefix acp: <http://www.w3.org/ns/solid/acp#>.
    <> a acp:AccessControlResource; acp:resource <./view.json>${reader === undefined ? '.' : `; ${policy}`}`;
}

/** Logs in at the pod server itself, as a program of the learner would. */
async function learnerFetch(credentials: ClientCredentials): Promise<typeof fetch> {
  const dpop = await dpopKey();
  const url = new URL('.oidc/token', pods.baseUrl).href;
  const basic = Buffer.from(`${credentials.id}:${credentials.secret}`).toString('base64');
  const answer = await fetch(url, {
    method: 'POST',
    headers: { authorization: `Basic ${basic}`, dpop: await dpop.proof(url, 'POST') },
    body: new URLSearchParams({ grant_type: 'client_credentials', scope: 'webid' }),
  });
  const { access_token: token } = TokenAnswer.parse(await answer.json());
  return async (input, init) => fetch(input, await withToken(dpop, token, input, init));
}
