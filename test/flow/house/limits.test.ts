import { beforeAll, describe, expect, it } from 'vitest';
import { sha256Hex } from '../../../src/base/index.js';
import type { PersonaKey } from '../../../src/demo/index.js';
import { guidance } from '../../fixtures/consent-steps.js';
import { openHouse, pageHeaders, type TestHouse } from '../../fixtures/house.js';
import { formsOf } from '../../fixtures/statements.js';
import { type App, appOf } from './attacks/app.js';
import { cookieFor, fromPage, knock, visible } from './attacks/knock.js';
import { rowsOf, written } from './attacks/ledger-rows.js';
import { shares, stranger } from './attacks/steps.js';

/** So slow that nothing comes back while a test lasts. */
const slow = { perMinute: 0.01, burst: 40 };
let house: TestHouse;
let samira: string;
beforeAll(async () => {
  const allowance = { ids: slow, operations: { perMinute: 6000, burst: 1000 } };
  house = await openHouse({ allowance, openSchema: false, isQuiet: true });
  samira = house.account('samira').webId;
  return () => house.stop();
}, 120_000);

const learners = (ids: readonly string[]): string =>
  `query Q { ${ids.map((id, n) => `a${n}: learner(id: "${id}") { id }`).join(' ')} }`;
const guesses = (count: number): readonly string[] =>
  Array.from({ length: count }, (_none, n) => `${stranger}${n}`);
const asks = (who: PersonaKey, query: string, headers = {}) =>
  house.ask(who, 'Q', {}, { ...guidance, query, headers });

describe('attack 1: guessing ids', () => {
  it('costs as many as are named, by whatever alias: four times ten, and then nothing is looked up', async () => {
    for (let n = 0; n < 4; n += 1) {
      const { codes } = await asks('roc', learners(guesses(10)));
      expect(new Set(codes)).toEqual(new Set(['NOT_FOUND']));
    }
    const before = await written(house);
    house.proxy.forget();
    const seen = await formsOf(async () => {
      const answer = await asks('roc', learners(guesses(1)));
      expect([answer.status, answer.codes, answer.data]).toEqual([
        429,
        ['RATE_LIMITED'],
        undefined,
      ]);
    });
    expect(seen.filter((form) => !/session|rate_bucket/.test(form))).toEqual([]);
    expect(await written(house)).toEqual(before);
    expect(house.proxy.requests).toEqual([]);
  });

  it('and a refusal is the same, in bytes and statements, for ids that are there and that are not', async () => {
    const [known, unknown, record] = [
      learners([samira]),
      learners([stranger]),
      'query Q { node(id: "x") { id } }',
    ];
    const answers: object[] = [];
    const forms: (readonly string[])[] = [];
    for (const query of [known, unknown, record]) {
      forms.push(await formsOf(async () => answers.push(visible(await asks('roc', query)))));
    }
    expect(answers[1]).toEqual(answers[0]);
    expect(answers[2]).toEqual(answers[0]);
    expect(forms[1]).toEqual(forms[0]);
    expect(forms[2]).toEqual(forms[0]);
  });

  it('is counted in fragments too, and where a request for access names somebody', async () => {
    const inFragments = `query Q { ...A ...A ... on Query { learner(id: "${stranger}") { id } } } fragment A on Query { node(id: "x") { id } }`;
    for (let n = 0; n < 13; n += 1) await asks('university', inFragments);
    expect((await asks('university', inFragments)).codes).toEqual(['RATE_LIMITED']);
    const input = {
      learner: samira,
      purpose: 'ADMISSION',
      items: [{ facets: ['CORE'] }],
      reason: 'Ik',
      until: new Date(Date.now() + 86_400_000).toISOString(),
    };
    expect((await house.ask('university', 'RequestAccess', { input })).codes).toEqual([]);
    expect((await house.ask('university', 'RequestAccess', { input })).codes).toEqual([
      'RATE_LIMITED',
    ]);
  });

  it('is counted per person and app: another app, another person and what names nobody go on', async () => {
    const app: App = await appOf(house, 'roc');
    const query = learners([stranger]);
    const byApp = await house.ask(
      undefined,
      'Q',
      {},
      { ...guidance, query, headers: await app.headers() },
    );
    expect(byApp.codes).toEqual(['NOT_FOUND']);
    expect((await asks('barry', query)).codes).toEqual(['NOT_FOUND']);
    expect((await asks('roc', query)).codes).toEqual(['RATE_LIMITED']);
    expect((await house.ask('roc', 'Viewer')).codes).toEqual([]);
  });

  it('leaves no word of who asked in the table that counts', async () => {
    const rows = await rowsOf(house, 'select key from rate_bucket');
    expect(rows.length).toBeGreaterThan(3);
    for (const { key } of rows) expect(key).toMatch(/^(ids|operations) [\w-]{43}$/);
  });

  it('costs who asks as usual one statement more in twenty questions', async () => {
    await shares(house);
    const learner = samira;
    const read = () => house.ask('adviser', 'LearnerRecords', { learner }, guidance);
    await read();
    const counts: number[] = [];
    for (let n = 0; n < 20; n += 1) {
      const forms = await formsOf(async () => expect((await read()).codes).toEqual([]));
      counts.push(forms.filter((form) => form.includes('rate_bucket')).length);
    }
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(1);
  });
});

