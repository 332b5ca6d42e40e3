import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { institutionId, present } from './base/index.js';
import { offeringKinds } from './records/index.js';
import type { Agreement } from './route/index.js';

const text = z.string().trim().min(1).max(200);
const id = z
  .string()
  .regex(/^[a-z0-9][a-z0-9.-]{0,99}$/, 'lower case letters, digits, dots, hyphens');
/** Nobody: that is said by leaving an agreement out. */
const some = <T extends z.ZodType>(of: T) => z.array(of).min(1);

const Entry = z.strictObject({
  id,
  name: z.strictObject({ nl: text, en: text }),
  /** Whose learners may come; absent: anybody's. */
  homes: some(id).exactOptional(),
  hosts: some(id),
  kinds: some(z.enum(offeringKinds)).exactOptional(),
  codes: some(text).exactOptional(),
  until: z.iso.date().exactOptional(),
});
const File = z.array(Entry).superRefine((list, context) => {
  const seen = new Set<string>();
  for (const [row, entry] of list.entries()) {
    if (seen.has(entry.id)) {
      context.addIssue({ code: 'custom', path: [row, 'id'], message: 'named twice' });
    }
    seen.add(entry.id);
  }
});

async function jsonIn(file: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    const why = error instanceof SyntaxError ? 'it is no JSON' : 'it cannot be read';
    throw new Error(`Cannot start: AGREEMENTS_FILE names ${file}, and ${why}.`, { cause: error });
  }
}

/** What institutions agreed on, in a file. @throws Error that names all mistakes together. */
export async function agreementsFrom(file: string): Promise<readonly Agreement[]> {
  const parsed = File.safeParse(await jsonIn(file));
  if (!parsed.success) {
    throw new Error(`Cannot start, please mend ${file}:\n${z.prettifyError(parsed.error)}`);
  }
  return parsed.data.map(({ name, homes, hosts, ...entry }) =>
    present({
      ...entry,
      name: Object.entries(name).map(([language, value]) => ({ language, value })),
      homes: homes?.map(institutionId),
      hosts: hosts.map(institutionId),
    }),
  );
}
