import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { present } from './base/index.js';
import { didUrlOf, didWebUrl, type Registry, registryOf } from './credentials/index.js';

/** Whoever may name an institution, may make a stranger look like it. */
const name = z
  .string()
  .trim()
  .min(1)
  .max(200)
  .refine(
    (text) => !/[\p{C}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/u.test(text),
    'a name without marks that nobody sees',
  );

/** One that can lead to keys. */
const isDid = (text: string): boolean => {
  const url = didUrlOf(text);
  if (url === undefined || url.fragment !== undefined) return false;
  return url.method === 'web' ? didWebUrl(text) !== undefined : /^(key|jwk)$/.test(url.method);
};

/** A day, in UTC from its first moment, or an instant. */
const moment = z.union([z.iso.date(), z.iso.datetime({ offset: true })], {
  error: 'a day (2026-09-01) or an instant (2026-09-01T12:00:00Z)',
});

const Entry = z
  .strictObject({
    name: z.strictObject({ nl: name, en: name }),
    schacHome: z.string().regex(/^[a-z0-9-]+(\.[a-z0-9-]+)+$/, 'a domain name in lower case'),
    brin: z
      .string()
      .regex(/^\d{2}[A-Z]{2}$/, 'two digits and two capitals')
      .exactOptional(),
    dids: z.array(z.string().refine(isDid, 'a did:web, did:key or did:jwk')).min(1),
    keys: z
      .array(z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'a thumbprint: SHA-256 in base64url'))
      .default([]),
    since: moment.exactOptional(),
    until: moment.exactOptional(),
  })
  .refine(
    ({ since, until }) =>
      since === undefined || until === undefined || Date.parse(since) < Date.parse(until),
    { path: ['until'], error: 'later than since' },
  );

const Entries = z.array(Entry).superRefine((list, context) => {
  const seen = new Set<string>();
  for (const [row, { dids, schacHome }] of list.entries()) {
    const named = [
      { text: schacHome, path: [row, 'schacHome'] },
      ...dids.map((text, at) => ({ text, path: [row, 'dids', at] })),
    ];
    for (const { text, path } of named) {
      if (seen.has(text)) context.addIssue({ code: 'custom', path, message: 'named twice' });
      seen.add(text);
    }
  }
});

/** An institution as its file has it. */
export type RegistryEntry = z.infer<typeof Entry>;

async function jsonIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is no JSON' : 'it cannot be read';
    throw new Error(`TRUST_REGISTRY_FILE names ${file}, and ${why}.`, { cause: error });
  }
}

/** @throws Error that names all mistakes together. */
export function readEntries(value: unknown, file: string): readonly RegistryEntry[] {
  const parsed = Entries.safeParse(value);
  if (parsed.success) return parsed.data;
  throw new Error(`Please mend ${file}:\n${z.prettifyError(parsed.error)}`);
}

/** @throws Error that names all mistakes together. */
export const entriesIn = async (file: string): Promise<readonly RegistryEntry[]> =>
  readEntries(await jsonIn(file), file);

const instantOf = (text: string | undefined): Date | undefined =>
  text === undefined ? undefined : new Date(text);

/** The registry of recognised institutions in a file. @throws Error that names all mistakes together. */
export async function trustRegistryFrom(file: string): Promise<Registry> {
  const entries = await entriesIn(file);
  return registryOf(
    entries.map(({ since, until, ...entry }) =>
      present({ ...entry, since: instantOf(since), until: instantOf(until) }),
    ),
  );
}
