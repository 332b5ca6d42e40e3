import { Router } from 'express';
import { Counter, collectDefaultMetrics, Registry } from 'prom-client';

export interface Health {
  /** Whether everything is started and the database answers. */
  readonly isReady: () => Promise<boolean>;
}

/** For those who keep it running: alive, ready, and counts without names. */
export function healthDoor({ isReady }: Health) {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const requests = new Counter({
    name: 'leerkluis_http_requests_total',
    help: 'Requests answered, by door and status class.',
    labelNames: ['door', 'status'],
    registers: [registry],
  });
  const router = Router();
  router.use((request, response, next) => {
    const door = request.path === '/graphql' ? 'graph' : 'other';
    response.on('finish', () => {
      requests.inc({ door, status: `${Math.floor(response.statusCode / 100)}xx` });
    });
    next();
  });
  router.get('/healthz', (_request, response) => {
    response.json({ status: 'alive' });
  });
  router.get('/readyz', async (_request, response) => {
    const ready = await isReady();
    response.status(ready ? 200 : 503).json({ status: ready ? 'ready' : 'starting or stopping' });
  });
  router.get('/metrics', async (_request, response) => {
    response.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}
