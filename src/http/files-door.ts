import type { IncomingMessage, ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type Request, type Response, Router } from 'express';
import {
  type ArchiveTools,
  bringArchive,
  type Caller,
  type Download,
  type House,
  openTicket,
  takeAlong,
} from '../flows/index.js';
import { Asker, languageOf } from '../graph/index.js';
import { broughtSentences } from './brought-sentences.js';
import { type FileRefusal, fileRefusal, type Language, refusalOfFault } from './file-refusals.js';
import { hangUp } from './graph-door.js';
import { safeHeaders, unkept } from './headers.js';
import { bytesOf, NotHeard } from './question.js';
import { refuse } from './refuse.js';
import { type DoorDeps, languagesOf, whoAsks, whoFollows } from './who-asks.js';

export interface FilesDeps {
  readonly house: House;
  readonly tools: ArchiveTools;
}

/** Bytes of an archive that is brought back. */
const mostBytes = 20_000_000;
/** Archives read at once by one process: each may be some hundred megabytes in memory. */
const mostAtOnce = 1;
/** Of what one asker may ask in a minute, what one file costs. */
const cost = 10;

class Refused extends Error {
  constructor(readonly because: FileRefusal) {
    super('a file was refused');
  }
}

const languageIn = (request: IncomingMessage): Language => languageOf(languagesOf(request));

/** @throws Refused for whoever is not signed in on our own page, or asks too much. */
async function callerOf(house: House, { principal }: Asker, operation: string): Promise<Caller> {
  if (principal?.kind !== 'session') throw new Refused('SIGN_IN');
  const mayGoOn = await house.rates.take(house.meterOf(principal), 'operations', cost);
  if (!mayGoOn) throw new Refused('BUSY');
  return { principal, purpose: undefined, operation };
}

async function send(response: ServerResponse, download: Download): Promise<void> {
  const { name, mediaType, pieces } = download;
  const length = pieces.reduce((sum, { byteLength }) => sum + byteLength, 0);
  response.writeHead(200, {
    ...safeHeaders,
    ...unkept,
    'content-type': mediaType,
    'content-length': length,
    'content-disposition': `attachment; filename="${name}"`,
  });
  try {
    await pipeline(Readable.from(pieces), response);
  } catch {
    // Whoever hangs up half-way has what they have; there is nobody left to tell.
  }
}

/** Another site may know an address of ours; it does not get our browser to fetch it. */
const isFollowedHere = ({ headers }: IncomingMessage): boolean =>
  ['same-origin', 'none', undefined].includes(headers['sec-fetch-site']?.toString());

function exportDoor({ house, tools }: FilesDeps, door: DoorDeps) {
  const busy = new Set<string>();
  return async (request: Request<{ ticket: string }>, response: Response): Promise<void> => {
    const isMeant = request.method === 'GET' && isFollowedHere(request);
    if (!isMeant) throw new Refused('FOREIGN');
    const caller = await callerOf(house, await whoFollows(request, door), 'ExportEverything');
    const ticket = openTicket(house, caller, request.params.ticket);
    if (ticket === undefined) throw new Refused('OVER');
    const { webId } = caller.principal;
    if (busy.has(webId)) throw new Refused('BUSY');
    busy.add(webId);
    try {
      const answer = await takeAlong(house, tools, caller, ticket);
      if (answer.kind === 'refused') throw new Refused(answer.because);
      await send(response, answer.download);
    } finally {
      busy.delete(webId);
    }
  };
}

const isZip = ({ headers }: IncomingMessage): boolean =>
  /^application\/zip\s*(;|$)/i.test(headers['content-type'] ?? '') &&
  (headers['content-encoding'] ?? 'identity') === 'identity';

/** @throws Refused for more than an archive may have. */
async function archiveIn(request: IncomingMessage): Promise<Uint8Array> {
  try {
    return await bytesOf(request, mostBytes);
  } catch (error) {
    if (error instanceof NotHeard) throw new Refused('TOO_LARGE');
    throw error;
  }
}

function importDoor({ house, tools }: FilesDeps, door: DoorDeps) {
  let underWay = 0;
  return async (request: Request, response: Response): Promise<void> => {
    const asker = await whoAsks(request, undefined, door);
    if (!(asker instanceof Asker)) throw new Refused('FOREIGN');
    const caller = await callerOf(house, asker, 'ImportArchive');
    if (!isZip(request)) throw new Refused('NO_ZIP');
    const archive = await archiveIn(request);
    if (underWay >= mostAtOnce) throw new Refused('BUSY');
    underWay += 1;
    try {
      const answer = await bringArchive(house, tools, caller, archive);
      if (answer.kind === 'refused') throw new Refused(answer.because);
      const { totals, ...report } = answer.report;
      const lines = totals.map(({ counted: _c, leftOut: _l, ...line }) => line);
      const sentences = broughtSentences(answer.report, languageIn(request));
      response.set(unkept).json({ ...report, totals: lines, sentences });
    } finally {
      underWay -= 1;
    }
  };
}

/** Learners take along what is theirs, and bring it back. Nothing here is kept by a browser or anybody between. */
export function filesDoor(deps: FilesDeps, door: DoorDeps, onFault: (error: unknown) => void) {
  /** What goes wrong is said in a sentence, in the language of who asked. */
  const spoken =
    <R extends Request<never>>(work: (request: R, response: Response) => Promise<void>) =>
    async (request: R, response: Response): Promise<void> => {
      try {
        await work(request, response);
      } catch (error) {
        const because = error instanceof Refused ? error.because : refusalOfFault(error);
        if (because === undefined || response.headersSent) throw error;
        if (because === 'AWAY') onFault(error);
        refuse(response, fileRefusal(because, languageIn(request)), unkept);
        hangUp(request);
      }
    };
  const router = Router();
  router.get('/export/:ticket', spoken(exportDoor(deps, door)));
  router.post('/import', spoken(importDoor(deps, door)));
  return router;
}