it('a learner’s own questions have a bucket of their own', async () => {
  const own = await openHouseWithFew();
  const codes: string[] = [];
  for (let n = 0; n < 25; n += 1) codes.push(...(await own.ask('barry', 'MyGrants')).codes);
  expect(codes).toEqual(Array(5).fill('RATE_LIMITED'));
  await own.stop();
}, 120_000);
const openHouseWithFew = () =>
  openHouse({
    isQuiet: true,
    allowance: { operations: { perMinute: 0.01, burst: 20 } },
    isUnfetched: true,
  });

describe('attack 4: what there is to ask', () => {
  const schema = 'query Q { __schema { types { name } } }';
  it('is told to who is signed in, and to nobody else', async () => {
    const signedIn = await asks('developer', schema);
    expect(signedIn.text).toContain('LearningRecord');
    const nobody = await house.ask(undefined, 'Q', {}, { query: schema });
    expect([nobody.status, nobody.codes]).toEqual([401, ['UNAUTHENTICATED']]);
    expect(nobody.text).not.toContain('LearningRecord');
  });
  it('is not told by suggestions, to anybody', async () => {
    const nearly = 'query Q { myRecord { count } }';
    for (const who of [undefined, 'developer'] as const) {
      const answer = await house.ask(who, 'Q', {}, { query: nearly });
      expect(new Set(answer.codes)).toEqual(new Set(['BAD_INPUT']));
      expect(answer.text).not.toContain('myRecords');
    }
  });
});

const named = (text: string | undefined, sha256Hash: string) => ({
  ...(text !== undefined && { query: text }),
  extensions: { persistedQuery: { version: 1, sha256Hash } },
});
const sends = async (question: object, cookie?: string) =>
  knock(house, {
    headers: cookie === undefined ? pageHeaders : fromPage(cookie),
    body: JSON.stringify(question),
  });

describe('attack 29: a question by the name of another', () => {
  const [good, other] = ['{ viewer { webId } }', '{ viewer { kind } }'];

  // biome-ignore format: a table is read in columns
  const refused: readonly (readonly [string, object])[] = [
    ['a hash of another text', named(good, sha256Hex(other))],
    ['a hash that is none',    named(good, 'x')],
    ['a hash alone',           named(undefined, sha256Hex(good))],
    ['another version of naming', { query: good, extensions: { persistedQuery: { version: 2, sha256Hash: sha256Hex(good) } } }],
    ['a name that is a text',  { query: good, extensions: { persistedQuery: sha256Hex(good) } }],
    ['a name that is nothing', { query: good, extensions: { persistedQuery: null } }],
  ];
  it.each(refused)('%s is refused', async (_what, question) => {
    const heard = await sends(question, await cookieFor(house, 'developer'));
    expect(heard.status).toBe(400);
    expect(heard.text).toContain('BAD_INPUT');
    expect(heard.text).not.toContain('webId');
  });

  it('a hash of the text itself changes nothing, and is kept for nobody', async () => {
    const cookie = await cookieFor(house, 'developer');
    const answer = await sends(named(good, sha256Hex(good)), cookie);
    expect(JSON.parse(answer.text).data.viewer.webId).toBe(house.account('developer').webId);
    await sends(named(other, sha256Hex(other)));
    for (const text of [good, other]) {
      expect((await sends(named(undefined, sha256Hex(text)), cookie)).status).toBe(400);
    }
  });
});

describe('attack 28: an answer that somebody else could be given', () => {
  it('says of every answer with data that nobody may keep it', async () => {
    const { headers } = await asks('developer', '{ viewer { webId } }'.replace('{', 'query Q {'));
    expect(headers.get('cache-control')).toBe('no-store, private');
    expect(headers.get('vary')?.split(', ')).toEqual(
      expect.arrayContaining(['authorization', 'cookie']),
    );
    expect(headers.get('etag')).toBeNull();
  });
});

it('a house without a mail server says once, at its start, that no mail is sent', () => {
  expect(house.notes).toEqual([expect.stringContaining('No mail is sent')]);
});

it('nothing unforeseen happened behind these answers', () => {
  expect(house.faults).toEqual([]);
});
