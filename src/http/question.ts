import type { IncomingMessage } from 'node:http';
import { MIMEType } from 'node:util';

/** A question that is not heard, with the HTTP status that says why: unreadable, too long, or not in a form we read. */
export class NotHeard extends Error {
  override readonly name = 'NotHeard';
  constructor(readonly status: 400 | 413 | 415) {
    super(`a question that is not heard: ${status}`);
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The bytes of a body; of one that is too long no more than it takes to know. */
function bytesOf(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > limit) reject(new NotHeard(413));
    const parts: Buffer[] = [];
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.byteLength;
      if (size > limit) reject(new NotHeard(413));
      else parts.push(part);
    });
    request.once('end', () => resolve(Buffer.concat(parts)));
    // Broken off.
    request.once('error', () => reject(new NotHeard(400)));
  });
}

/** @throws NotHeard for JSON in another character set than its own. */
function isJson(type: string | undefined): boolean {
  if (type === undefined || type === 'application/json') return type !== undefined;
  let parsed: MIMEType;
  try {
    parsed = new MIMEType(type);
  } catch {
    return false;
  }
  if (parsed.essence !== 'application/json') return false;
  if ((parsed.params.get('charset') ?? 'utf-8').toLowerCase() !== 'utf-8') throw new NotHeard(415);
  return true;
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    throw new NotHeard(400);
  }
}

/**
 * The JSON somebody sent; undefined where they sent none. Packed bodies are not unpacked: a little of them can be a
 * lot, and a question is short.
 * @param limit in bytes.
 * @throws NotHeard
 */
export async function questionIn(request: IncomingMessage, limit: number): Promise<unknown> {
  const { 'content-encoding': packing = 'identity', 'content-type': type } = request.headers;
  const bytes = await bytesOf(request, limit);
  if (packing !== 'identity') throw new NotHeard(415);
  if (!isJson(type) || bytes.byteLength === 0) return undefined;
  const question = parsed(bytes);
  if (typeof question !== 'object' || question === null) throw new NotHeard(400);
  return question;
}
