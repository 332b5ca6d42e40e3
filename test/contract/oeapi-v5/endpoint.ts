import { createServer, type IncomingHttpHeaders } from 'node:http';
import { afterEach } from 'vitest';
import { connectOeapi, type OeapiSettings } from '../../../src/institutions/index.js';
import { university } from '../../fixtures/oeapi-v5.js';

export interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
  readonly afterMs?: number;
}
export const json = (value: unknown): Reply => ({ body: JSON.stringify(value) });
export const page = (items: readonly unknown[], hasNextPage = false): Reply =>
  json({ pageSize: 250, pageNumber: 1, hasPreviousPage: false, hasNextPage, items });

const running: (() => Promise<void>)[] = [];
afterEach(async () => {
  await Promise.all(running.splice(0).map((stop) => stop()));
});

/** An endpoint that answers whatever one test needs; gone after it. */
export async function endpoint(
  answer: (path: string, url: URL, headers: IncomingHttpHeaders) => Reply,
) {
  const asked: string[] = [];
  const authorizations = new Set<string | undefined>();
  let busy = 0;
  let busiest = 0;
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://endpoint');
    asked.push(`${url.pathname}${url.search}`);
    authorizations.add(request.headers.authorization);
    busy += 1;
    busiest = Math.max(busiest, busy);
    const {
      afterMs = 5,
      body = '',
      headers = {},
      status = 200,
    } = answer(url.pathname, url, request.headers);
    setTimeout(() => {
      busy -= 1;
      response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);
    }, afterMs);
  });
  await new Promise<void>((resolve) => {
    server.listen(0, '127.0.0.1', resolve);
  });
  running.push(async () => {
    server.closeAllConnections();
    await new Promise<void>((resolve) => {
      server.close(() => {
        resolve();
      });
    });
  });
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no address');
  const baseUrl = `http://127.0.0.1:${address.port}`;
  const connect = (change: Partial<OeapiSettings> = {}) =>
    connectOeapi({
      institution: university,
      baseUrl,
      credentials: { user: 'leerkluis', password: 'één-geheim' },
      fetch: globalThis.fetch,
      now: () => new Date('2026-11-25T12:00:00Z'),
      ...change,
    });
  return { baseUrl, asked, authorizations, busiest: () => busiest, connect };
}
