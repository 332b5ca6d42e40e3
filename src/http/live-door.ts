import { type IncomingMessage, STATUS_CODES } from 'node:http';
import type { Duplex } from 'node:stream';
import { type Context, handleProtocols, makeServer } from 'graphql-ws';
import { type WebSocket, WebSocketServer } from 'ws';
import type { Hearing, LiveGraph } from '../graph/index.js';
import { closeSoon, keepInBounds, sendOver, socketLimits } from './live-socket.js';
import type { DoorDeps } from './who-asks.js';
import { isForeign, whoHears } from './who-hears.js';

/** How many there may be. Per process: who spreads over several may have as often as many. */
export const liveLimits = {
  connections: 5000,
  /** That did not say yet who they are. */
  strangers: 500,
  perPerson: 10,
  subscriptions: 10,
} as const;

/** Why a connection ends: the same few for everybody. */
const goodbye = {
  UNREADABLE: [4401, 'Unauthorized'],
  FOREIGN: [4403, 'Forbidden'],
  MANY: [4429, 'Too many connections'],
  OVER: [4401, 'Unauthorized'],
  AWAY: [1013, 'Try again later'],
  STOP: [1001, 'Going away'],
  FAULT: [1011, 'Something went wrong'],
} as const satisfies Record<string, readonly [number, string]>;

interface Line {
  readonly socket: WebSocket;
  readonly request: IncomingMessage;
  /** Once they said who they are. */
  hearing?: Hearing;
}
export interface LiveDeps {
  readonly live: LiveGraph;
  readonly door: DoorDeps;
  /** The name people find us by; no other is answered. */
  readonly host: string;
  readonly onFault: (error: unknown) => void;
}
export interface LiveDoor {
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void;
  /** Lets everybody go and takes nobody new. */
  close(): Promise<void>;
}

const say = ({ socket }: Line, why: keyof typeof goodbye): void => {
  const [code, reason] = goodbye[why];
  closeSoon(socket, code, reason);
};

function turnAway(socket: Duplex, status: number): void {
  const head = `HTTP/1.1 ${status} ${STATUS_CODES[status] ?? ''}`;
  socket.end(`${head}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`, () => socket.destroy());
}

/** Who is connected, by person. */
function crowd() {
  const all = new Set<Line>();
  const known = () => [...all].filter(({ hearing }) => hearing !== undefined);
  const personOf = ({ hearing }: Line) => hearing?.caller.principal.webId;
  return {
    all,
    isFull: () =>
      all.size >= liveLimits.connections || all.size - known().length >= liveLimits.strangers,
    hasTooMany: (line: Line) =>
      known().filter((other) => personOf(other) === personOf(line)).length > liveLimits.perPerson,
  };
}

const subscriptionsOf = ({ subscriptions }: Pick<Context, 'subscriptions'>) =>
  Object.keys(subscriptions).length;

type LineContext = Context<Record<string, unknown> | undefined, Line>;

/** The protocol of graphql-ws over our own graph: who asks first, then subscriptions only. */
function protocolOver({ live, door }: LiveDeps, hasTooMany: (line: Line) => boolean) {
  async function admit({ connectionParams, extra: line }: LineContext): Promise<boolean> {
    const found = await whoHears(line.request, connectionParams, door);
    if (typeof found === 'string') {
      say(line, found);
      return false;
    }
    const hearing = await live.attend(found.asker, found.pass, (why) => {
      line.hearing?.leave();
      say(line, why);
    });
    if (hearing !== undefined) line.hearing = hearing;
    if (hearing === undefined || hasTooMany(line)) say(line, 'MANY');
    const isOpen = line.socket.readyState === line.socket.OPEN;
    // Gone, or sent away, before they were known.
    if (!isOpen) hearing?.leave();
    return isOpen;
  }
  return makeServer<Record<string, unknown> | undefined, Line>({
    onConnect: admit,
    async onSubscribe(context, _id, payload) {
      const { hearing } = context.extra;
      if (hearing === undefined || subscriptionsOf(context) > liveLimits.subscriptions) {
        return live.tooMany();
      }
      return live.admit(hearing, payload);
    },
    subscribe: (args) => live.follow(args),
    onNext: (_context, _id, _payload, _args, result) => live.resultOf(result),
    onError: (_context, _id, _payload, errors) => live.errorsOf(errors),
  });
}

/** Subscriptions over a WebSocket, at the address of the graph. */
export function liveDoor(deps: LiveDeps): LiveDoor {
  const { door, host, onFault } = deps;
  const { all, isFull, hasTooMany } = crowd();
  const protocol = protocolOver(deps, hasTooMany);
  const sockets = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    maxPayload: socketLimits.messageBytes,
    perMessageDeflate: false,
    handleProtocols,
  });
  let isOpen = true;

  function receive(socket: WebSocket, request: IncomingMessage): void {
    const line: Line = { socket, request };
    all.add(line);
    keepInBounds(socket);
    const closed = protocol.opened(
      {
        protocol: socket.protocol,
        send: (text) => sendOver(socket, text),
        // Which fault of the protocol it was, its code says.
        close: (code) => closeSoon(socket, code ?? 1000, ''),
        onMessage: (hear) =>
          socket.on('message', (data: Buffer) => {
            hear(data.toString()).catch((error: unknown) => {
              onFault(error);
              say(line, 'FAULT');
            });
          }),
      },
      line,
    );
    socket.once('close', (code: number) => {
      all.delete(line);
      line.hearing?.leave();
      closed(code).catch(onFault);
    });
  }

  /** Refused before anything is looked up: another name of this server, another path, another site. */
  function refusalOf({ url, method, headers }: IncomingMessage): number | undefined {
    if (headers.host !== host) return 421;
    if (url !== '/graphql' || method !== 'GET') return 404;
    if (isForeign(headers, door.ownOrigins)) return 403;
    return !isOpen || isFull() ? 503 : undefined;
  }

  return {
    upgrade(request, socket, head) {
      socket.on('error', () => socket.destroy());
      const status = refusalOf(request);
      if (status !== undefined) turnAway(socket, status);
      else sockets.handleUpgrade(request, socket, head, (opened) => receive(opened, request));
    },
    async close() {
      isOpen = false;
      const gone = [...all].map(
        (line) => new Promise((resolve) => line.socket.once('close', resolve)),
      );
      for (const line of all) say(line, 'STOP');
      await Promise.all(gone);
    },
  };
}
