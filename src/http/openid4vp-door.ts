import type { IncomingMessage } from 'node:http';
import { MIMEType } from 'node:util';
import { type Request, type Response, Router } from 'express';
import type { JsonObject } from '../base/index.js';
import { requestObjectType } from '../credentials/index.js';
import { type House, questionToWallet, takeShown, type WalletPlace } from '../flows/index.js';
import { hangUp } from './graph-door.js';
import { unkept } from './headers.js';
import { bytesOf, NotHeard } from './question.js';

export interface HolderDoorDeps {
  readonly house: House;
  /** The document that tells which key is ours. */
  readonly didDocument: JsonObject;
}

/** Bytes: of ten credentials of 64 kB each, encrypted; and of what a wallet says of itself. */
const most = { answer: 1_200_000, aboutWallet: 50_000 } as const;
const longestNonce = 500;

/** Why not, in the words of the standard; the same whoever asks and whatever they sent. */
const refusals = {
  OVER: [404, 'invalid_request', 'This request is not open: unknown, answered before or expired.'],
  UNREADABLE: [400, 'invalid_request', 'This is no form that can be read.'],
  TOO_LONG: [413, 'invalid_request', 'This is too long.'],
  REFUSED: [400, 'invalid_request', 'This is no answer to what was asked.'],
} as const;
type Refusal = keyof typeof refusals;

class Refused extends Error {
  constructor(readonly because: Refusal) {
    super('a message of a wallet was refused');
  }
}

/** Wallets are no part of our page, and some are pages themselves. Nothing here knows any cookie. */
const forWallets = { ...unkept, 'access-control-allow-origin': '*' } as const;

function isForm(request: IncomingMessage): boolean {
  const { 'content-type': type = '', 'content-encoding': packing = '' } = request.headers;
  try {
    const isPlain = packing === '' || packing.toLowerCase() === 'identity';
    return isPlain && new MIMEType(type).essence === 'application/x-www-form-urlencoded';
  } catch {
    return false;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The fields of a form, each once: one that stands there twice can be read in two ways. */
async function formIn(request: IncomingMessage, limit: number): Promise<JsonObject> {
  if (!isForm(request)) throw new Refused('UNREADABLE');
  try {
    const fields = [...new URLSearchParams(utf8.decode(await bytesOf(request, limit)))];
    if (new Set(fields.map(([name]) => name)).size < fields.length) throw new Refused('UNREADABLE');
    return Object.fromEntries(fields);
  } catch (error) {
    if (error instanceof Refused) throw error;
    const isLong = error instanceof NotHeard && error.status === 413;
    throw new Refused(isLong ? 'TOO_LONG' : 'UNREADABLE');
  }
}

const isId = (id: string): boolean => /^[\w-]{22}$/.test(id);
type Asked = Request<{ id: string }>;

async function ask({ house }: HolderDoorDeps, request: Asked, place: WalletPlace) {
  if (!isId(request.params.id)) throw new Refused('OVER');
  const said = request.method === 'POST' ? await formIn(request, most.aboutWallet) : {};
  const nonce = said['wallet_nonce'];
  if (typeof nonce === 'string' && nonce.length > longestNonce) throw new Refused('TOO_LONG');
  const asked = typeof nonce === 'string' ? { place, walletNonce: nonce } : { place };
  const question = await questionToWallet(house, request.params.id, asked);
  if (question === undefined) throw new Refused('OVER');
  return question;
}

async function answer({ house }: HolderDoorDeps, request: Asked, place: WalletPlace) {
  if (!isId(request.params.id)) throw new Refused('OVER');
  const posted = await formIn(request, most.answer);
  const done = await takeShown(house, request.params.id, { place, posted });
  if (done.kind === 'over') throw new Refused('OVER');
  // A no of whoever has the wallet was heard as well.
  if (done.kind === 'refused' && done.because !== 'ACCESS_DENIED') throw new Refused('REFUSED');
  const comeBack = done.kind === 'taken' ? done.comeBack : undefined;
  return comeBack === undefined ? {} : { redirect_uri: comeBack };
}

/** Says no the way the standard does. */
function spoken(work: (request: Asked, response: Response) => Promise<void>) {
  return async (request: Asked, response: Response): Promise<void> => {
    try {
      await work(request, response);
    } catch (error) {
      if (!(error instanceof Refused) || response.headersSent) throw error;
      const [status, code, description] = refusals[error.because];
      response.status(status).set(forWallets);
      response.json({ error: code, error_description: description });
      hangUp(request);
    }
  };
}

/** Where wallets fetch what a learner asks them for, and send what their owner shows. */
export function openid4vpDoor(deps: HolderDoorDeps): Router {
  const router = Router();
  router.get('/verifier/did.json', (_request, response) => {
    response.set({ 'cache-control': 'public, max-age=300', 'access-control-allow-origin': '*' });
    response.type('application/did+json').send(JSON.stringify(deps.didDocument));
  });
  const places = [
    ['', 'ELSEWHERE'],
    ['/here', 'HERE'],
  ] as const;
  for (const [tail, place] of places) {
    const asked = spoken(async (request, response) => {
      const question = await ask(deps, request, place);
      response.set(forWallets).type(`application/${requestObjectType}`).send(question);
    });
    router.get(`/openid4vp/requests/:id${tail}`, asked);
    router.post(`/openid4vp/requests/:id${tail}`, asked);
    router.post(
      `/openid4vp/responses/:id${tail}`,
      spoken(async (request, response) => {
        response.set(forWallets).json(await answer(deps, request, place));
      }),
    );
  }
  return router;
}
