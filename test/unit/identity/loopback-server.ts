import { createServer, type IncomingMessage } from 'node:http';

export interface Answer {
  readonly status?: number;
  readonly contentType?: string;
  readonly body: string;
}

export interface LoopbackServer {
  /** `http://localhost:<port>`, without trailing slash. */
  readonly origin: string;
  /** Paths asked for so far, in order. */
  readonly asked: string[];
  readonly stop: () => Promise<void>;
}

/** A server that lives for one test file. Answers 404 where `answer` has nothing. */
export async function startLoopbackServer(
  answer: (path: string, request: IncomingMessage, origin: string) => Answer | undefined,
): Promise<LoopbackServer> {
  const asked: string[] = [];
  let origin = '';
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    asked.push(path);
    const found = answer(path, request, origin);
    const { status = 200, contentType = 'application/json', body } = found ?? { body: '' };
    response.writeHead(found === undefined ? 404 : status, { 'content-type': contentType });
    response.end(body);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  origin = `http://localhost:${address.port}`;
  const stop = (): Promise<void> => {
    server.closeAllConnections();
    return new Promise((done) => server.close(() => done()));
  };
  return { origin, asked, stop };
}
