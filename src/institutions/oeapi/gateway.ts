import { z } from 'zod';
import { Fault, memberText, sha256Hex } from '../../base/index.js';
import type { SourceDocument } from '../../records/index.js';
import { askOnce, documentIn, mediaTypeOf, textOf } from './ask.js';
import { type OeapiVersion, v5, v6 } from './dialect.js';
import { maxBodyBytes, parseBody } from './document.js';
import { SourceFault, type SourceProblem, sourceProblemOf } from './source-fault.js';
import { refusedAnswer } from './status.js';

/** An endpoint as SURF Eduhub's gateway names it. */
const endpointName = /^[A-Za-z0-9.-]{1,200}$/;
export const isEndpointName = (name: string): boolean => endpointName.test(name);

const headers = z.record(z.string(), z.union([z.string(), z.array(z.string())])).catch({});
const Envelope = z.object({
  gateway: z.object({
    endpoints: z.record(
      z.string(),
      z.object({ responseCode: z.int().min(0).max(599).catch(0), headers: headers.optional() }),
    ),
  }),
});
type Endpoints = z.infer<typeof Envelope>['gateway']['endpoints'];
type Endpoint = Endpoints[string];

/** What the gateway says of each endpoint; undefined for a text that is no envelope of it. */
const endpointsIn = (text: string): Endpoints | undefined =>
  Envelope.safeParse(parseBody(text)).data?.gateway.endpoints;

const notJson = (label: string): SourceFault =>
  new SourceFault(
    'SourceMalformed',
    'UNREADABLE',
    `GET ${label}: the endpoint behind the gateway answered something that is not JSON`,
  );
const silent = (label: string): SourceFault =>
  new SourceFault(
    'SourceUnreachable',
    'NO_ANSWER',
    `GET ${label}: the endpoint behind the gateway gave no answer`,
    { passes: true },
  );

const typeIn = ({ headers: sent = {} }: Endpoint): string => {
  const type = Object.entries(sent).find(([name]) => name.toLowerCase() === 'content-type')?.[1];
  return (Array.isArray(type) ? type[0] : type) ?? 'application/json';
};

/** An endpoint's own answer, from the envelope that the gateway put around it: its body letter by letter. */
function answerOf(text: string, name: string, endpoint: Endpoint, label: string): Response {
  const { responseCode: status } = endpoint;
  // The gateway's own words for "no answer" and for "not JSON"; both come under a status 200.
  if (status < 200) throw silent(label);
  if (status === 502) throw notJson(label);
  const responses = memberText(text, 'responses');
  const body = responses === undefined ? undefined : memberText(responses, name);
  const isBare = status === 204 || status === 205 || status === 304;
  const type = z
    .string()
    .regex(/^[\x20-\x7e]*$/)
    .catch('application/json')
    .parse(typeIn(endpoint));
  return new Response(isBare ? null : (body ?? ''), { status, headers: { 'content-type': type } });
}

/** An envelope holds one body here. */
const mostBytes = maxBodyBytes + 100_000;
const label = '(through the gateway)';

async function unwrapped(response: Response, name: string): Promise<Response> {
  const isJson = mediaTypeOf(response).endsWith('json');
  if (response.status !== 200 || !isJson) return response;
  const bytes = Buffer.from(await response.arrayBuffer());
  const again = (): Response => new Response(bytes, { status: 200, headers: response.headers });
  if (bytes.byteLength > mostBytes) return again();
  let text: string;
  try {
    text = textOf(bytes);
  } catch {
    return again();
  }
  const endpoints = endpointsIn(text);
  if (endpoints === undefined) return again();
  const endpoint = endpoints[name];
  if (endpoint === undefined) throw silent(label);
  return answerOf(text, name, endpoint, label);
}

/**
 * A fetch that asks one endpoint through the gateway, without an envelope; a gateway that puts one around the answer
 * nevertheless has it taken off.
 * @throws Fault for a name that no endpoint can have: the gateway would take it for none, which is all of them.
 */
