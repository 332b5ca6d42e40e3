import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as oidc from 'openid-client';
import type { PersonaKey } from '../../../../src/demo/index.js';
import { projectRoot } from '../../../../src/embedded/index.js';
import type { GraphAnswer, TestHouse } from '../../../fixtures/house.js';
import { cookieFor } from '../attacks/knock.js';

export const callback = 'http://localhost:9/callback';
export const purpose = 'INTERNSHIP';

/** The developer registers an app. @returns its client id. */
export async function registers(house: TestHouse, change: object = {}): Promise<string> {
  const { data, codes } = await house.ask('developer', 'RegisterApp', {
    input: {
      name: 'Stageplek',
      redirectUris: [callback],
      clusters: ['RESULTS_WITH_GRADES', 'DIPLOMAS', 'SKILLS_AND_EXPERIENCE'],
      purpose,
      ...change,
    },
  });
  if (codes.length > 0) throw new Error(`not registered: ${codes.join()}`);
  return data.registerApp.clientId;
}

export const removes = (house: TestHouse, clientId: string): Promise<GraphAnswer> =>
  house.ask('developer', 'RemoveApp', { clientId });

/** An app as its developer writes it, with a library that knows nothing of us. */
export async function clientAt(house: TestHouse, clientId: string) {
  const config = await oidc.discovery(
    new URL(`${house.origin}/oidc`),
    clientId,
    undefined,
    oidc.None(),
    { execute: [oidc.allowInsecureRequests] },
  );
  return { config, dpop: oidc.getDPoPHandle(config, await oidc.randomDPoPKeyPair()) };
}
export type Client = Awaited<ReturnType<typeof clientAt>>;

/** A browser in which somebody is signed in: keeps its cookies by name, follows nothing by itself. */
export async function browserOf(house: TestHouse, who: PersonaKey | undefined) {
  const cookies = new Map<string, string>();
  const keep = (pair: string): void => {
    const at = pair.indexOf('=');
    cookies.set(pair.slice(0, at), pair.slice(at + 1));
  };
  if (who !== undefined) keep(await cookieFor(house, who));
  const browse = async (url: string | URL, method: 'GET' | 'HEAD' = 'GET') => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { cookie, accept: 'text/html' };
    const response = await fetch(url, { method, redirect: 'manual', headers });
    for (const set of response.headers.getSetCookie()) keep(set.split(';')[0] ?? '');
    const location = response.headers.get('location');
    const text = await response.text();
    const next = location === null ? null : new URL(location, url);
    return { status: response.status, text, location: next };
  };
  return Object.assign(browse, { keep });
}
export type Browser = Awaited<ReturnType<typeof browserOf>>;

/** Where our page leads on by its one link, for an app that nobody looked into. */
export function linkOn({ text }: { readonly text: string }): URL | null {
  const [, href] = /<a href="([^"]+)"/.exec(text) ?? [];
  return href === undefined ? null : new URL(href.replaceAll('&amp;', '&'));
}
export const queryOf = (url: URL | null) => Object.fromEntries(url?.searchParams ?? []);

export interface Asked {
  /** Of our page: /connect/<id>. */
  readonly id: string;
  readonly at: URL;
  readonly verifier: string;
  readonly state: string;
}

const signIn = 'openid webid';
export const allScopes = `${signIn} results_with_grades diplomas skills_and_experience`;

export async function requestUrl(
  { config }: Client,
  change: Readonly<Record<string, string>> = {},
): Promise<{ readonly url: URL; readonly verifier: string; readonly state: string }> {
  const verifier = oidc.randomPKCECodeVerifier();
  const state = oidc.randomState();
  const url = oidc.buildAuthorizationUrl(config, {
    redirect_uri: callback,
    scope: allScopes,
    state,
    code_challenge: await oidc.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
    ...change,
  });
  return { url, verifier, state };
}

/** The app sends somebody's browser to us, and our page is where it comes. */
export async function asksFor(
  client: Client,
  browse: Browser,
  change: Readonly<Record<string, string>> = {},
): Promise<Asked> {
  const { url, verifier, state } = await requestUrl(client, change);
  const { location, status } = await browse(url);
  if (location === null) throw new Error(`not sent on: ${status}`);
  return { id: location.pathname.split('/').at(-1) ?? '', at: location, verifier, state };
}

export const answers = (house: TestHouse, who: PersonaKey, input: object): Promise<GraphAnswer> =>
  house.ask(who, 'AnswerAppRequest', { input });

/** From our page back to the app, which changes its code for tokens. */
export async function tokensAfter(
  { config, dpop }: Client,
  browse: Browser,
  redirectTo: string,
  { verifier, state }: Asked,
) {
  const { location } = await browse(redirectTo);
  if (location === null) throw new Error('not sent back to the app');
  const checks = { pkceCodeVerifier: verifier, expectedState: state };
  return oidc.authorizationCodeGrant(config, location, checks, undefined, { DPoP: dpop });
}

/** All steps, with one answer. */
export async function connects(
  house: TestHouse,
  who: PersonaKey,
  client: Client,
  answer: object,
  change: Readonly<Record<string, string>> = {},
) {
  const browse = await browserOf(house, who);
  const asked = await asksFor(client, browse, change);
  const { data, codes } = await answers(house, who, { id: asked.id, ...answer });
  if (codes.length > 0) throw new Error(`not answered: ${codes.join()}`);
  const { redirectTo, grants } = data.answerAppRequest;
  return { grants, tokens: await tokensAfter(client, browse, redirectTo, asked) };
}

/** A question of the app to the graph, with its token and proof. @param asked an operation of the contract by its name, or a text. */
export async function asksGraph(
  house: TestHouse,
  { config, dpop }: Client,
  token: string,
  asked: string,
  variables: object = {},
  headers: Readonly<Record<string, string>> = {},
): Promise<GraphAnswer> {
  const file = join(projectRoot, 'schema/operations', `${asked}.graphql`);
  const query = /^[A-Z]\w+$/.test(asked) ? await readFile(file, 'utf8') : asked;
  const sent = { 'content-type': 'application/json', 'x-purpose': purpose, ...headers };
  const response = await oidc.fetchProtectedResource(
    config,
    token,
    new URL(`${house.origin}/graphql`),
    'POST',
    JSON.stringify({ query, variables }),
    new Headers(sent),
    { DPoP: dpop },
  );
  const text = await response.text();
  const answer = JSON.parse(text);
  const codes = (answer.errors ?? []).map(
    (error: { extensions?: { code: string } }) => error.extensions?.code,
  );
  return { status: response.status, headers: response.headers, text, data: answer.data, codes };
}
