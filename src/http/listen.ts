import { createServer, type RequestListener, type Server } from 'node:http';
import type { LiveDoor } from './live-door.js';

/** Serves one app on several addresses of one port. */
export interface Listener {
  /** Answers what is under way, takes nothing new, then closes. Cut off after `drainMs`. */
  close(drainMs: number): Promise<void>;
}

/** What answers on one port. */
interface Answering {
  readonly app: RequestListener;
  /** Absent: who wants to stay connected is answered like anybody. */
  readonly live?: LiveDoor;
}

const open = ({ app, live }: Answering, host: string, port: number): Promise<Server> =>
  new Promise((resolve, reject) => {
    const server = createServer(app);
    if (live !== undefined) server.on('upgrade', (...asked) => live.upgrade(...asked));
    server.requestTimeout = 30_000;
    server.headersTimeout = 10_000;
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      resolve(server);
    });
  });

const shut = (server: Server, drainMs: number): Promise<void> =>
  new Promise((resolve) => {
    const cut = setTimeout(() => server.closeAllConnections(), drainMs);
    server.close(() => {
      clearTimeout(cut);
      resolve();
    });
    server.closeIdleConnections();
  });

/** @throws when an address is taken; then none is kept. */
export async function listen(
  answering: Answering,
  hosts: readonly string[],
  port: number,
): Promise<Listener> {
  const opened = await Promise.allSettled(hosts.map((host) => open(answering, host, port)));
  const servers = opened.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const close = async (drainMs: number) => {
    await Promise.all(servers.map((server) => shut(server, drainMs)));
  };
  const failed = opened.find((result) => result.status === 'rejected');
  if (failed !== undefined) {
    await close(0);
    throw failed.reason;
  }
  return { close };
}
