import type { RequestHandler, Response } from 'express';
import { institutionId } from '../base/index.js';
import {
  microcredentialContext,
  microcredentialContextUrl,
  schemaUrlOf,
  servedSchemas,
} from '../credentials/index.js';
import { type House, listAtPath, listTtlMs } from '../flows/index.js';
import { badgeTypes } from '../records/index.js';

export interface IssuingDeps {
  readonly house: Pick<House, 'ledger'>;
  readonly onFault: (error: unknown) => void;
}
interface Published {
  readonly type: string;
  readonly body: string;
  /** Changes when the body does. */
  readonly tag: string;
  readonly seconds: number;
}

const ttl = listTtlMs / 1000;
/** Less than its holder may go by it: a stop is seen soon by whoever asks again. */
const listSeconds = ttl / 5;

const fixedAt = (url: string | undefined, type: string, body: object) =>
  [
    new URL(url ?? microcredentialContextUrl).pathname,
    { type, body: JSON.stringify(body), tag: '1', seconds: 86_400 },
  ] as const;

/** What our credentials name, under the paths that they name it by: never changed. */
const fixed: ReadonlyMap<string, Published> = new Map([
  fixedAt(microcredentialContextUrl, 'application/ld+json', microcredentialContext),
  ...badgeTypes.map((kind) =>
    fixedAt(schemaUrlOf(kind), 'application/schema+json', servedSchemas[kind]),
  ),
]);

const issuer = /^\/issuers\/([a-z0-9.-]{1,253})\/did\.json$/;

async function published(
  { ledger: { issuing } }: IssuingDeps['house'],
  path: string,
): Promise<Published | undefined> {
  const [, name] = issuer.exec(path) ?? [];
  if (name !== undefined) {
    const found = await issuing.document(institutionId(name));
    return found && { type: 'application/did+json', body: found.document, tag: '', seconds: ttl };
  }
  const list = listAtPath(path);
  const found = list && (await issuing.signedList(list));
  if (found === undefined) return undefined;
  const { signed, version } = found;
  return { type: 'application/vc', body: signed, tag: String(version), seconds: listSeconds };
}

function send(response: Response, { type, body, tag, seconds }: Published, seen?: string): void {
  const etag = `"${tag}"`;
  response.set({
    'cache-control': `public, max-age=${seconds}`,
    'access-control-allow-origin': '*',
  });
  if (tag !== '') response.set('etag', etag);
  if (tag !== '' && seen === etag) response.status(304).end();
  else response.type(type).send(body);
}

/** What institutions sign by, and what they took back: for everybody, who does not say who they are. */
export function issuingDoor({ house, onFault }: IssuingDeps): RequestHandler {
  return async (request, response, next) => {
    const { method, path } = request;
    const seen = request.get('if-none-match');
    const isAsked = method === 'GET' || method === 'HEAD';
    try {
      const found = isAsked ? (fixed.get(path) ?? (await published(house, path))) : undefined;
      if (found === undefined) next();
      else send(response, found, seen);
    } catch (error) {
      onFault(error);
      response.status(503).set('cache-control', 'no-store').end();
    }
  };
}
