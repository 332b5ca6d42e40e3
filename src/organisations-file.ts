import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { asWebId, clientId, type WebId } from './base/index.js';
import type { Organisation, Organisations } from './flows/index.js';

const text = z.string().trim().min(1).max(200);
/** Whoever may set the name of somebody else’s organisation, may make a stranger look like it. */
const plain = text.refine(
  (name) => !/[\p{C}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/u.test(name),
  'a name without marks that nobody sees',
);

const Entry = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,99}$/, 'lower case letters, digits, dots, hyphens'),
  name: z.strictObject({ nl: plain, en: plain }),
  /** Who speaks for it. */
  webIds: z.array(z.string().refine((value) => asWebId(value) !== undefined, 'a WebID')),
  /** Apps of its own. */
  clients: z.array(text),
});

/** @returns places of what was named before, in any entry. */
function repeated(values: readonly (readonly string[])[]): (readonly [number, number])[] {
  const seen = new Set<string>();
  const found: (readonly [number, number])[] = [];
  for (const [row, named] of values.entries()) {
    for (const [at, value] of named.entries()) {
      if (seen.has(value)) found.push([row, at]);
      seen.add(value);
    }
  }
  return found;
}

const File = z.array(Entry).superRefine((list, context) => {
  const twice = (path: (string | number)[]) =>
    context.addIssue({ code: 'custom', path, message: 'named twice' });
  for (const [row] of repeated(list.map(({ id }) => [id]))) twice([row, 'id']);
  for (const [row, at] of repeated(list.map(({ webIds }) => webIds))) twice([row, 'webIds', at]);
});

async function jsonIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is no JSON' : 'it cannot be read';
    throw new Error(`Cannot start: ORGANISATIONS_FILE names ${file}, and ${why}.`, {
      cause: error,
    });
  }
}

/** The registry in a file: who was looked into, by the WebIDs of its people. @throws Error that names all mistakes together. */
export async function organisationsFrom(file: string): Promise<Organisations> {
  const parsed = File.safeParse(await jsonIn(file));
  if (!parsed.success) {
    throw new Error(`Cannot start, please mend ${file}:\n${z.prettifyError(parsed.error)}`);
  }
  const found = new Map<WebId, Organisation>();
  for (const { id, name, webIds, clients } of parsed.data) {
    const texts = Object.entries(name).map(([language, value]) => ({ language, value }));
    const organisation = { id, name: texts, clients: clients.map(clientId) };
    for (const person of webIds.flatMap((value) => asWebId(value) ?? [])) {
      found.set(person, organisation);
    }
  }
  return found;
}
