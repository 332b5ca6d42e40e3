import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { institutionId } from '../../src/base/index.js';
import { institutionsFrom } from '../../src/institutions-file.js';

const env = { MERENVELD_PASSWORD: 'geheim', ROC_PASSWORD: 'ook-geheim' };
const merenveld = {
  id: 'merenveld.example',
  name: { nl: 'Universiteit Merenveld', en: 'University of Merenveld' },
  baseUrl: 'https://oeapi.merenveld.example/v5',
  user: 'leerkluis',
  passwordEnv: 'MERENVELD_PASSWORD',
};
const roc = {
  ...merenveld,
  id: 'rocdewaterlanden.example',
  baseUrl: 'http://127.0.0.1:4201',
  passwordEnv: 'ROC_PASSWORD',
};

let folder: string;
let file: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leerkluis-institutions-'));
  file = join(folder, 'institutions.json');
});
afterEach(() => rm(folder, { recursive: true }));

const from = async (content: unknown, told: NodeJS.ProcessEnv = env) => {
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return institutionsFrom(file, told);
};

it('opens a desk for each institution, by its id, with its name in both languages', async () => {
  const { institutions, close } = await from([merenveld, roc]);
  expect([...institutions.keys()]).toEqual([merenveld.id, roc.id]);
  expect(institutions.get(institutionId(merenveld.id))?.name).toEqual([
    { language: 'nl', value: 'Universiteit Merenveld' },
    { language: 'en', value: 'University of Merenveld' },
  ]);
  await close();
});

it('none is a set-up too: institutions may come later', async () => {
  expect((await from([])).institutions.size).toBe(0);
});

const { baseUrl: _baseUrl, user: _user, passwordEnv: _passwordEnv, ...unreached } = merenveld;
const gateway = {
  url: 'https://gateway.eduhub.example',
  endpoint: 'merenveld.example',
  user: 'leerkluis',
  passwordEnv: 'ROC_PASSWORD',
};
it('opens a desk for an endpoint of version 6 and for one behind the gateway', async () => {
  const { institutions, close } = await from([
    { ...roc, version: 6 },
    { ...unreached, gateway, version: 6 },
  ]);
  expect(institutions.size).toBe(2);
  await close();
});

// biome-ignore format: a table is read in columns
const wronglyRouted = [
  // because                          change                                       named as
  ['an endpoint with a comma',        { gateway: { ...gateway, endpoint: 'a,b' } }, '[0].gateway.endpoint'],
  ['a password that is not there',    { gateway: { ...gateway, passwordEnv: 'NONE' } }, '[0].gateway.passwordEnv'],
  ['an address of its own beside it', { gateway, baseUrl: merenveld.baseUrl },      'baseUrl'],
  ['a version that is not spoken',    { gateway, version: 4 },                      '[0].version'],
] as const;
it.each(wronglyRouted)('refuses, behind the gateway, %s', async (_because, change, named) => {
  await expect(from([{ ...unreached, ...change }])).rejects.toThrow(named);
});

const agent = {
  webId: 'https://merenveld.example/profile#us',
  oidcIssuer: 'https://login.merenveld.example/',
};
it('knows as whom an institution writes to pods, where that is told; letter by letter', async () => {
  const told = { ...agent, clientIds: ['https://merenveld.example/app.jsonld'] };
  const { institutions, close } = await from([
    { ...merenveld, agent: told },
    { ...roc, agent },
  ]);
  const agents = [merenveld, roc].map(({ id }) => institutions.get(institutionId(id))?.agent);
  expect(agents).toEqual([told, { ...agent, clientIds: [] }]);
  await close();
});

it('knows by which rules an institution counts and its number, where that is told', async () => {
  const { institutions, close } = await from([{ ...merenveld, sector: 'WO', brin: '98MV' }, roc]);
  expect(institutions.get(institutionId(merenveld.id))).toMatchObject({
    sector: 'WO',
    brin: '98MV',
  });
  const untold = institutions.get(institutionId(roc.id));
  expect([untold?.sector, untold?.brin]).toEqual([undefined, undefined]);
  await close();
});

// biome-ignore format: a table is read in columns
const wrong = [
  // because                         change                                             named as
  ['plain http to another machine',  { baseUrl: 'http://oeapi.merenveld.example' },     'https, unless on this machine'],
  ['a login in the address',         { baseUrl: 'https://a:b@merenveld.example' },      'without login'],
  ['a query in the address',         { baseUrl: 'https://merenveld.example?x=1' },      'without login, query'],
  ['the password itself',            { password: 'geheim' },                            'password'],
  ['a password that is no name',     { passwordEnv: 'geheim-42' },                      'the name of an environment variable'],
  ['a password that is not there',   { passwordEnv: 'ELDERS_PASSWORD' },                'no variable of this name'],
  ['a name in one language',         { name: { nl: 'Universiteit Merenveld' } },        'name.en'],
  ['an id that is no domain',        { id: 'Merenveld' },                               'a domain name'],
  ['an agent without an issuer',     { agent: { webId: agent.webId } },                 'agent.oidcIssuer'],
  ['an agent with no address',       { agent: { ...agent, webId: 'merenveld' } },       'an address on the web'],
  ['a sector that there is not',     { sector: 'mbo' },                                 'sector'],
  ['a BRIN with a location',         { brin: '98MV00' },                                'two digits and two capitals'],
  ['a user with a colon',            { user: 'leer:kluis' },                            'no colon'],
] as const;

it.each(wrong)('refuses %s, and says where', async (_because, change, named) => {
  await expect(from([roc, { ...merenveld, ...change }])).rejects.toThrow(named);
  await expect(from([roc, { ...merenveld, ...change }])).rejects.toThrow('[1]');
});

it('names all mistakes together, and no value', async () => {
  const bad = { ...merenveld, baseUrl: 'ftp://merenveld.example', user: '', passwordEnv: 'geheim' };
  const said = await from([bad, roc]).catch(({ message }: Error) => message);
  for (const place of ['[0].baseUrl', '[0].user', '[0].passwordEnv']) expect(said).toContain(place);
  expect(said).not.toMatch(/geheim|ftp/);
});

it('refuses the same institution twice', async () => {
  await expect(from([merenveld, roc, merenveld])).rejects.toThrow('named twice');
});

it('says which file is not there or no JSON', async () => {
  await expect(institutionsFrom(file, env)).rejects.toThrow('it cannot be read');
  await expect(from('[{')).rejects.toThrow('it is no JSON');
});
