import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, it } from 'vitest';
import {
  addIssuer,
  checkIssuers,
  type IssuerOptions,
  listIssuers,
  removeIssuer,
} from '../../src/issuers.js';
import { trustRegistryFrom } from '../../src/trust-registry-file.js';
import { newKey } from '../fixtures/public-keys.js';

const did = 'did:web:zonnedael.example';
const at = new Date('2026-11-27T12:00:00Z');
const [first, second] = [newKey(), newKey('P-256')];
const options: IssuerOptions = {
  nameNl: 'Hogeschool Zonnedael',
  nameEn: 'Zonnedael University',
  schacHome: 'zonnedael.example',
  write: true,
};

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leerkluis-issuers-'));
  file = join(folder, 'registry.json');
  return () => rm(folder, { recursive: true, force: true });
});

const documentOf = (...keys: readonly { readonly multikey: string }[]) => ({
  id: did,
  verificationMethod: keys.map(({ multikey }, n) => ({
    id: `#key-${n}`,
    type: 'Multikey',
    controller: did,
    publicKeyMultibase: multikey,
  })),
  assertionMethod: keys.map((_, n) => `#key-${n}`),
});
/** What the web answers, whatever is asked. */
const web =
  (document: unknown, status = 200): typeof fetch =>
  () =>
    Promise.resolve(new Response(JSON.stringify(document), { status }));

function listening() {
  const said: string[] = [];
  return { said, say: (text: string) => void said.push(text) };
}
const add = (change: Partial<IssuerOptions> = {}, answer = web(documentOf(first)), name = did) => {
  const { said, say } = listening();
  const done = addIssuer(file, { did: name, options: { ...options, ...change } }, say, answer);
  return done.then(() => said);
};
const thumbprintIn = (said: readonly string[]) =>
  /[A-Za-z0-9_-]{43}/.exec(said.join('\n'))?.[0] ?? '';

it('recognises an institution after its keys were shown', async () => {
  const shown = await add({ write: false });
  expect(shown.join('\n')).toContain(`${did}#key-0`);
  expect(await readdir(folder)).toEqual([]);
  const thumbprint = thumbprintIn(await add());
  const registry = await trustRegistryFrom(file);
  expect(registry.find(did, thumbprint, at)).toMatchObject({ schacHome: 'zonnedael.example' });
  expect(await readdir(folder)).toEqual(['registry.json']);
});

it('pins the keys that are there, and says when others are published', async () => {
  const thumbprint = thumbprintIn(await add({ pin: true }));
  const registry = await trustRegistryFrom(file);
  expect(registry.find(did, thumbprint, at)).toBeDefined();
  expect(registry.find(did, 'b'.repeat(43), at)).toBe(undefined);
  const { said, say } = listening();
  expect(await checkIssuers(file, say, web(documentOf(first, second)))).toBe(true);
  expect(said.join('\n')).toContain('published, and not pinned');
  expect(await checkIssuers(file, say, web(documentOf(second)))).toBe(false);
  expect(said.join('\n')).toContain(`${thumbprint}: pinned, and gone`);
});

it('a second DID joins the first of the same institution', async () => {
  await add();
  const key = `did:key:${second.multikey}`;
  await add({}, web({}), key);
  expect((await trustRegistryFrom(file)).all).toMatchObject([{ dids: [did, key] }]);
  await expect(add({ pin: true }, web({}), `did:key:${first.multikey}`)).rejects.toThrow('pinned');
  await expect(add()).rejects.toThrow('named twice');
});

// biome-ignore format: a table is read in columns
const refused: readonly (readonly [string, typeof fetch, string])[] = [
  ['that is not there',        web({}, 404),                               did],
  ['that does not answer',     web({}, 500),                               did],
  ['whose document is a list', web([]),                                    did],
  ['of another',               web({ ...documentOf(first), id: 'did:web:a.example' }), did],
  ['without keys',             web({ id: did }),                           did],
  ['whose key everybody has',  web({}),                                    'did:key:z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi'],
  ['of another method',        web({}),                                    'did:ion:EiA'],
  ['that is none',             web({}),                                    'zonnedael.example'],
  ['at an address',            web(documentOf(first)),                     'did:web:127.0.0.1'],
];
it.each(refused)('writes down no DID %s', async (_what, answer, name) => {
  await expect(add({}, answer, name)).rejects.toThrow(/not added|no DID/);
  expect(await readdir(folder)).toEqual([]);
});

it('trap 8: says of a key that everybody has that it was published for tests', async () => {
  const known = { multikey: 'z6MkjZRZv3aez3r18pB1RBFJR1kwUVJ5jHt92JmQwXbd5hwi' };
  const said = await add({ pin: true }, web(documentOf(first, known)));
  expect(said.join('\n')).toContain('#key-1: KEY_PUBLISHED_FOR_TESTS');
  expect((await trustRegistryFrom(file)).all[0]?.keys).toHaveLength(1);
});

it('a mistake leaves the file as it was', async () => {
  await add();
  const before = await readFile(file, 'utf8');
  await expect(
    add({ schacHome: 'Merenveld', brin: 'x' }, web({}), `did:key:${second.multikey}`),
  ).rejects.toThrow('lower case');
  await expect(removeIssuer(file, 'merenveld.example', () => undefined)).rejects.toThrow('not in');
  expect(await readFile(file, 'utf8')).toBe(before);
  await writeFile(file, '[{');
  await expect(add()).rejects.toThrow('no JSON');
  expect(await readFile(file, 'utf8')).toBe('[{');
});

it('who is removed is recognised no longer, by one DID or by name', async () => {
  await add();
  await add({}, web({}), `did:key:${second.multikey}`);
  const { said, say } = listening();
  await listIssuers(file, say);
  expect(said).toEqual([
    'zonnedael.example  Hogeschool Zonnedael',
    `  ${did}`,
    `  did:key:${second.multikey}`,
  ]);
  await removeIssuer(file, did, say);
  expect((await trustRegistryFrom(file)).all).toMatchObject([
    { dids: [`did:key:${second.multikey}`] },
  ]);
  await removeIssuer(file, 'zonnedael.example', say);
  expect((await trustRegistryFrom(file)).all).toEqual([]);
});
