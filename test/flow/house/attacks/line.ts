import { WebSocket } from 'ws';

// biome-ignore lint/suspicious/noExplicitAny: answers are read by shape in assertions
type Json = any;
/** What came over a connection, and when: by the clock of `performance`. */
export interface Got {
  readonly type: string;
  readonly id?: string;
  readonly payload?: Json;
  readonly at: number;
}
export interface Closed {
  readonly code: number;
  readonly reason: string;
  readonly at: number;
}
/** A connection as a browser or an app has it, nothing of ours in between. */
export interface LiveLine {
  /** All messages, in their order. */
  readonly got: readonly Got[];
  readonly closed: Promise<Closed>;
  send(message: object | string): void;
  /** Follows something. @returns its id. */
  subscribe(query: string, more?: object): string;
  /** What came of it: payloads of `next`. */
  eventsOf(id: string): readonly Json[];
  /** The next message of this type for which it holds, or one that came already. */
  until(holds: (message: Got) => boolean): Promise<Got>;
  close(): void;
}
export interface Knocking {
  /** Of the server, as `http://…`. */
  readonly origin: string;
  /** What the browser says; absent: no browser. */
  readonly from?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Payload of the first message; absent: none is sent. */
  readonly init?: object;
  readonly path?: string;
}

const patienceMs = 10_000;

function lineOver(socket: WebSocket): LiveLine {
  const got: Got[] = [];
  const waiting = new Set<(message: Got) => void>();
  socket.on('message', (data: Buffer) => {
    const message: Got = { ...JSON.parse(data.toString()), at: performance.now() };
    got.push(message);
    for (const hear of waiting) hear(message);
  });
  socket.on('error', () => undefined);
  const closed = new Promise<Closed>((resolve) => {
    socket.once('close', (code, reason) =>
      resolve({ code, reason: reason.toString(), at: performance.now() }),
    );
  });
  let count = 0;
  const send = (message: object | string): void =>
    socket.send(typeof message === 'string' ? message : JSON.stringify(message));
  return {
    got,
    closed,
    send,
    subscribe(query, more = {}) {
      count += 1;
      send({ id: `${count}`, type: 'subscribe', payload: { query, ...more } });
      return `${count}`;
    },
    eventsOf: (id) =>
      got.flatMap((one) => (one.type === 'next' && one.id === id ? [one.payload] : [])),
    until: (holds) =>
      new Promise((resolve, reject) => {
        const before = got.find(holds);
        if (before !== undefined) {
          resolve(before);
          return;
        }
        const late = setTimeout(() => {
          reject(new Error(`waited for nothing; there was ${JSON.stringify(got)}`));
        }, patienceMs);
        const hear = (message: Got): void => {
          if (!holds(message)) return;
          clearTimeout(late);
          waiting.delete(hear);
          resolve(message);
        };
        waiting.add(hear);
      }),
    close: () => socket.close(),
  };
}

/** Knocks at the door for connections. @returns the status of HTTP where it stays shut. */
export function knockLive({
  origin,
  from,
  headers = {},
  init,
  path = '/graphql',
}: Knocking): Promise<LiveLine | number> {
  const socket = new WebSocket(`${origin.replace('http', 'ws')}${path}`, 'graphql-transport-ws', {
    headers,
    ...(from !== undefined && { origin: from }),
  });
  const line = lineOver(socket);
  return new Promise((resolve) => {
    socket.once('unexpected-response', (_request, response) => resolve(response.statusCode ?? 0));
    socket.once('open', () => {
      if (init !== undefined) line.send({ type: 'connection_init', payload: init });
      resolve(line);
    });
  });
}

/** @throws Error when it stays shut. */
export async function openLive(knocking: Knocking): Promise<LiveLine> {
  const line = await knockLive({ init: {}, ...knocking });
  if (typeof line === 'number') throw new Error(`the door stayed shut: ${line}`);
  return line;
}
