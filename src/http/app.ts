import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import { join } from 'node:path';
import express, { type ErrorRequestHandler, type Express, type RequestHandler } from 'express';
import type { GraphServer } from '../graph/index.js';
import type { IssuerDocuments } from '../identity/index.js';
import { type AppDoorDeps, appDocuments, appDoor } from './app-door.js';
import { type FilesDeps, filesDoor } from './files-door.js';
import { type Door, graphDoor } from './graph-door.js';
import { safeHeaders, unkept } from './headers.js';
import { type Counts, counting, type Health, healthDoor } from './health.js';
import { type IssuingDeps, issuingDoor } from './issuing-door.js';
import { notifyDoor } from './notify-door.js';
import { type OeapiDeps, oeapiDoor } from './oeapi-door.js';
import { openid4vciDoor, type WalletDoorDeps, walletDocuments } from './openid4vci-door.js';
import { type HolderDoorDeps, openid4vpDoor } from './openid4vp-door.js';
import { explorerDoor, pageDoor } from './page.js';
import { type Refusal, refuse } from './refuse.js';
import { type SignInDeps, signInDoor } from './sign-in.js';
import type { DoorDeps } from './who-asks.js';

export interface AppDeps {
  readonly graph: GraphServer;
  readonly door: DoorDeps;
  readonly signIn: SignInDeps;
  /** What learners take along and bring back; absent: nothing is. */
  readonly files?: FilesDeps;
  /** Where institutions add to the records of learners; absent: nowhere. */
  readonly oeapi?: OeapiDeps;
  /** Where wallets come; absent: nowhere. */
  readonly wallets?: WalletDoorDeps;
  /** Where learners' wallets answer; absent: nowhere. */
  readonly holders?: HolderDoorDeps;
  readonly health: Health;
  readonly issuer: IssuerDocuments;
  /** Keys and lists of institutions that sign here; absent: none. */
  readonly issuing?: IssuingDeps;
  /** Where apps sign people in; absent: nowhere. */
  readonly apps?: AppDoorDeps;
  /** Origin for people; requests to another name of this server are sent there. */
  readonly publicOrigin: string;
  readonly issuerOrigin: string;
  /** Folder with the built explorer and page, each in its own. */
  readonly web: string;
  readonly onFault: (error: unknown) => void;
}

const headers: RequestHandler = (_request, response, next) => {
  for (const [name, value] of Object.entries(safeHeaders)) response.setHeader(name, value);
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

const sorry: Refusal = {
  status: 500,
  code: 'UPSTREAM',
  message: 'Something went wrong here. Try again later.',
};
const unreadable = { code: 'BAD_INPUT', message: 'The question cannot be read.' } as const;

/** 4xx where a door found fault with what was sent, as a path that cannot be read; everything else is ours. */
function statusOf(error: unknown): number {
  const given = typeof error === 'object' && error !== null && 'status' in error ? error.status : 0;
  return typeof given === 'number' && given >= 400 && given < 500 ? given : sorry.status;
}

/** What fails says so in a sentence; which one depends on nothing in the request but its form. */
function apologise(error: unknown, response: ServerResponse, onFault: AppDeps['onFault']): void {
  // Said already, while the rest was still on its way.
  if (response.headersSent) return;
  const status = statusOf(error);
  if (status === sorry.status) onFault(error);
  refuse(response, status === sorry.status ? sorry : { ...unreadable, status }, unkept);
}

/** All doors but the one below, and that one too where it is knocked on in another way than it is meant. */
function otherDoors(deps: AppDeps, graph: Door, counts: Counts): Express {
  const app = express();
  app.disable('x-powered-by');
  app.set('etag', false);
  app.use((request, response, next) => {
    counts.watch(request.path === '/graphql' ? 'graph' : 'other', response);
    next();
  });
  app.use(headers);
  // A pod server needs these before anything is ready.
  app.use(issuerDoor(deps.issuer));
  if (deps.issuing !== undefined) app.use(issuingDoor(deps.issuing));
  if (deps.apps !== undefined) app.use(appDocuments(deps.apps));
  if (deps.wallets !== undefined) app.use(walletDocuments(deps.wallets));
  app.use(healthDoor(deps.health, counts, namesOf(deps)));
  app.use(rightHost(deps));
  app.all('/graphql', graph);
  app.use(signInDoor(deps.signIn));
  if (deps.apps !== undefined) app.use(appDoor(deps.apps));
  if (deps.files !== undefined) app.use('/files', filesDoor(deps.files, deps.door, deps.onFault));
  if (deps.oeapi !== undefined) app.use('/oeapi', notifyDoor(deps.oeapi), oeapiDoor(deps.oeapi));
  if (deps.wallets !== undefined) app.use(openid4vciDoor(deps.wallets));
  if (deps.holders !== undefined) app.use(openid4vpDoor(deps.holders));
  app.use('/graphiql', explorerDoor(join(deps.web, 'explorer')));
  app.use(pageDoor(join(deps.web, 'page')));
  app.use((_request, response) => {
    response.status(404).type('text').send('Hier is niets. / There is nothing here.\n');
  });
  const onError: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
    apologise(error, response, deps.onFault);
  };
  app.use(onError);
  return app;
}

/** All doors of one server. Questions to the graph, which are most of what comes, go straight to it. */
export function createApp(deps: AppDeps): RequestListener {
  const graph = graphDoor(deps.graph, deps.door);
  const counts = counting();
  const others = otherDoors(deps, graph, counts);
  const [people] = namesOf(deps);
  const isQuestion = ({ method, url, headers: { host } }: IncomingMessage): boolean =>
    method === 'POST' && url === '/graphql' && host === people;
  return (request, response) => {
    if (!isQuestion(request)) {
      others(request, response);
      return;
    }
    counts.watch('graph', response);
    graph(request, response).catch((error: unknown) => {
      apologise(error, response, deps.onFault);
    });
  };
}
