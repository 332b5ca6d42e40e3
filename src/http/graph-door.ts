import type { IncomingMessage, ServerResponse } from 'node:http';
import { Asker, type GraphServer, HeaderMap } from '../graph/index.js';
import { safeHeaders, unkept } from './headers.js';
import { withKnownText } from './known-text.js';
import { NotHeard, questionIn } from './question.js';
import { type Refusal, refuse } from './refuse.js';
import { type DoorDeps, type Turned, whoAsks } from './who-asks.js';

/** Bytes of one question; the longest of ours has some thousands. */
const bodyLimit = 100_000;
/** Of one that carries a learner's own file, in base64. */
const fileLimit = 7_000_000;
/** Milliseconds in which a client that is still sending can hear that it need not. */
const lingerMs = 2000;

/** What the GraphQL server goes by. */
const heeded = [
  'accept',
  'content-type',
  'apollo-require-preflight',
  'x-apollo-operation-name',
] as const;

function headersOf({ headers }: IncomingMessage): HeaderMap {
  const map = new HeaderMap();
  for (const name of heeded) {
    const value = headers[name];
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}

const foreign: Refusal = {
  status: 403,
  code: 'FORBIDDEN',
  message: 'This request did not come from our own page.',
};
/** One answer for every token that is not good: which check failed is nobody's business but ours. */
const badToken: Refusal = { status: 401, code: 'UNAUTHENTICATED', message: 'Sign in first.' };
const byPost: Refusal = { status: 405, code: 'BAD_INPUT', message: 'Questions are sent by POST.' };

function turnAway(response: ServerResponse, why: Turned): void {
  const challenge = { 'www-authenticate': 'DPoP algs="ES256"' };
  if (why === 'FOREIGN') refuse(response, foreign, unkept);
  else refuse(response, badToken, { ...unkept, ...challenge });
}

/**
 * Said at once. What still comes is thrown away, and a client that goes on for long is hung up on; one whose question
 * has all come may ask its next on the same line.
 */
function notHear(request: IncomingMessage, response: ServerResponse, why: NotHeard): void {
  const { status, message } = why;
  refuse(response, { status, code: 'BAD_INPUT', message }, unkept);
  hangUp(request);
}

/** What still comes after an answer was given is thrown away, for a moment; then the line is cut. */
export function hangUp(request: IncomingMessage): void {
  if (request.complete) return;
  const cut = setTimeout(() => request.socket.destroy(), lingerMs);
  request.once('close', () => clearTimeout(cut));
  request.resume();
}

export type Door = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** Only of whoever is signed in on our own page more is heard than a question is long: it may carry a file of theirs. */
async function limitFor(request: IncomingMessage, deps: DoorDeps): Promise<number> {
  if (Number(request.headers['content-length'] ?? 0) <= bodyLimit) return bodyLimit;
  const asker = await whoAsks(request, undefined, deps);
  const isSignedIn = asker instanceof Asker && asker.principal?.kind === 'session';
  return isSignedIn ? fileLimit : bodyLimit;
}

/** The graph over HTTP: POST only, never cached, no longer than a question is, and a known asker before it is read. */
export function graphDoor(server: GraphServer, deps: DoorDeps): Door {
  async function hear(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const question = withKnownText(await questionIn(request, await limitFor(request, deps)));
    const asker = await whoAsks(request, question, deps);
    if (!(asker instanceof Asker)) {
      turnAway(response, asker);
      return;
    }
    const { status, headers, body } = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: 'POST',
        headers: headersOf(request),
        search: '',
        body: question,
      },
      context: async () => asker,
    });
    if (body.kind !== 'complete') throw new TypeError('an answer comes in one piece');
    const length = { 'content-length': Buffer.byteLength(body.string) };
    const all = { ...safeHeaders, ...unkept, ...Object.fromEntries(headers), ...length };
    response.writeHead(status ?? 200, all).end(body.string);
  }
  return async (request, response) => {
    if (request.method !== 'POST') {
      refuse(response, byPost, { ...unkept, allow: 'POST' });
      return;
    }
    try {
      await hear(request, response);
    } catch (error) {
      if (!(error instanceof NotHeard)) throw error;
      notHear(request, response, error);
    }
  };
}
