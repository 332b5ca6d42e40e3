import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Reply } from './reply.js';
import type { Said } from './routes.js';

/** How a school's server behaves, on top of what it answers. All absent: at once, and always. */
export type Behaviour = {
  /** How long an answer takes, or between what and what. */
  readonly delayMs?: number | readonly [least: number, most: number];
  /** Every so many-th request is answered 503. */
  readonly failEvery?: number;
  /** Every request is answered 429. */
  readonly tooMany?: boolean;
  /** What the 503 and the 429 say: ask again after so many seconds. 1 by default. */
  readonly retryAfterS?: number;
  /** No answer: the connection is broken off. */
  readonly down?: boolean;
  /** The connection is broken off after so many bytes of a body. */
  readonly cutAfter?: number;
  /** A learner's lists have an ETag too, and a list that is as it was is answered 304. */
  readonly tagsLists?: boolean;
  /** Only for addresses that begin so, `/courses` for instance; others are answered as if nothing were wrong. */
  readonly at?: string | readonly string[];
};

/** The golden ratio spreads any number of delays evenly, and the same each time. */
const spread = 0.618_033_988_75;

function delayOf({ delayMs = 0 }: Behaviour, count: number): number {
  if (typeof delayMs === 'number') return delayMs;
  const [least, most] = delayMs;
  return Math.round(least + ((count * spread) % 1) * (most - least));
}

type Problems = (said: Said) => object;
function refusal(status: 429 | 503, { retryAfterS = 1 }: Behaviour, problem: Problems): Reply {
  const title = status === 429 ? 'Too many requests' : 'Service unavailable';
  return {
    status,
    headers: {
      'content-type': 'application/problem+json',
      'cache-control': 'no-store',
      'retry-after': String(retryAfterS),
    },
    body: JSON.stringify(problem({ status, title, detail: 'Please ask again later.' })),
  };
}

/** As one that tags lists would say it. */
function tagged(reply: Reply, ifNoneMatch: string | undefined): Reply {
  if (reply.status !== 200 || reply.headers['etag'] !== undefined) return reply;
  const etag = `"${createHash('sha256').update(reply.body).digest('base64url').slice(0, 27)}"`;
  const headers = { ...reply.headers, etag };
  return ifNoneMatch === etag ? { status: 304, headers, body: '' } : { ...reply, headers };
}

function sendPart(response: ServerResponse, { status, headers, body }: Reply, bytes: number): void {
  const whole = Buffer.from(body);
  response.writeHead(status, { ...headers, 'content-length': whole.byteLength });
  response.write(whole.subarray(0, bytes), () => response.destroy());
}

function send(
  { cutAfter }: Behaviour,
  isHead: boolean,
  response: ServerResponse,
  reply: Reply,
): void {
  if (cutAfter !== undefined) sendPart(response, reply, cutAfter);
  else response.writeHead(reply.status, reply.headers).end(isHead ? '' : reply.body);
}

const isAt = ({ at = '' }: Behaviour, url: string): boolean =>
  (typeof at === 'string' ? [at] : at).some((start) => url.startsWith(start));

/**
 * A server's behaviour while it runs.
 * @param problem the form in which it says what is wrong.
 */
export function openBehaviour(first: Behaviour, problem: Problems) {
  let now = first;
  let count = 0;
  return {
    /** In the place of all that was said before. Counting starts again. */
    change: (behaviour: Behaviour): void => {
      now = behaviour;
      count = 0;
    },

    /**
     * Answers the way the school behaves now. A school that is down does nothing; one that breaks off did what was asked.
     * @param answer what a good server would say.
     */
    answer(request: IncomingMessage, response: ServerResponse, answer: () => Promise<Reply>): void {
      const behaviour = isAt(now, request.url ?? '/') ? now : {};
      if (behaviour === now) count += 1;
      const { failEvery, tooMany, tagsLists, down } = behaviour;
      const fails = failEvery !== undefined && count % failEvery === 0;
      const reply = async (): Promise<Reply> => {
        if (tooMany === true) return refusal(429, behaviour, problem);
        if (fails) return refusal(503, behaviour, problem);
        const said = await answer();
        return tagsLists === true ? tagged(said, request.headers['if-none-match']) : said;
      };
      const go = async (): Promise<void> => {
        if (down === true) response.destroy();
        else send(behaviour, request.method === 'HEAD', response, await reply());
      };
      const delay = delayOf(behaviour, count);
      if (delay === 0) {
        void go();
        return;
      }
      const timer = setTimeout(() => void go(), delay);
      response.once('close', () => clearTimeout(timer));
    },
  };
}
