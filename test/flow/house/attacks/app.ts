import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { SignJWT } from 'jose';
import type { DemoAccount, PersonaKey } from '../../../../src/demo/index.js';
import { newClientCredentials } from '../../../../src/embedded/index.js';
import { newSigningKey, type SigningKey } from '../../../../src/identity/index.js';
import type { TestHouse } from '../../../fixtures/house.js';

const sha256 = (text: string): string => createHash('sha256').update(text).digest('base64url');
export const nowSeconds = (): number => Math.floor(Date.now() / 1000);

export interface ProofChange {
  readonly claims?: Readonly<Record<string, unknown>>;
  /** Another key than the token is bound to. */
  readonly key?: SigningKey;
}

/** Proof that the sender holds the key (RFC 9449), right but for what is changed. */
export const proofBy = (key: SigningKey, claims: Record<string, unknown>): Promise<string> =>
  new SignJWT({ htm: 'POST', iat: nowSeconds(), jti: randomUUID(), ...claims })
    .setProtectedHeader({ alg: 'ES256', typ: 'dpop+jwt', jwk: key.publicJwk })
    .sign(key.privateKey);

async function fromTokenDoor(
  pods: string,
  key: SigningKey,
  form: Record<string, string>,
  headers = {},
) {
  const url = `${pods}/.oidc/token`;
  const response = await fetch(url, {
    method: 'POST',
    headers: { dpop: await proofBy(key, { htu: url }), ...headers },
    body: new URLSearchParams(form),
  });
  const given: { access_token?: string; id_token?: string } = JSON.parse(await response.text());
  if (!response.ok) throw new Error(`the pod server gave no token: ${response.status}`);
  return given;
}

/** An app that acts for a persona, by an account of theirs at the pod server: a client id and a token bound to its key. */
export interface App {
  readonly clientId: string;
  readonly token: string;
  readonly key: SigningKey;
  /** Headers of one request to the graph. */
  headers(change?: ProofChange): Promise<Record<string, string>>;
}

/** What of a house an app meets. */
type AppHouse = Pick<TestHouse, 'account' | 'origin' | 'pods'>;

export async function appOf(house: AppHouse, who: PersonaKey): Promise<App> {
  const { login, webId } = house.account(who);
  const { id, secret } = await newClientCredentials(`${house.pods}/`, login, webId);
  const key = await newSigningKey();
  const basic = Buffer.from(`${encodeURIComponent(id)}:${encodeURIComponent(secret)}`);
  const { access_token: token } = await fromTokenDoor(
    house.pods,
    key,
    { grant_type: 'client_credentials', scope: 'webid' },
    { authorization: `Basic ${basic.toString('base64')}` },
  );
  if (token === undefined) throw new Error('no access token was given');
  return { clientId: id, token, key, headers: headersWith(house, token, key) };
}

export const headersWith =
  (house: AppHouse, token: string, key: SigningKey) =>
  async ({ claims = {}, key: other = key }: ProofChange = {}): Promise<Record<string, string>> => {
    const proof = { htu: `${house.origin}/graphql`, ath: sha256(token), ...claims };
    return { authorization: `DPoP ${token}`, dpop: await proofBy(other, proof) };
  };

/** A browser at the pod server: keeps its cookies, follows nothing by itself. */
function browserAt() {
  const jar = new Map<string, string>();
  return async (url: string, json?: object) => {
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const response = await fetch(url, {
      method: json === undefined ? 'GET' : 'POST',
      redirect: 'manual',
      headers: {
        cookie,
        accept: 'application/json',
        ...(json !== undefined && { 'content-type': 'application/json' }),
      },
      ...(json !== undefined && { body: JSON.stringify(json) }),
    });
    for (const set of response.headers.getSetCookie()) {
      const [name = '', value = ''] = set.split(';')[0]?.split('=') ?? [];
      jar.set(name, value);
    }
    const text = await response.text();
    return { location: response.headers.get('location'), text };
  };
}

/** Signs a persona in to an app in a browser, as Solid-OIDC has it. @returns both tokens that the app gets. */
export async function tokensByLogin(house: TestHouse, { login, webId }: DemoAccount) {
  const { pods } = house;
  const callback = 'http://localhost:1/callback';
  const browse = browserAt();
  const client = JSON.parse(
    (
      await browse(`${pods}/.oidc/reg`, {
        redirect_uris: [callback],
        token_endpoint_auth_method: 'none',
        scope: 'openid webid',
      })
    ).text,
  );
  const verifier = randomBytes(32).toString('base64url');
  const ask = new URLSearchParams({
    client_id: client.client_id,
    redirect_uri: callback,
    response_type: 'code',
    scope: 'openid webid',
    prompt: 'consent',
    code_challenge: sha256(verifier),
    code_challenge_method: 'S256',
  });
  /** Where the pod server sends a browser on to, until it wants something of the person. */
  const follow = async (start: string): Promise<string> => {
    let url = start;
    for (let hops = 0; hops < 10; hops += 1) {
      const { location } = await browse(url);
      if (location === null) return url;
      url = new URL(location, url).href;
      if (url.startsWith(callback)) return url;
    }
    throw new Error('the pod server sends on and on');
  };
  await follow(`${pods}/.oidc/auth?${ask.toString()}`);
  const steps = [
    ['login/password/', { ...login }],
    ['oidc/pick-webid/', { webId }],
    ['oidc/consent/', {}],
  ] as const;
  let at = '';
  for (const [door, said] of steps) {
    const { text } = await browse(`${pods}/.account/${door}`, said);
    at = await follow(JSON.parse(text).location);
  }
  const code = new URL(at).searchParams.get('code') ?? '';
  const key = await newSigningKey();
  const { access_token: access = '', id_token: id = '' } = await fromTokenDoor(pods, key, {
    grant_type: 'authorization_code',
    code,
    client_id: client.client_id,
    redirect_uri: callback,
    code_verifier: verifier,
  });
  return { access, id, key };
}
