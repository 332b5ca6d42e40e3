import type { WebSocket } from 'ws';

/** What one connection may do to us. */
export const socketLimits = {
  /** Bytes of one message: a token, its proof and a subscription have some thousands. */
  messageBytes: 20_000,
  /** Messages and pings in so many milliseconds. */
  messages: 100,
  windowMs: 10_000,
  /** Milliseconds between two signs of life that we ask for; who gives none until the next is gone. */
  pulseMs: 15_000,
  /** Milliseconds in which a message has to be taken. Nothing is kept for who takes longer. */
  sendMs: 5000,
  /** Milliseconds for a goodbye. */
  goodbyeMs: 400,
} as const;

/** Says goodbye and waits for no answer. */
export function closeSoon(socket: WebSocket, code: number, reason: string): void {
  socket.close(code, reason);
  const cut = setTimeout(() => socket.terminate(), socketLimits.goodbyeMs);
  socket.once('close', () => clearTimeout(cut));
}

/** @returns how many there were in this window, with this one. */
function counter(windowMs: number): () => number {
  let [since, count] = [0, 0];
  return () => {
    const now = Date.now();
    if (now - since > windowMs) [since, count] = [now, 0];
    count += 1;
    return count;
  };
}

/** Lets go of who sends too much, or gives no sign of life. */
export function keepInBounds(socket: WebSocket): void {
  const { messages, windowMs, pulseMs } = socketLimits;
  const count = counter(windowMs);
  const counted = (): void => {
    if (count() > messages) closeSoon(socket, 1008, 'Too many messages');
  };
  let isAlive = true;
  const pulse = setInterval(() => {
    if (!isAlive) socket.terminate();
    isAlive = false;
    socket.ping();
  }, pulseMs);
  socket.on('pong', () => {
    isAlive = true;
  });
  socket.on('message', counted);
  socket.on('ping', counted);
  // Its end follows, and is heard of.
  socket.on('error', () => undefined);
  socket.once('close', () => clearInterval(pulse));
}

/** Resolves once it is taken, so that the next thing is not even worked out before. Who takes none is hung up on. */
export const sendOver = (socket: WebSocket, text: string): Promise<void> =>
  new Promise((resolve) => {
    if (socket.readyState !== socket.OPEN) {
      resolve();
      return;
    }
    const late = setTimeout(() => socket.terminate(), socketLimits.sendMs);
    socket.send(text, () => {
      clearTimeout(late);
      resolve();
    });
  });
