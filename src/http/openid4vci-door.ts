import { type Request, type RequestHandler, type Response, Router } from 'express';
import { institutionId, isObject, type JsonObject } from '../base/index.js';
import {
  nonceResponse,
  readAuthorization,
  readTokenRequest,
  typeMetadata,
  vctPath,
  type WalletError,
  walletErrors,
  walletKinds,
  walletPaths,
} from '../credentials/index.js';
import {
  giveToWallet,
  type House,
  newNonce,
  openOffer,
  redeemOffer,
  sealWalletAsk,
} from '../flows/index.js';
import { sessionTokenHash } from '../identity/index.js';
import { unkept } from './headers.js';
import { bytesOf } from './question.js';
import { returnPath } from './return-path.js';
import { cookieOf } from './who-asks.js';

export interface WalletDoorDeps {
  readonly house: House;
  readonly cookieName: string;
}

/** Bytes of one message of a wallet. */
const mostBytes = 20_000;
const utf8 = new TextDecoder('utf-8', { fatal: true });

const statuses: Partial<Record<WalletError, number>> = {
  invalid_token: 401,
  temporarily_unavailable: 503,
};
const anywhere = { 'access-control-allow-origin': '*' };

/** Says no as OAuth 2 does: a code, and a sentence that is the same for everybody. */
function say(response: Response, error: WalletError, challenge = false): void {
  const isProof = challenge && error === 'invalid_dpop_proof';
  if (isProof || error === 'invalid_token') {
    response.set('www-authenticate', `DPoP error="${error}", algs="ES256 EdDSA"`);
  }
  const status = isProof ? 401 : (statuses[error] ?? 400);
  response.set(unkept).set(anywhere).status(status);
  response.json({ error, error_description: walletErrors[error] });
}
const give = (response: Response, body: JsonObject): void =>
  void response.set(unkept).set(anywhere).json(body);

/** @returns undefined for what is too long or is no text. */
async function textOf(request: Request, type: RegExp): Promise<string | undefined> {
  const media = (request.get('content-type') ?? '').split(';')[0]?.trim() ?? '';
  const packing = request.get('content-encoding') ?? 'identity';
  if (!type.test(media) || packing !== 'identity') return undefined;
  try {
    return utf8.decode(await bytesOf(request, mostBytes));
  } catch {
    return undefined;
  }
}

/** Each parameter once (RFC 6749, section 3.2). */
function formIn(text: string | undefined): Readonly<Record<string, string>> | undefined {
  const parameters = new URLSearchParams(text ?? '');
  const names = [...parameters.keys()];
  if (text === undefined || new Set(names).size < names.length) return undefined;
  return Object.fromEntries(parameters);
}
function objectIn(text: string | undefined): JsonObject | undefined {
  try {
    const read: unknown = JSON.parse(text ?? '');
    return isObject(read) ? read : undefined;
  } catch {
    return undefined;
  }
}

/** What a header says, where it was sent once. */
function headerOf(request: Request, name: 'authorization' | 'dpop'): string | undefined {
  const [said, ...more] = request.headersDistinct[name] ?? [];
  return more.length === 0 ? said : undefined;
}

async function giveToken({ house }: WalletDoorDeps, request: Request, response: Response) {
  const form = formIn(await textOf(request, /^application\/x-www-form-urlencoded$/i));
  if (form === undefined) return say(response, 'invalid_request');
  const headers = new Headers();
  const dpop = headerOf(request, 'dpop');
  if (dpop !== undefined) headers.set('dpop', dpop);
  const url = `${house.wallet.issuer.origin}${walletPaths.token}`;
  const asked = readTokenRequest({ headers, url }, form);
  if (typeof asked === 'string') return say(response, asked);
  const told = await redeemOffer(house, asked);
  return 'error' in told ? say(response, told.error) : give(response, told.given);
}

async function giveCredential({ house }: WalletDoorDeps, request: Request, response: Response) {
  const body = objectIn(await textOf(request, /^application\/json$/i));
  const authorization = headerOf(request, 'authorization');
  const told = await giveToWallet(house, { authorization, dpop: headerOf(request, 'dpop'), body });
  return 'error' in told ? say(response, told.error, true) : give(response, told.given);
}

/**
 * A wallet comes in its learner's browser. Who is not signed in does so first; then they are asked on our own page, and nothing
 * is said to whoever sent them before they answered.
 */
async function authorize(
  { house, cookieName }: WalletDoorDeps,
  request: Request,
  response: Response,
) {
  const { searchParams } = new URL(request.originalUrl, house.wallet.issuer.origin);
  const asked = readAuthorization(searchParams);
  response.set(unkept);
  if (asked === undefined) return say(response, 'invalid_request');
  const token = cookieOf(request, cookieName);
  const sessionHash = token === undefined ? undefined : sessionTokenHash(token);
  const who = sessionHash && (await house.ledger.sessions.find(sessionHash));
  if (sessionHash === undefined || !who) {
    const back = returnPath(request.originalUrl, '');
    if (back === '') return say(response, 'invalid_request');
    return response.redirect(303, `/sign-in?${new URLSearchParams({ return: back }).toString()}`);
  }
  const ticket = sealWalletAsk(house, { webId: who.webId, sessionHash }, asked);
  if (ticket === undefined) return say(response, 'invalid_request');
  // Behind the #: no server on the way sees it.
  return response.redirect(303, `/wallet#${ticket}`);
}

/**
 * Documents that are the same for everybody: what this issuer takes, what its types are, and what institutions took back. Given
 * out under any name of this server, since those who check a credential are told the one for machines.
 */
export function walletDocuments({ house }: WalletDoorDeps): RequestHandler {
  const { issuer } = house.wallet;
  const fixed = new Map<string, JsonObject>([
    ['/.well-known/openid-credential-issuer', issuer.metadata.credentialIssuer],
    ['/.well-known/oauth-authorization-server', issuer.authorizationServer],
    ...walletKinds.map((kind) => [vctPath(kind), typeMetadata(kind)] as const),
  ]);
  const router = Router();
  router.get('/openid4vci/status/:institution/:number', async (request, response, next) => {
    const { institution, number } = request.params;
    const isNumber = /^[1-9]\d{0,5}$/.test(number);
    const list = isNumber
      ? await house.ledger.wallet.signedList(institutionId(institution), Number(number))
      : undefined;
    if (list === undefined) return next();
    response.set({ ...anywhere, 'cache-control': 'public, max-age=60' });
    response.type('application/statuslist+jwt').send(list);
  });
  router.get(/.*/, (request, response, next) => {
    const found = fixed.get(request.path);
    if (found === undefined) return next();
    response.set({ ...anywhere, 'cache-control': 'public, max-age=300' }).json(found);
  });
  return router;
}

/** Where wallets come for a record that its learner offered them. Who a learner is, is told to no wallet. */
export function openid4vciDoor(deps: WalletDoorDeps): Router {
  const router = Router();
  router.get(`${walletPaths.offers}/:reference`, async (request, response) => {
    const offer = await openOffer(deps.house, request.params.reference);
    if (offer !== undefined) return give(response, offer);
    response.set(unkept).status(404).type('text').send('Hier is niets. / There is nothing here.\n');
  });
  router.get(walletPaths.authorize, (request, response) => authorize(deps, request, response));
  router.post(walletPaths.nonce, (_request, response) =>
    give(response, nonceResponse(newNonce(deps.house))),
  );
  router.post(walletPaths.token, (request, response) => giveToken(deps, request, response));
  router.post(walletPaths.credential, (request, response) =>
    giveCredential(deps, request, response),
  );
  return router;
}
