import { expressMiddleware } from '@as-integrations/express5';
import { json, type Request, type RequestHandler, Router } from 'express';
import { Asker, type GraphServer } from '../graph/index.js';
import { type DoorDeps, whoAsks } from './who-asks.js';

/** Bytes of one question; the longest of ours has some thousands. */
const bodyLimit = 100_000;

const refuse = (code: string, message: string) => ({ errors: [{ message, extensions: { code } }] });

/** One answer for every token that is not good: which check failed is nobody's business but ours. */
const badToken = refuse('UNAUTHENTICATED', 'Sign in first.');
const foreign = refuse('FORBIDDEN', 'This request did not come from our own page.');

const asked = new WeakMap<Request, Asker>();

/** The graph over HTTP: POST only, never cached, one body size, and a known asker before the question is read. */
export function graphDoor(server: GraphServer, deps: DoorDeps): Router {
  const identify: RequestHandler = async (request, response, next) => {
    const asker = await whoAsks(request, deps);
    if (asker instanceof Asker) {
      asked.set(request, asker);
      next();
    } else if (asker === 'UNREADABLE') {
      response.status(401).set('www-authenticate', 'DPoP algs="ES256"').json(badToken);
    } else {
      response.status(403).json(foreign);
    }
  };
  const answer = expressMiddleware(server, {
    context: async ({ req }) => {
      const asker = asked.get(req);
      if (asker === undefined) throw new TypeError('an asker is known before the question is read');
      return asker;
    },
  });
  const router = Router();
  router.use((_request, response, next) => {
    response.set({
      'cache-control': 'no-store, private',
      vary: 'authorization, cookie, accept-language',
    });
    next();
  });
  router.post('/', json({ limit: bodyLimit }), identify, answer);
  router.all('/', (_request, response) => {
    response
      .status(405)
      .set('allow', 'POST')
      .json(refuse('BAD_INPUT', 'Questions are sent by POST.'));
  });
  return router;
}
