import { join } from 'node:path';
import express, {
  type ErrorRequestHandler,
  type Express,
  type RequestHandler,
  Router,
} from 'express';
import type { GraphServer } from '../graph/index.js';
import type { IssuerDocuments } from '../identity/index.js';
import { graphDoor } from './graph-door.js';
import { type Health, healthDoor } from './health.js';
import { type SignInDeps, signInDoor } from './sign-in.js';
import type { DoorDeps } from './who-asks.js';

export interface AppDeps {
  readonly graph: GraphServer;
  readonly door: DoorDeps;
  readonly signIn: SignInDeps;
  readonly health: Health;
  readonly issuer: IssuerDocuments;
  /** Origin for people; requests to another name of this server are sent there. */
  readonly publicOrigin: string;
  readonly issuerOrigin: string;
  /** Folder with the built explorer. */
  readonly explorer: string;
  readonly onFault: (error: unknown) => void;
}

/** Monaco sets styles from script; nothing else is let off. Nothing is loaded from elsewhere. */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "worker-src 'self'",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

const headers: RequestHandler = (_request, response, next) => {
  response.setHeader('content-security-policy', policy);
  response.setHeader('x-content-type-options', 'nosniff');
  response.setHeader('referrer-policy', 'no-referrer');
  response.setHeader('cross-origin-opener-policy', 'same-origin');
  next();
};

/** Of this server: for people, and for machines. */
const namesOf = ({ publicOrigin, issuerOrigin }: AppDeps) =>
  [new URL(publicOrigin).host, new URL(issuerOrigin).host] as const;

/** A name that is not ours is somebody's trick (DNS rebinding); ours for machines sends people to ours for people. */
function rightHost(deps: AppDeps): RequestHandler {
  const [people, machines] = namesOf(deps);
  const { publicOrigin } = deps;
  return (request, response, next) => {
    const host = request.get('host');
    if (host === people) next();
    else if (host === machines && request.method === 'GET') {
      response.redirect(307, `${publicOrigin}${request.originalUrl}`);
    } else response.status(421).type('text').send('Not the name of this server.\n');
  };
}

/** Our issuer's documents, for pod servers: public, and cached for a minute. */
function issuerDoor(documents: IssuerDocuments): RequestHandler {
  return (request, response, next) => {
    const found = request.method === 'GET' ? documents(request.path) : undefined;
    if (found === undefined) next();
    else {
      response.set({ 'cache-control': 'public, max-age=60', 'access-control-allow-origin': '*' });
      response.type(found.contentType).send(found.body);
    }
  };
}

function explorerDoor(folder: string): Router {
  const router = Router();
  router.use('/assets', express.static(join(folder, 'assets'), { immutable: true, maxAge: '1y' }));
  router.use(express.static(folder, { cacheControl: false, redirect: false, index: false }));
  router.get('/', (_request, response) => {
    response.set('cache-control', 'no-cache').sendFile('index.html', { root: folder });
  });
  return router;
}

/** 4xx as the body reader found it; everything else is ours. */
function statusOf(error: unknown): number {
  const given = typeof error === 'object' && error !== null && 'status' in error ? error.status : 0;
  return typeof given === 'number' && given >= 400 && given < 500 ? given : 500;
}
const sorryFor = (status: number) => {
  if (status === 500)
    return { code: 'UPSTREAM', message: 'Something went wrong here. Try again later.' };
  const message = status === 413 ? 'The question is too long.' : 'The question cannot be read.';
  return { code: 'BAD_INPUT', message };
};

/** What fails says so in a sentence; which one depends on nothing in the request but its size and form. */
const sorry =
  (onFault: AppDeps['onFault']): ErrorRequestHandler =>
  (error: unknown, _request, response, _next) => {
    // Said already, while the rest was still on its way.
    if (response.headersSent) return;
    const status = statusOf(error);
    if (status === 500) onFault(error);
    const { code, message } = sorryFor(status);
    response.status(status).json({ errors: [{ message, extensions: { code } }] });
  };

/** All doors of one server. Its issuer's documents come first: a pod server needs them before anything is ready. */
export function createApp(deps: AppDeps): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use(headers);
  app.use(issuerDoor(deps.issuer));
  app.use(healthDoor(deps.health, namesOf(deps)));
  app.use(rightHost(deps));
  app.use('/graphql', graphDoor(deps.graph, deps.door));
  app.use(signInDoor(deps.signIn));
  app.use('/graphiql', explorerDoor(deps.explorer));
  app.get('/', (_request, response) => {
    response.redirect(303, '/graphiql');
  });
  app.use((_request, response) => {
    response.status(404).type('text').send('Hier is niets. / There is nothing here.\n');
  });
  app.use(sorry(deps.onFault));
  return app;
}
