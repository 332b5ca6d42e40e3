import { once } from 'node:events';
import { createServer } from 'node:http';
import { guardedFetch, institutionId } from '../../../../src/base/index.js';
import type { Institutions } from '../../../../src/flows/index.js';
import { connectOeapi } from '../../../../src/institutions/index.js';
import { course, courseId } from '../../../fixtures/oeapi-v5.js';

export interface SchoolAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  /** What comes of it, before the line breaks. */
  readonly cutAt?: number;
}
export const hostileId = institutionId('grachtenhof.example');

/** A school that answers whatever it is told to, about a learner; of its courses it tells as it should. */
export interface HostileSchool {
  readonly institutions: Institutions;
  say(answer: SchoolAnswer): void;
  stop(): Promise<void>;
}

export const json = (value: unknown): SchoolAnswer => ({ body: JSON.stringify(value) });
export const pageOf = (items: readonly unknown[]): SchoolAnswer =>
  json({ pageSize: 250, pageNumber: 1, hasPreviousPage: false, hasNextPage: false, items });

/** What it told of a moment ago it knows by its id too. */
const isOnPage = (url: string, { body }: SchoolAnswer): boolean => {
  const [, id] = /\/associations\/([^/?]+)$/.exec(url) ?? [];
  return id !== undefined && body.includes(id);
};

export async function startHostileSchool(): Promise<HostileSchool> {
  let next: SchoolAnswer = { body: '' };
  const server = createServer((request, response) => {
    const url = request.url ?? '';
    const isKnown = url.endsWith(courseId) || isOnPage(url, next);
    const byId = isKnown ? json(course()) : { status: 404, body: '{}' };
    const ofPerson = url.includes('/persons/');
    const { status = 200, headers, body, cutAt }: SchoolAnswer = ofPerson ? next : byId;
    const bytes = Buffer.from(body);
    response.writeHead(status, {
      'content-type': 'application/json',
      'content-length': bytes.length,
      ...headers,
    });
    if (cutAt === undefined) response.end(bytes);
    else response.write(bytes.subarray(0, cutAt), () => response.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (typeof address !== 'object' || address === null) throw new Error('no port');
  const limits = { maxBytes: 20_000_000, headersMs: 10_000, bodyMs: 10_000 };
  const fetch = guardedFetch({ allowLoopback: true, limits });
  const institution = {
    id: hostileId,
    name: [{ language: 'nl', value: 'Hogeschool Grachtenhof' }],
  };
  const connection = connectOeapi({
    institution,
    baseUrl: `http://127.0.0.1:${address.port}`,
    credentials: { user: 'leerkluis', password: 'geheim' },
    fetch,
    now: () => new Date(),
    // Each row is a first try at a school that was well before.
    patience: {
      retry: { tries: 1, backoffMs: 1, longestRetryAfterMs: 1 },
      breaker: { failures: 1000, pauseMs: 1 },
    },
  });
  return {
    institutions: new Map([[hostileId, { ...institution, connection }]]),
    say: (answer) => {
      next = answer;
    },
    stop: async () => {
      server.closeAllConnections();
      server.close();
      await fetch.close();
    },
  };
}
