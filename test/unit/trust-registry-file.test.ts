import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { trustRegistryFrom } from '../../src/trust-registry-file.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leerkluis-registry-'));
  return () => rm(folder, { recursive: true, force: true });
});

const did = 'did:web:zonnedael.example';
const [key, otherKey] = ['a'.repeat(43), 'b'.repeat(43)];
const entry = {
  name: { nl: 'Hogeschool Zonnedael', en: 'Zonnedael University' },
  schacHome: 'zonnedael.example',
  brin: '99ZZ',
  dids: [did],
};
const merenveld = { ...entry, schacHome: 'merenveld.example', dids: ['did:web:merenveld.example'] };
const at = new Date('2026-11-27T12:00:00Z');

async function read(content: unknown) {
  const file = join(folder, 'registry.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return trustRegistryFrom(file);
}

it('finds an institution by the DID of the issuer', async () => {
  const registry = await read([entry, merenveld]);
  expect(registry.all).toHaveLength(2);
  expect(registry.find(did, key, at)).toMatchObject({ schacHome: 'zonnedael.example' });
  for (const other of [
    'did:web:zonnedael.example:1',
    'did:web:Zonnedael.example',
    '',
    '__proto__',
  ]) {
    expect(registry.find(other, key, at)).toBe(undefined);
  }
});

it('nobody is recognised by an empty registry', async () => {
  expect((await read([])).find(did, key, at)).toBe(undefined);
});

it('where keys are pinned, no other key of the same DID counts', async () => {
  const registry = await read([{ ...entry, keys: [key] }]);
  expect(registry.find(did, key, at)).toMatchObject({ brin: '99ZZ' });
  expect(registry.find(did, otherKey, at)).toBe(undefined);
});

// biome-ignore format: a table is read in columns
const periods = [
  ['since yesterday',      { since: '2026-11-26' },                      true],
  ['since this moment',    { since: '2026-11-27T13:00:00+01:00' },       true],
  ['from tomorrow on',     { since: '2026-11-28' },                      false],
  ['until tomorrow',       { until: '2026-11-28' },                      true],
  ['the end is exclusive', { until: '2026-11-27T12:00:00Z' },            false],
  ['until yesterday',      { since: '2020-01-01', until: '2026-11-26' }, false],
] as const;
it.each(periods)('an institution is recognised at its time: %s', async (_what, period, found) => {
  const registry = await read([{ ...entry, ...period }]);
  expect(registry.find(did, key, at) !== undefined).toBe(found);
});

// biome-ignore format: a table is read in columns
const wrong: readonly (readonly [string, unknown, string])[] = [
  ['no JSON',                    '[{',                                                   'is no JSON'],
  ['no list',                    entry,                                                  'expected array'],
  ['a term we do not know',      [{ ...entry, verified: true }],                         'verified'],
  ['a name in one language',     [{ ...entry, name: { nl: 'x' } }],                      'name.en'],
  ['a name with hidden marks',   [{ ...entry, name: { nl: 'a\u202Eb', en: 'b' } }],      'marks that nobody sees'],
  ['a domain with capitals',     [{ ...entry, schacHome: 'Zonnedael.example' }],         'lower case'],
  ['a BRIN that is none',        [{ ...entry, brin: '9ZZ' }],                            'two digits'],
  ['no DID',                     [{ ...entry, dids: [] }],                               'dids'],
  ['a DID of another method',    [{ ...entry, dids: ['did:ion:EiA'] }],                  'did:web, did:key or did:jwk'],
  ['a DID that leads nowhere',   [{ ...entry, dids: ['did:web:127.0.0.1'] }],            'did:web, did:key or did:jwk'],
  ['a key for a DID',            [{ ...entry, dids: [`${did}#key-1`] }],                 'did:web, did:key or did:jwk'],
  ['an address for a DID',       [{ ...entry, dids: ['https://zonnedael.example'] }],    'did:web, did:key or did:jwk'],
  ['a thumbprint in hex',        [{ ...entry, keys: ['ab'.repeat(32)] }],                'a thumbprint'],
  ['a day that is none',         [{ ...entry, since: '2026-02-30' }],                    'a day'],
  ['an instant of no zone',      [{ ...entry, until: '2026-02-03T12:00:00' }],           'a day'],
  ['an end before its start',    [{ ...entry, since: '2026-02-03', until: '2026-02-03' }], 'later than since'],
  ['one DID of two',             [entry, { ...merenveld, dids: [did] }],                 'named twice'],
  ['one DID twice',              [{ ...entry, dids: [did, did] }],                       'named twice'],
  ['one domain twice',           [entry, { ...merenveld, schacHome: entry.schacHome }],  'named twice'],
];
it.each(wrong)('takes no registry with %s', async (_what, content, word) => {
  await expect(read(content)).rejects.toThrow(word);
});

it('names all mistakes together, and the file that is not there', async () => {
  const both = read([
    { ...entry, brin: 'x' },
    { ...merenveld, dids: [] },
  ]);
  await expect(both).rejects.toThrow(/brin[\s\S]*dids/);
  await expect(trustRegistryFrom(join(folder, 'no.json'))).rejects.toThrow('cannot be read');
});
