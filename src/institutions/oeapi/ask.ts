import { z } from 'zod';
import { Fault, sha256Hex } from '../../base/index.js';
import type { SourceDocument } from '../../records/index.js';
import { maxBodyBytes } from './document.js';

export interface Endpoint {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly credentials: { readonly user: string; readonly password: string };
  readonly fetch: typeof globalThis.fetch;
  /** For one request, its body included. */
  readonly timeoutMs: number;
}

/** One GET. `label` stands for the path in messages, since a path holds the id of a person. */
export interface Question {
  readonly url: string;
  readonly label: string;
  /** 404 and 410 are an answer: there is no such document. */
  readonly mayBeAbsent: boolean;
}

const header = ({ user, password }: Endpoint['credentials']): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

async function answerTo(endpoint: Endpoint, { url, label }: Question): Promise<Response> {
  try {
    return await endpoint.fetch(url, {
      headers: { accept: 'application/json', authorization: header(endpoint.credentials) },
      redirect: 'manual',
      signal: AbortSignal.timeout(endpoint.timeoutMs),
    });
  } catch (cause) {
    if (cause instanceof Fault) throw cause;
    throw new Fault('SourceUnreachable', `GET ${label} got no answer`, { cause });
  }
}

function mediaTypeOf(response: Response, label: string): string {
  const [mediaType = ''] = (response.headers.get('content-type') ?? '').split(';');
  const name = mediaType.trim().toLowerCase();
  if (name === 'application/json' || name === 'application/problem+json') return name;
  throw new Fault('SourceMalformed', `GET ${label} answered something that is not JSON`);
}

const chunk = z.instanceof(Uint8Array);

async function readCapped(response: Response, label: string): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of response.body ?? []) {
      const bytes = chunk.parse(piece);
      size += bytes.byteLength;
      if (size > maxBodyBytes) break;
      chunks.push(bytes);
    }
  } catch (cause) {
    throw new Fault('SourceUnreachable', `GET ${label} stopped half-way`, { cause });
  }
  if (size <= maxBodyBytes) return Buffer.concat(chunks);
  throw new Fault('SourceMalformed', `GET ${label} answered more than ${maxBodyBytes} bytes`);
}

/** The byte order mark stays, so that the text written as UTF-8 gives the bytes back. */
function textOf(bytes: Uint8Array, label: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (cause) {
    throw new Fault('SourceMalformed', `GET ${label} answered bytes that are not UTF-8`, { cause });
  }
}

/**
 * Asks for one document and keeps its exact bytes. Redirects are not followed: an institution's endpoint is one address.
 * @returns undefined only for a document that may be absent and is.
 * @throws Fault `SourceUnreachable` for no answer or a status that is no success, `SourceMalformed` for what is no JSON text.
 */
export async function ask(
  endpoint: Endpoint,
  question: Question,
): Promise<SourceDocument | undefined> {
  const { label, mayBeAbsent, url } = question;
  const response = await answerTo(endpoint, question);
  if (response.status !== 200) {
    await response.body?.cancel();
    if (mayBeAbsent && (response.status === 404 || response.status === 410)) return undefined;
    throw new Fault('SourceUnreachable', `GET ${label} answered ${response.status}`);
  }
  const mediaType = mediaTypeOf(response, label);
  const bytes = await readCapped(response, label);
  return { url, mediaType, sha256: sha256Hex(bytes), body: textOf(bytes, label) };
}
