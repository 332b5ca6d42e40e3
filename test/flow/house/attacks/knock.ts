import { type IncomingHttpHeaders, request } from 'node:http';
import type { PersonaKey } from '../../../../src/demo/index.js';
import { pageHeaders, type TestHouse } from '../../../fixtures/house.js';

/** A request as no page would send it: any header, any bytes. */
export interface Knock {
  readonly method?: string;
  readonly path?: string;
  /** A list is one header sent as often. */
  readonly headers?: Readonly<Record<string, string | string[]>>;
  readonly body?: string | Buffer;
}
export interface Heard {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export const knock = (house: TestHouse, { method, path, headers, body }: Knock): Promise<Heard> =>
  new Promise((resolve, reject) => {
    const url = `${house.origin}${path ?? '/graphql'}`;
    const sent = request(url, { method: method ?? 'POST', headers: { ...headers } }, (response) => {
      const parts: Buffer[] = [];
      response.on('data', (part: Buffer) => parts.push(part));
      response.on('end', () => {
        const { statusCode: status = 0, headers: given } = response;
        resolve({ status, headers: given, text: Buffer.concat(parts).toString() });
      });
    });
    sent.on('error', reject);
    sent.end(body);
  });

/** The cookie of a session, as a browser holds it. */
export async function cookieFor(house: TestHouse, who: PersonaKey): Promise<string> {
  const { headers } = await knock(house, { method: 'GET', path: `/demo/${who}` });
  const cookie = headers['set-cookie']?.[0]?.split(';')[0];
  if (cookie === undefined) throw new Error(`${who} could not sign in`);
  return cookie;
}

export const fromPage = (cookie: string) => ({ ...pageHeaders, cookie });

/** All that a caller can see of an answer; only the time of day may differ. */
export const visible = (heard: {
  readonly status: number;
  readonly headers: Headers | IncomingHttpHeaders;
  readonly text: string;
}) => {
  const { status, headers, text } = heard;
  const given = headers instanceof Headers ? [...headers] : Object.entries(headers);
  const kept = given.filter(([name]) => name !== 'date').toSorted(([a], [b]) => (a < b ? -1 : 1));
  return { status, headers: Object.fromEntries(kept), text };
};
