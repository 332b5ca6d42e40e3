import { z } from 'zod';
import { Fault, sha256Hex } from '../../base/index.js';
import type { SourceDocument } from '../../records/index.js';
import { maxBodyBytes } from './document.js';
import { SourceFault } from './source-fault.js';
import { refusedAnswer } from './status.js';
import { askedUnless, type Validator } from './validator.js';

export interface Endpoint {
  /** Without a slash at the end. */
  readonly baseUrl: string;
  readonly credentials: { readonly user: string; readonly password: string };
  /** The media type that answers are asked for in; it carries the version. */
  readonly accept: string;
  readonly fetch: typeof globalThis.fetch;
  /** For one try of one request, its body included. */
  readonly timeoutMs: number;
}

/** One GET. `label` stands for the path in messages, since a path holds the id of a person. */
export interface Question {
  readonly url: string;
  readonly label: string;
  /** 404 and 410 are an answer: there is no such document. */
  readonly mayBeAbsent: boolean;
  /** 406 is one too: not in this version. */
  readonly mayBeOther?: boolean;
  /** 304 is one too: as it was when this was said of it. */
  readonly unlessStill?: Validator;
}

/** HTTP Basic, as SURF Eduhub has it. */
export const basicOf = ({ user, password }: Endpoint['credentials']): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

const noAnswer = (label: string, how: string, cause: unknown): SourceFault =>
  new SourceFault('SourceUnreachable', 'NO_ANSWER', `GET ${label} ${how}`, { cause, passes: true });

async function answerTo(
  endpoint: Endpoint,
  { url, label, unlessStill }: Question,
  signal: AbortSignal,
) {
  try {
    return await endpoint.fetch(url, {
      headers: {
        accept: endpoint.accept,
        authorization: basicOf(endpoint.credentials),
        ...(unlessStill !== undefined && askedUnless(unlessStill)),
      },
      redirect: 'manual',
      signal,
    });
  } catch (cause) {
    if (cause instanceof SourceFault) throw cause;
    if (!(cause instanceof Fault) || cause.kind === 'SourceUnreachable') {
      throw noAnswer(label, 'got no answer', cause);
    }
    const message = `GET ${label} led where we do not go`;
    throw new SourceFault('SourceUnreachable', 'UNREADABLE', message, { cause });
  }
}

/** In lower case and without parameters; empty where none was sent. */
export const mediaTypeOf = (response: Response): string =>
  (response.headers.get('content-type') ?? '').split(';')[0]?.trim().toLowerCase() ?? '';

const malformed = (label: string, how: string, cause?: unknown): SourceFault =>
  new SourceFault('SourceMalformed', 'UNREADABLE', `GET ${label} answered ${how}`, { cause });

const chunk = z.instanceof(Uint8Array);

/** @returns undefined for a body over the cap. @throws SourceFault for one that breaks off. */
export async function readCapped(
  response: Response,
  label: string,
  cap: number,
): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const piece of response.body ?? []) {
      const bytes = chunk.parse(piece);
      size += bytes.byteLength;
      if (size > cap) break;
      chunks.push(bytes);
    }
  } catch (cause) {
    throw noAnswer(label, 'stopped half-way', cause);
  }
  return size > cap ? undefined : Buffer.concat(chunks);
}

/** The byte order mark stays, so that the text written as UTF-8 gives the bytes back. @throws TypeError for other bytes. */
export const textOf = (bytes: Uint8Array): string =>
  new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);

const jsonTypes: ReadonlySet<string> = new Set([
  'application/json',
  'application/problem+json',
  'application/vnd.oeapi+json',
]);

/** The exact bytes of a JSON answer; undefined for a document that is not there. */
export async function documentIn(
  response: Response,
  { label, url }: Question,
): Promise<SourceDocument | undefined> {
  if (response.status !== 200) {
    await response.body?.cancel();
    return undefined;
  }
  const mediaType = mediaTypeOf(response);
  if (!jsonTypes.has(mediaType)) throw malformed(label, 'something that is not JSON');
  const bytes = await readCapped(response, label, maxBodyBytes);
  if (bytes === undefined) throw malformed(label, `more than ${maxBodyBytes} bytes`);
  try {
    return { url, mediaType, sha256: sha256Hex(bytes), body: textOf(bytes) };
  } catch (cause) {
    throw malformed(label, 'bytes that are not UTF-8', cause);
  }
}

/**
 * Asks once. Redirects are not followed: an institution's endpoint is one address.
 * @param read what to make of a 200, or of another status that is an answer to this question.
 * @throws SourceFault for no answer, another status, or what `read` throws.
 */
export async function askOnce<T>(
  endpoint: Endpoint,
  question: Question,
  over: AbortSignal,
  read: (response: Response, question: Question) => Promise<T>,
): Promise<T> {
  const signal = AbortSignal.any([over, AbortSignal.timeout(endpoint.timeoutMs)]);
  const response = await answerTo(endpoint, question, signal);
  const { status } = response;
  const isAbsent = status === 404 || status === 410;
  const isOther = status === 406 && question.mayBeOther === true;
  const isSame = status === 304 && question.unlessStill !== undefined;
  if (status === 200 || isSame || isOther || (isAbsent && question.mayBeAbsent)) {
    return read(response, question);
  }
  await response.body?.cancel();
  throw refusedAnswer(response, question.label);
}
