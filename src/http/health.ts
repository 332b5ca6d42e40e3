import type { ServerResponse } from 'node:http';
import { isIP } from 'node:net';
import express, { type Express, Router } from 'express';
import { Counter, collectDefaultMetrics, Registry } from 'prom-client';

export interface Health {
  /** Whether everything is started and the database answers. */
  readonly isReady: () => Promise<boolean>;
}

/** A page of another site that has its name lead here still sends that name; whoever asks by address is no such page. */
const isAddress = (host: string): boolean =>
  isIP(host.replace(/:\d+$/, '').replace(/^\[(.*)\]$/, '$1')) !== 0;

export interface Counts {
  /** Counts an answer once it is given. */
  readonly watch: (door: 'graph' | 'other', response: ServerResponse) => void;
  readonly registry: Registry;
}
/** Counts without names. */
export function counting(): Counts {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'leerkluis_http_requests_total',
    help: 'Requests answered, by door and status class.',
    labelNames: ['door', 'status'],
    registers: [registry],
  });
  return {
    watch: (door, response) => {
      response.once('finish', () => {
        requests.inc({ door, status: `${Math.floor(response.statusCode / 100)}xx` });
      });
    },
    registry,
  };
}

/**
 * For those who keep it running: alive, ready, and counts without names.
 * @param names of this server; the counts are told to who asks by one of them or by address. Absent: by any name.
 */
export function healthDoor(
  { isReady }: Health,
  { registry }: Counts,
  names?: readonly string[],
): Router {
  const isOurs = (host = '') => names?.includes(host) !== false || isAddress(host);
  const router = Router();
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'alive' });
  });
  router.get('/readyz', async (_request, response) => {
    const ready = await isReady();
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'starting or stopping' });
  });
  router.get('/metrics', async (request, response, next) => {
    if (!isOurs(request.get('host'))) next();
    else response.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}

/** For a process that answers nobody else. */
export function createHealthApp(health: Health): Express {
  const app = express();
  const counts = counting();
  app.disable('x-powered-by');
  app.use((_request, response, next) => {
    counts.watch('other', response);
    next();
  });
  app.use(healthDoor(health, counts));
  return app;
}
