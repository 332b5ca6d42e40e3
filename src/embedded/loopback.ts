import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { networkInterfaces } from 'node:os';

/** What `localhost` can mean here. Browsers and Node try either, so a server has to answer on both. */
export function loopbackHosts(): readonly string[] {
  const addresses = Object.values(networkInterfaces()).flatMap((list) => list ?? []);
  return addresses.some(({ address }) => address === '::1') ? ['127.0.0.1', '::1'] : ['127.0.0.1'];
}

/** @throws Error of the system, for instance EADDRINUSE. */
export async function listen(server: Server, port: number, host: string): Promise<void> {
  server.listen({ port, host });
  await once(server, 'listening');
}

/** Free on every loopback address, at this moment: nothing is reserved. */
export async function isFree(port: number): Promise<boolean> {
  for (const host of loopbackHosts()) {
    const probe = createServer();
    try {
      await listen(probe, port, host);
    } catch {
      return false;
    } finally {
      probe.close();
    }
  }
  return true;
}

/**
 * The preferred port or the next free one after it; 0 means any.
 * For servers whose own URLs contain the port, which must know it before they listen.
 */
export async function freePort(preferred = 0, taken: readonly number[] = []): Promise<number> {
  if (preferred === 0) return anyPort(taken);
  for (let port = preferred; port < preferred + 100 && port <= 65_535; port += 1) {
    if (!taken.includes(port) && (await isFree(port))) return port;
  }
  throw new Error(`No free port from ${preferred} on: please name another.`);
}

async function anyPort(taken: readonly number[]): Promise<number> {
  const probe = createServer();
  await listen(probe, 0, '127.0.0.1');
  const address = probe.address();
  probe.close();
  if (address === null || typeof address === 'string') throw new Error('No port was given.');
  const { port } = address;
  return !taken.includes(port) && (await isFree(port)) ? port : anyPort(taken);
}

/** Ends a server: no new requests, those under way may finish within `graceMs`, then all is cut. */
export function closer(server: Server): (graceMs: number) => Promise<void> {
  const open = new Set<Socket>();
  server.on('connection', (socket: Socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
  });
  return async (graceMs) => {
    if (!server.listening) return;
    const closed = once(server, 'close');
    server.close();
    const cut = setTimeout(() => open.forEach((socket) => socket.destroy()), graceMs);
    await closed;
    clearTimeout(cut);
  };
}
