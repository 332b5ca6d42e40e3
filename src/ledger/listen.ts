import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { channel } from './announce.js';
import type { Database } from './database.js';

/** Milliseconds before the next try to connect, at first and at most. */
const [firstPause, longestPause] = [100, 2000];
/** Milliseconds between two looks whether the connection still carries, and how long that may take. */
const [checkMs, patienceMs] = [5000, 2000];

export interface Ear {
  /** Something changed, by an id. */
  readonly onId: (id: string) => void;
  /** It listens from here on: what was told before was not heard. */
  readonly onGap: () => void;
  readonly onError: (error: unknown) => void;
}
export interface Listening {
  close(): Promise<void>;
}

const connected = async (url: string, { onId }: Ear): Promise<Client> => {
  const client = new Client({
    connectionString: url,
    keepAlive: true,
    connectionTimeoutMillis: patienceMs,
    query_timeout: patienceMs,
  });
  // Heard of by whoever waits for its end.
  client.on('error', () => undefined);
  client.on('notification', ({ payload = '' }) => onId(payload));
  try {
    await client.connect();
    await client.query(`listen ${channel}`);
    return client;
  } catch (error) {
    await client.end().catch(() => undefined);
    throw error;
  }
};

/** Until the connection is lost, or `signal` says that nobody needs it any more. */
async function whileItCarries(client: Client, signal: AbortSignal): Promise<void> {
  const lost = new AbortController();
  client.once('end', () => lost.abort());
  const over = AbortSignal.any([signal, lost.signal]);
  try {
    for (;;) {
      await sleep(checkMs, undefined, { signal: over, ref: false });
      await client.query('select 1');
    }
  } catch {
    await client.end().catch(() => undefined);
  }
}

/** Hearing what other processes change, over a connection of its own that is made anew when it is lost. */
export const listeningIn = (db: Database) => ({
  listen(ear: Ear): Listening {
    const closing = new AbortController();
    const { signal } = closing;
    async function keepListening(): Promise<void> {
      let pause = firstPause;
      while (!signal.aborted) {
        try {
          const client = await connected(db.url, ear);
          pause = firstPause;
          ear.onGap();
          await whileItCarries(client, signal);
        } catch (error) {
          ear.onError(error);
          await sleep(pause, undefined, { signal, ref: false }).catch(() => undefined);
          pause = Math.min(pause * 2, longestPause);
        }
      }
    }
    const done = keepListening();
    return {
      async close() {
        closing.abort();
        await done;
      },
    };
  },
});
