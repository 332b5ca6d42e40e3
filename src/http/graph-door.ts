import { json, type Request, type RequestHandler, Router } from 'express';
import { Asker, type GraphServer, HeaderMap } from '../graph/index.js';
import { refuseTooLong } from './too-long.js';
import { type DoorDeps, whoAsks } from './who-asks.js';

/** Bytes of one question; the longest of ours has some thousands. */
const bodyLimit = 100_000;

const refuse = (code: string, message: string) => ({ errors: [{ message, extensions: { code } }] });

/** One answer for every token that is not good: which check failed is nobody's business but ours. */
const badToken = refuse('UNAUTHENTICATED', 'Sign in first.');
const foreign = refuse('FORBIDDEN', 'This request did not come from our own page.');

function headersOf({ headers }: Request): HeaderMap {
  const map = new HeaderMap();
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) map.set(name, Array.isArray(value) ? value.join(', ') : value);
  }
  return map;
}

const asked = new WeakMap<Request, Asker>();

/** The graph over HTTP: POST only, never cached, one body size, and a known asker before the question is read. */
export function graphDoor(server: GraphServer, deps: DoorDeps): Router {
  const identify: RequestHandler = async (request, response, next) => {
    const asker = await whoAsks(request, deps);
    // Too long, and told so already.
    if (response.headersSent) return;
    if (asker instanceof Asker) {
      asked.set(request, asker);
      next();
    } else if (asker === 'UNREADABLE') {
      response.status(401).set('www-authenticate', 'DPoP algs="ES256"').json(badToken);
    } else {
      response.status(403).json(foreign);
    }
  };
  const answer: RequestHandler = async (request, response) => {
    const asker = asked.get(request);
    if (asker === undefined) throw new TypeError('an asker is known before the question is read');
    const { status, headers, body } = await server.executeHTTPGraphQLRequest({
      httpGraphQLRequest: {
        method: request.method,
        headers: headersOf(request),
        search: '',
        body: request.body,
      },
      context: async () => asker,
    });
    if (body.kind !== 'complete') throw new TypeError('an answer comes in one piece');
    for (const [name, value] of headers) response.setHeader(name, value);
    response.statusCode = status ?? 200;
    response.end(body.string);
  };
  const router = Router();
  router.use((_request, response, next) => {
    response.set({
      'cache-control': 'no-store, private',
      vary: 'authorization, cookie, accept-language',
    });
    next();
  });
  router.post('/', refuseTooLong(bodyLimit), json({ limit: bodyLimit }), identify, answer);
  router.all('/', (_request, response) => {
    response
      .status(405)
      .set('allow', 'POST')
      .json(refuse('BAD_INPUT', 'Questions are sent by POST.'));
  });
  return router;
}
