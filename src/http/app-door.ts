import { type Request, type RequestHandler, Router } from 'express';
import type { WebId } from '../base/index.js';
import { type AppIssuer, type PublishedDocument, sessionTokenHash } from '../identity/index.js';
import type { Ledger } from '../ledger/index.js';
import { unkept } from './headers.js';
import { returnPath } from './return-path.js';
import { cookieOf } from './who-asks.js';

export interface AppDoorDeps {
  readonly issuer: Pick<AppIssuer, 'handle' | 'pageOf'>;
  /** The document of an app, by its path at our issuer's origin. */
  readonly documentAt: (path: string) => Promise<PublishedDocument | undefined>;
  readonly sessions: Ledger['sessions'];
  readonly cookieName: string;
}

/** The documents that apps' client ids lead to: for pod servers and for whoever wants to see whose app it is. */
export function appDocuments({ documentAt }: Pick<AppDoorDeps, 'documentAt'>): RequestHandler {
  return async (request, response, next) => {
    const found = request.method === 'GET' ? await documentAt(request.path) : undefined;
    if (found === undefined) {
      next();
      return;
    }
    // Not kept: an app can be removed at any moment.
    response.set({ 'cache-control': 'no-cache', 'access-control-allow-origin': '*' });
    response.type(found.contentType).send(found.body);
  };
}

/** Steps that a person takes in a browser; the others are between an app and us. */
const ofPeople = /^\/authorize(\/|$)/;

/** Where to sign in and come back from; undefined for a place that nobody would come back to. */
function signInFor({ originalUrl }: Request): string | undefined {
  const way = returnPath(originalUrl, '');
  return way === '' ? undefined : `/sign-in?${new URLSearchParams({ return: way }).toString()}`;
}

/**
 * Where apps sign people in. Who somebody is, is told by our own session alone: who has none is sent to sign in, and
 * comes back to the same question; so does who goes on without an answer, or while one is on its way. What nobody could
 * come back to is refused by the issuer.
 */
export function appDoor({ issuer, sessions, cookieName }: AppDoorDeps): Router {
  const router = Router();
  const before = async (request: Request, person: WebId | undefined) =>
    person === undefined ? signInFor(request) : issuer.pageOf(request.path, person);
  router.use('/oidc', async (request, response) => {
    if (!ofPeople.test(request.path)) {
      issuer.handle(request, response, undefined);
      return;
    }
    const token = cookieOf(request, cookieName);
    const signedIn = token === undefined ? undefined : await sessions.find(sessionTokenHash(token));
    const person: WebId | undefined = signedIn?.webId;
    // Told of its head alone, the library would do all that it does for the whole.
    const isLooking = request.method === 'GET' || request.method === 'HEAD';
    const first = isLooking ? await before(request, person) : undefined;
    if (first === undefined) issuer.handle(request, response, person);
    else response.set(unkept).redirect(303, first);
  });
  return router;
}
