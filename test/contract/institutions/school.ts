import { afterAll } from 'vitest';
import {
  type DemoInstitution,
  type InstitutionKey,
  type StartOptions,
  startInstitution,
} from '../../../src/demo/institutions/index.js';

export type Json = Readonly<Record<string, unknown>>;
export const isObject = (value: unknown): value is Json =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const asObject = (value: unknown): Json => {
  if (!isObject(value)) throw new TypeError('expected an object');
  return value;
};
/** The list's items as objects; a test that meets another form fails here. */
export const itemsOf = (body: Json): readonly Json[] => {
  const items: unknown = body['items'];
  if (!Array.isArray(items)) throw new TypeError('expected items');
  return items.map((item: unknown) => asObject(item));
};

export const basic = (id: string, password: string): string =>
  `Basic ${Buffer.from(`${id}:${password}`).toString('base64')}`;
export const application = basic('leerkluis', 'proef');
export const credentials = {
  applicationId: 'leerkluis',
  password: 'proef',
  learnerTokens: { 'token-of-samira': 'samira' },
} as const;

/** A school for one test file, closed when the file is done. */
export async function school(
  which: InstitutionKey,
  more: Partial<StartOptions> = {},
): Promise<DemoInstitution> {
  const options = { port: 0, host: '127.0.0.1', credentials, ...more } as const;
  const started = await startInstitution(which, options);
  afterAll(started.stop);
  return started;
}

export type Got = { readonly status: number; readonly headers: Headers; readonly body: Json };

export async function get(
  { url }: DemoInstitution,
  target: string,
  headers: Readonly<Record<string, string>> = { authorization: application },
  method = 'GET',
): Promise<Got> {
  const response = await fetch(`${url}${target}`, { headers, method });
  const text = await response.text();
  const body = text === '' ? {} : asObject(JSON.parse(text));
  return { status: response.status, headers: response.headers, body };
}
