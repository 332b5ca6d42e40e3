import { type Dispatcher, request as send } from 'undici';
import { Fault, type FaultKind } from './fault.js';

/** What one exchange may cost. Milliseconds and bytes. */
export interface RequestLimits {
  readonly connectMs: number;
  /** From the connection to the last header. */
  readonly headersMs: number;
  /** For the whole body, so that a server that sends a byte a second is cut off too. */
  readonly bodyMs: number;
  readonly maxBytes: number;
}

export interface BoundedRequestOptions {
  readonly dispatcher: Dispatcher;
  readonly limits: RequestLimits;
  readonly fault: FaultKind;
}

const redirects = new Set([301, 302, 303, 307, 308]);
const bodiless = new Set([204, 205, 304]);

/**
 * One exchange within limits; the whole body is read before it returns. Follows no redirect and takes no
 * compressed body, so that the cap is the cap.
 * @throws Fault of the kind asked for; `UrlRefused` for a redirect. The caller's own abort passes unchanged.
 */
export async function boundedRequest(
  request: Request,
  { dispatcher, limits, fault }: BoundedRequestOptions,
): Promise<Response> {
  const late = new AbortController();
  const cut = (): void => late.abort(new Fault(fault, 'no answer in time'));
  let timer = setTimeout(cut, limits.connectMs + limits.headersMs);
  try {
    const answer = await send(request.url, {
      dispatcher,
      method: request.method,
      headers: { ...Object.fromEntries(request.headers), 'accept-encoding': 'identity' },
      body: request.body === null ? null : new Uint8Array(await request.arrayBuffer()),
      signal: AbortSignal.any([request.signal, late.signal]),
      headersTimeout: limits.headersMs,
      bodyTimeout: limits.bodyMs,
    });
    clearTimeout(timer);
    timer = setTimeout(cut, limits.bodyMs);
    return await toResponse(answer, request.url, limits.maxBytes, fault);
  } catch (error) {
    if (request.signal.aborted || error instanceof Fault) throw error;
    throw new Fault(fault, 'the connection failed', { cause: error });
  } finally {
    clearTimeout(timer);
  }
}

async function toResponse(
  answer: Dispatcher.ResponseData,
  url: string,
  maxBytes: number,
  fault: FaultKind,
): Promise<Response> {
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) {
    for (const item of [value ?? []].flat()) headers.append(name, item);
  }
  const problem = problemOf(answer.statusCode, headers, fault);
  if (problem !== undefined) {
    // An abandoned body reports its own end as an error, which nobody else hears: the process would stop.
    answer.body.on('error', () => undefined).destroy();
    throw problem;
  }
  const bytes = await readUpTo(maxBytes, answer.body, fault);
  const response = new Response(bodiless.has(answer.statusCode) ? null : bytes, {
    status: answer.statusCode,
    headers,
  });
  // A Response made by hand has no address, and Solid libraries resolve relative IRIs against it.
  return Object.defineProperty(response, 'url', { value: url });
}

function problemOf(status: number, headers: Headers, fault: FaultKind): Fault | undefined {
  if (redirects.has(status)) return new Fault('UrlRefused', 'redirects are not followed');
  if (status < 200) return new Fault(fault, 'the answer has no final status');
  const encoding = headers.get('content-encoding') ?? 'identity';
  return encoding === 'identity' ? undefined : new Fault(fault, 'the answer is compressed');
}

async function readUpTo(
  maxBytes: number,
  body: AsyncIterable<Uint8Array>,
  fault: FaultKind,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body) {
    size += chunk.byteLength;
    if (size > maxBytes) throw new Fault(fault, `the answer is over ${maxBytes} bytes`);
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks));
}
