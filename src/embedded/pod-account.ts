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
type Step = (path: string, body: object) => Promise<unknown>;

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
export async function createAccount(podsBaseUrl: string, asked: NewAccount): Promise<PodAccount> {
  const start = new URL('.account/', podsBaseUrl).href;
  const { authorization } = Token.parse(await call(`${start}account/`, { body: {} }));
  const controls = await controlsOf(start, authorization);
  const post: Step = (url, body) => call(url, { body, authorization });
  await post(controls.password.create, { email: asked.email, password: asked.password });
  const { pod, webId } = Pod.parse(
    await post(controls.account.pod, { name: asked.podName, settings: settingsOf(asked) }),
  );
  return { webId, podRoot: pod };
}

/** The account as it is; undefined when e-mail address and password fit none, or it has no pod. */
export async function findAccount(
  podsBaseUrl: string,
  login: Login,
): Promise<PodAccount | undefined> {
  const door = await signIn(podsBaseUrl, login);
  if (door === undefined) return undefined;
  const { authorization, account } = door;
  const { pods } = Listed.parse(await call(account.pod, { authorization }));
  const [pod] = Object.entries(pods);
  if (pod === undefined) return undefined;
  const { owners } = Owned.parse(await call(pod[1], { authorization }));
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
): Promise<SignedIn | undefined> {
  const start = new URL('.account/', podsBaseUrl).href;
  const body = { email, password };
  const answer = await call(`${start}login/password/`, { body, mayRefuse: true });
  if (answer === undefined) return undefined;
  return controlsOf(start, Token.parse(answer).authorization);
}

/** The account's own doors, as the pod server names them. */
async function controlsOf(start: string, authorization: string): Promise<SignedIn> {
  const { controls } = Controls.parse(await call(start, { authorization }));
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

async function call(url: string, { body, authorization, mayRefuse }: Call): Promise<unknown> {
  const response = await fetch(url, {
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
