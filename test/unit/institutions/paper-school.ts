import {
  connectOeapi,
  type OeapiSettings,
  type Patience,
} from '../../../src/institutions/index.js';
import { catalogue, samiraAt, university } from '../../fixtures/oeapi-v5.js';
import { fakeClock } from './fake-clock.js';

export const samira = samiraAt.university;
export const pages = `/persons/${samira}/associations`;

/** What a school says: a status, a document, or nothing (`hang` for ever, `drop` the connection). */
export interface Said {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
  readonly how?: 'hang' | 'drop';
}
export const listed = (items: readonly unknown[], hasNextPage = false): Said => ({
  body: { hasNextPage, items },
});
export const fromCatalogue = (path: string): Said =>
  path.slice(1) in catalogue ? { body: catalogue[path.slice(1)] } : { status: 404, body: {} };

function hang(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new Error('aborted')));
  });
}

async function say({ status = 200, headers = {}, body, how }: Said, init?: RequestInit) {
  if (how === 'hang') return hang(init?.signal);
  await Promise.resolve();
  if (how === 'drop') throw new TypeError('fetch failed');
  const type = { 'content-type': 'application/json', ...headers };
  return new Response(JSON.stringify(body ?? {}), { status, headers: type });
}

/** A school without a network or a clock of its own: time passes only when all wait for it. */
export function paperSchool(answer: (path: string, url: URL) => Said) {
  const clock = fakeClock();
  const asked: string[] = [];
  const askedAt: number[] = [];
  let busy = 0;
  let busiest = 0;
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    asked.push(`${url.pathname}${url.search}`);
    askedAt.push(clock.ms());
    busy += 1;
    busiest = Math.max(busiest, busy);
    try {
      return await say(answer(url.pathname, url), init);
    } finally {
      busy -= 1;
    }
  };
  const connect = (change: Partial<OeapiSettings> = {}, patience: Partial<Patience> = {}) =>
    connectOeapi({
      institution: university,
      baseUrl: 'https://oeapi.example',
      credentials: { user: 'leerkluis', password: 'geheim' },
      fetch,
      now: () => new Date('2026-11-25T12:00:00Z'),
      clock,
      random: () => 0.5,
      patience,
      ...change,
    });
  return { clock, asked, askedAt, busiest: () => busiest, connect };
}
