import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { clientId, webId } from '../../src/base/index.js';
import { organisationOf, organisationThrough } from '../../src/flows/index.js';
import { organisationsFrom } from '../../src/organisations-file.js';
import { otherApp, page } from '../fixtures/people.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leerkluis-organisations-'));
  return () => rm(folder, { recursive: true, force: true });
});

const noor = webId('https://advies.example/noor#me');
const entry = {
  id: 'loopbaanplein.example',
  name: { nl: 'Loopbaanplein', en: 'Career Square' },
  webIds: [noor],
  clients: ['https://loopbaanplein.example/app'],
};
async function read(content: unknown) {
  const file = join(folder, 'organisations.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return organisationsFrom(file);
}

it('says for whom somebody works, and through which apps they speak for it', async () => {
  const registry = { organisations: await read([entry]), pageClient: page };
  const [own, other] = [clientId('https://loopbaanplein.example/app'), otherApp];
  expect(organisationOf(registry, noor)).toMatchObject({ id: entry.id });
  const through = [own, page, other].map((app) => organisationThrough(registry, noor, app)?.id);
  expect(through).toEqual([entry.id, entry.id, undefined]);
  expect(organisationThrough(registry, webId('https://advies.example/noor#mij'), own)).toBe(
    undefined,
  );
});

// biome-ignore format: a table is read in columns
const wrong: readonly (readonly [string, unknown, string])[] = [
  ['no JSON',                       '[{',                                            'is no JSON'],
  ['a term we do not know',         [{ ...entry, verified: true }],                  'verified'],
  ['a WebID that is none',          [{ ...entry, webIds: ['Noor'] }],                'webIds'],
  ['a name in one language',        [{ ...entry, name: { nl: 'x' } }],               'name'],
  ['a name with hidden marks',      [{ ...entry, name: { nl: 'a\u202Eb', en: 'b' } }], 'marks that nobody sees'],
  ['a name with nothing to see',    [{ ...entry, name: { nl: 'a\u200Bb', en: 'b' } }], 'marks that nobody sees'],
  ['one id twice',                  [entry, { ...entry, webIds: [] }],               'named twice'],
  ['one person of two organisations', [entry, { ...entry, id: 'elders.example' }],   'named twice'],
];
it.each(wrong)('does not start with %s', async (_what, content, word) => {
  await expect(read(content)).rejects.toThrow(word);
});

it('names the file that is not there', async () => {
  await expect(organisationsFrom(join(folder, 'no.json'))).rejects.toThrow('cannot be read');
});
