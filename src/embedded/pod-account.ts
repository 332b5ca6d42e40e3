import { z } from 'zod';

export interface NewAccount {
  readonly email: string;
  readonly password: string;
  /** Becomes the path: `samira` lives at `/samira/`. Lower-case letters, digits and hyphens. */
  readonly podName: string;
  /** In the public profile as foaf:name; absent means no name is published. */
  readonly name?: string;
  /** Absent means the pod server makes one: `/<podName>/profile/card#me`. */
  readonly webId?: string;
}

export interface PodAccount {
  readonly webId: string;
  /** Ends in a slash. */
  readonly podRoot: string;
}

/** Whoever holds these can get tokens as the account's own WebID. */
export interface ClientCredentials {
  readonly id: string;
  readonly secret: string;
}

type Login = Pick<NewAccount, 'email' | 'password'>;
/** How the pod server's account door is reached. */
export type Send = typeof fetch;

const Token = z.object({ authorization: z.string() });
const Controls = z.object({
  controls: z.object({
    password: z.object({ create: z.url() }),
    account: z.object({ pod: z.url(), clientCredentials: z.url() }),
  }),
});
const Pod = z.object({ pod: z.url(), webId: z.url() });
const Credentials = z.object({ id: z.string(), secret: z.string() });
const Listed = z.object({ pods: z.record(z.url(), z.string()) });
const Owned = z.object({ owners: z.array(z.object({ webId: z.url() })) });
type SignedIn = z.infer<typeof Controls>['controls'] & { readonly authorization: string };

/**
 * An account with a password, and a pod from our template.
 * @throws Error when the name or the e-mail address is in use.
 */
export const createAccount = async (
  podsBaseUrl: string,
  asked: NewAccount,
  send: Send = fetch,
): Promise<PodAccount> => makePod(await newAccount(podsBaseUrl, asked, send), asked, send);

/** The same, and safe to do again: what was made before, whole or half, is gone on with. */
export async function ensureAccount(
  podsBaseUrl: string,
  asked: NewAccount,
  send: Send = fetch,
): Promise<PodAccount> {
  const door =
    (await signIn(podsBaseUrl, asked, send)) ?? (await newAccount(podsBaseUrl, asked, send));
  return (await podOf(door, send)) ?? makePod(door, asked, send);
}

async function newAccount(podsBaseUrl: string, { email, password }: Login, send: Send) {
  const start = new URL('.account/', podsBaseUrl).href;
  const { authorization } = Token.parse(await call(`${start}account/`, { body: {} }, send));
  const door = await controlsOf(start, authorization, send);
  await call(door.password.create, { body: { email, password }, authorization }, send);
  return door;
}

async function makePod({ authorization, account }: SignedIn, asked: NewAccount, send: Send) {
  const body = { name: asked.podName, settings: settingsOf(asked) };
  const { pod, webId } = Pod.parse(await call(account.pod, { body, authorization }, send));
  return { webId, podRoot: pod };
}

/** The account as it is; undefined when e-mail address and password fit none, or it has no pod. */
export async function findAccount(
  podsBaseUrl: string,
  login: Login,
): Promise<PodAccount | undefined> {
  const door = await signIn(podsBaseUrl, login);
  return door && podOf(door);
}

async function podOf(
  { authorization, account }: SignedIn,
  send: Send = fetch,
): Promise<PodAccount | undefined> {
  const { pods } = Listed.parse(await call(account.pod, { authorization }, send));
  const [pod] = Object.entries(pods);
  if (pod === undefined) return undefined;
  const { owners } = Owned.parse(await call(pod[1], { authorization }, send));
  const webId = owners[0]?.webId;
  return webId === undefined ? undefined : { webId, podRoot: pod[0] };
}

/** Credentials to act as the account's own WebID; older ones go on working. */
export async function newClientCredentials(
  podsBaseUrl: string,
  login: Login,
  webId: string,
): Promise<ClientCredentials> {
  const door = await signIn(podsBaseUrl, login);
  if (door === undefined) throw new Error('No account of the pod server fits this login.');
  const { authorization, account } = door;
  return Credentials.parse(
    await call(account.clientCredentials, { body: { name: 'leerkluis', webId }, authorization }),
  );
}

async function signIn(
  podsBaseUrl: string,
  { email, password }: Login,
  send: Send = fetch,
): Promise<SignedIn | undefined> {
  const start = new URL('.account/', podsBaseUrl).href;
  const body = { email, password };
  const answer = await call(`${start}login/password/`, { body, mayRefuse: true }, send);
  if (answer === undefined) return undefined;
  return controlsOf(start, Token.parse(answer).authorization, send);
}

/** The account's own doors, as the pod server names them. */
async function controlsOf(start: string, authorization: string, send: Send): Promise<SignedIn> {
  const { controls } = Controls.parse(await call(start, { authorization }, send));
  return { authorization, ...controls };
}

/** The template puts the name between quotes in Turtle as it is. */
function settingsOf({ name, webId }: NewAccount): object {
  return {
    ...(name !== undefined && { name: JSON.stringify(name).slice(1, -1) }),
    ...(webId !== undefined && { webId }),
  };
}

interface Call {
  readonly body?: object;
  readonly authorization?: string;
  /** A refusal is then an answer: undefined. */
  readonly mayRefuse?: boolean;
}

async function call(
  url: string,
  { body, authorization, mayRefuse }: Call,
  send: Send = fetch,
): Promise<unknown> {
  const response = await send(url, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      accept: 'application/json',
      ...(body !== undefined && { 'content-type': 'application/json' }),
      ...(authorization !== undefined && { authorization: `CSS-Account-Token ${authorization}` }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(10_000),
  });
  if (response.ok) return response.json();
  await response.body?.cancel();
  if (mayRefuse === true && response.status === 403) return undefined;
  throw new Error(`The pod server's account door answered ${response.status}.`);
}