export function throughGateway(
  fetch: typeof globalThis.fetch,
  endpoint: string,
): typeof globalThis.fetch {
  if (!isEndpointName(endpoint)) throw new Fault('BadInput', 'not a name of an endpoint');
  return async (input, init) => {
    const sent = new Headers(init?.headers);
    sent.set('x-route', `endpoint=${endpoint}`);
    sent.set('x-envelope-response', 'false');
    return unwrapped(await fetch(input, { ...init, headers: sent }), endpoint);
  };
}

export interface GatewaySettings {
  readonly url: string;
  readonly credentials: { readonly user: string; readonly password: string };
  readonly fetch: typeof globalThis.fetch;
  readonly version?: OeapiVersion;
  /** For one question, over all endpoints. The gateway itself gives each two seconds. */
  readonly timeoutMs?: number;
}

/** What one endpoint answered, or why it did not. */
export type GatewayAnswer =
  | { readonly kind: 'ANSWERED'; readonly document: SourceDocument }
  | { readonly kind: 'PROBLEM'; readonly problem: SourceProblem };

function answerFrom(text: string, name: string, endpoint: Endpoint, url: string): GatewayAnswer {
  try {
    if (endpoint.responseCode >= 300) {
      if (endpoint.responseCode === 502) throw notJson(label);
      throw refusedAnswer(new Response(null, { status: endpoint.responseCode }), label);
    }
    if (endpoint.responseCode < 200) throw silent(label);
    const responses = memberText(text, 'responses');
    const body = responses === undefined ? undefined : memberText(responses, name);
    if (body === undefined) throw notJson(label);
    const mediaType = typeIn(endpoint).split(';')[0]?.trim().toLowerCase() ?? '';
    return {
      kind: 'ANSWERED',
      document: { url, mediaType, sha256: sha256Hex(body), body },
    };
  } catch (error) {
    return { kind: 'PROBLEM', problem: sourceProblemOf(error) ?? 'UNREADABLE' };
  }
}

function routedTo(
  fetch: typeof globalThis.fetch,
  names: readonly string[] | undefined,
): typeof globalThis.fetch {
  if (names === undefined) return fetch;
  if (names.length === 0 || !names.every(isEndpointName)) {
    throw new Fault('BadInput', 'not names of endpoints');
  }
  return (input, init) => {
    const sent = new Headers(init?.headers);
    sent.set('x-route', `endpoint=${names.join(',')}`);
    return fetch(input, { ...init, headers: sent });
  };
}

function answersIn({ body, url }: SourceDocument): readonly (readonly [string, GatewayAnswer])[] {
  const endpoints = endpointsIn(body);
  if (endpoints === undefined) {
    const message = 'the gateway answered something that is no envelope';
    throw new SourceFault('SourceMalformed', 'UNREADABLE', message);
  }
  return Object.entries(endpoints).map(
    ([name, endpoint]) => [name, answerFrom(body, name, endpoint, url)] as const,
  );
}

/**
 * Asks several endpoints one question through the gateway; each answers for itself, and that the gateway answered says
 * nothing of them.
 * @param path below the gateway's address, without a slash before it.
 * @param names of endpoints; absent: all that the gateway lets us ask.
 * @returns by the name of the endpoint; one that was asked and is not in the answer gave none.
 * @throws SourceFault when the gateway itself does not answer.
 */
export async function askGateway(
  settings: GatewaySettings,
  path: string,
  names?: readonly string[],
): Promise<ReadonlyMap<string, GatewayAnswer>> {
  const { credentials, timeoutMs = 10_000, version = 5 } = settings;
  const fetch = routedTo(settings.fetch, names);
  const baseUrl = settings.url.replace(/\/+$/, '');
  const { accept } = version === 6 ? v6 : v5;
  const question = { url: `${baseUrl}/${path}`, label: '(to the gateway)', mayBeAbsent: false };
  const over = new AbortController().signal;
  const endpoint = { baseUrl, credentials, accept, fetch, timeoutMs };
  const answer = await askOnce(endpoint, question, over, documentIn);
  const missing = (names ?? []).map(
    (name) => [name, { kind: 'PROBLEM', problem: 'NO_ANSWER' }] as const,
  );
  const found = answer === undefined ? [] : answersIn(answer);
  return new Map<string, GatewayAnswer>([...missing, ...found]);
}
