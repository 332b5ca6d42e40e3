import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { agreementsFrom } from '../../src/agreements-file.js';
import { accessTo } from '../../src/route/index.js';
import { eik, linde, offeringOf } from '../fixtures/offerings.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'leerkluis-agreements-'));
  return () => rm(folder, { recursive: true, force: true });
});

const entry = {
  id: 'bomen',
  name: { nl: 'Samen in het bos', en: 'Together in the woods' },
  homes: [eik],
  hosts: [linde],
  kinds: ['COURSE'],
  codes: ['GEO-101'],
  until: '2026-12-31',
};
async function read(content: unknown) {
  const file = join(folder, 'agreements.json');
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return agreementsFrom(file);
}

it('says who may take what where, and until when', async () => {
  const agreements = await read([entry, { id: 'open', name: entry.name, hosts: [eik] }]);
  const course = offeringOf('1', { code: 'GEO-101' });
  const reasonOf = (today: string, one = course) =>
    accessTo(one, { homes: [eik], agreements, today }).kind;
  expect(reasonOf('2026-12-31')).toBe('ALLIANCE');
  expect(reasonOf('2027-01-01')).toBe('UNKNOWN');
  expect(reasonOf('2026-12-31', offeringOf('2'))).toBe('UNKNOWN');
  const open = { homes: [], agreements, today: '2026-12-31' };
  expect(accessTo(offeringOf('3', { institution: eik }), open).kind).toBe('OPEN');
});

// biome-ignore format: a table is read in columns
const wrong: readonly (readonly [string, unknown, string])[] = [
  ['no JSON',                    '[{',                                   'is no JSON'],
  ['a term we do not know',      [{ ...entry, from: '2026-01-01' }],     'from'],
  ['a name in one language',     [{ ...entry, name: { nl: 'x' } }],      'name'],
  ['nobody who may come',        [{ ...entry, homes: [] }],              'homes'],
  ['nowhere to come to',         [{ ...entry, hosts: [] }],              'hosts'],
  ['a kind that is none',        [{ ...entry, kinds: ['BADGE'] }],       'kinds'],
  ['a day that is none',         [{ ...entry, until: '2026-02-30' }],    'until'],
  ['one id for two agreements',  [entry, entry],                         'named twice'],
];
it.each(wrong)('does not start with %s', async (_what, content, word) => {
  await expect(read(content)).rejects.toThrow(word);
});

it('names a file of agreements that is not there', async () => {
  await expect(agreementsFrom(join(folder, 'no.json'))).rejects.toThrow('cannot be read');
});
