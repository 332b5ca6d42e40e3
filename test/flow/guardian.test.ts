import { beforeAll, expect, it } from 'vitest';
import { webId } from '../../src/base/index.js';
import { readConfig } from '../../src/config.js';
import { guardianOf } from '../../src/guardian.js';
import { openTestLedger, type TestLedger } from '../fixtures/ledger.js';

const child = 'https://pods.example/kind/profile/card#me';
const grown = 'https://pods.example/groot/profile/card#me';
const parent = 'https://pods.example/ouder/profile/card#me';
const hour = 3_600_000;

let kluis: TestLedger;
beforeAll(async () => {
  kluis = await openTestLedger();
  const { learners } = kluis.ledger;
  const birthday = new Date(Date.now() + hour);
  await learners.enrol(webId(child), 'https://pods.example/kind/', birthday);
  await learners.enrol(webId(grown), 'https://pods.example/groot/', new Date(Date.now() - hour));
  return kluis.close;
});

async function told(learner: string, guardian?: string, end = false): Promise<string> {
  const said: string[] = [];
  const config = readConfig({ DATABASE_URL: kluis.url, LOG_LEVEL: 'silent' });
  await guardianOf(config, { learner, guardian, end }, (text) => said.push(text));
  return said.join('\n');
}

const events = async () =>
  (await kluis.sql(`select bytes::jsonb ->> 'event' as event from log_entry order by seq`)).map(
    ({ event }) => event,
  );

it('a clerk names who decides along with a young learner, sees who does, and ends it', async () => {
  expect(await told(child)).toBe('Nobody decides along with this learner.');
  expect(await told(child, parent)).toBe('They decide along from now on.');
  expect(await told(child, parent)).toBe('They decide along from now on.');
  expect(await told(child)).toBe(parent);
  expect(await told(child, parent, true)).toBe('They no longer decide along.');
  expect(await told(child, parent, true)).toBe('They had no say.');
  expect(await told(child)).toBe('Nobody decides along with this learner.');
  expect(await events()).toEqual(['GUARDIAN_NAMED', 'GUARDIAN_ENDED']);
});

it('nobody decides along with a learner who decides alone', async () => {
  expect(await told(grown, parent)).toBe('This learner is old enough to decide alone.');
  expect(await told(grown)).toBe('Nobody decides along with this learner.');
});

it('says what is wrong with the names it was given', async () => {
  await expect(told('kind')).rejects.toThrow('A WebID is a web address.');
  await expect(told(child, 'ouder')).rejects.toThrow('A WebID is a web address.');
  await expect(told('https://pods.example/niemand#me')).rejects.toThrow(
    'This learner has no kluis here.',
  );
});
