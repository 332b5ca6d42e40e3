import type { IncomingMessage } from 'node:http';
import { MIMEType } from 'node:util';

const whyNot = {
  UNREADABLE: { status: 400, message: 'The question cannot be read.' },
  TOO_LONG: { status: 413, message: 'The question is too long.' },
  PACKED: { status: 415, message: 'Send the question unpacked, without content-encoding.' },
  CHARACTERS: { status: 415, message: 'Send the question in UTF-8.' },
  TEXT_MISSING: { status: 400, message: 'Send the text of the question, not its hash alone.' },
  TEXT_DIFFERS: { status: 400, message: 'The text of the question is not the one its hash names.' },
} as const;

/** A question that is not heard. */
export class NotHeard extends Error {
  override readonly name = 'NotHeard';
  /** HTTP status. */
  readonly status: number;
  constructor(why: keyof typeof whyNot) {
    super(whyNot[why].message);
    this.status = whyNot[why].status;
  }
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The bytes of a body; of one that is too long no more than it takes to know. */
export function bytesOf(request: IncomingMessage, limit: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length'] ?? 0) > limit) reject(new NotHeard('TOO_LONG'));
    const parts: Buffer[] = [];
    let size = 0;
    request.on('data', (part: Buffer) => {
      size += part.byteLength;
      if (size > limit) reject(new NotHeard('TOO_LONG'));
      else parts.push(part);
    });
    request.once('end', () => resolve(Buffer.concat(parts)));
    // Broken off.
    request.once('error', () => reject(new NotHeard('UNREADABLE')));
  });
}

/** @throws NotHeard for JSON in another character set than its own. */
function isJson(type: string): boolean {
  // Most say it so, and reading a media type takes longer than all else here.
  if (type === 'application/json') return true;
  let media: MIMEType;
  try {
    media = new MIMEType(type);
  } catch {
    return false;
  }
  if (media.essence !== 'application/json') return false;
  if ((media.params.get('charset') ?? 'utf-8').toLowerCase() !== 'utf-8')
    throw new NotHeard('CHARACTERS');
  return true;
}

function parsed(bytes: Buffer): unknown {
  try {
    return JSON.parse(utf8.decode(bytes));
  } catch {
    throw new NotHeard('UNREADABLE');
  }
}

/**
 * The JSON somebody sent; undefined where they sent none. Packed bodies are not unpacked: a little of them can be a
 * lot, and a question is short.
 * @param limit in bytes.
 * @throws NotHeard
 */
export async function questionIn(request: IncomingMessage, limit: number): Promise<unknown> {
  const { 'content-encoding': packing, 'content-type': type = '' } = request.headers;
  const bytes = await bytesOf(request, limit);
  if ((packing || 'identity').toLowerCase() !== 'identity') throw new NotHeard('PACKED');
  if (!isJson(type) || bytes.byteLength === 0) return undefined;
  const question = parsed(bytes);
  if (typeof question !== 'object' || question === null) throw new NotHeard('UNREADABLE');
  return question;
}
