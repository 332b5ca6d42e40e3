import { randomUUID } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { beforeAll, describe, expect, it } from 'vitest';
import { webId } from '../../../../src/base/index.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { association, courseOffering, result, samiraAt } from '../../../fixtures/oeapi-v5.js';
import { someOf } from '../../../fixtures/properties.js';
import {
  type HostileSchool,
  hostileId,
  json,
  pageOf,
  type SchoolAnswer,
} from './hostile-school.js';
import { everyRow, leftBy } from './refused.js';

/** Stands in everything that must not arrive. */
const canary = 'kanarie-ijsvogel-83';
const person = samiraAt.university;
const one = (change: Readonly<Record<string, unknown>> = {}) =>
  association({ associationId: randomUUID(), ...change });
const bad = (change: Readonly<Record<string, unknown>>) =>
  one({
    remark: canary,
    offering: courseOffering({ description: [{ language: 'nl', value: canary }] }),
    ...change,
  });
const nested = (depth: number) => `${'['.repeat(depth)}${']'.repeat(depth)}`;
const deep = (depth: number): unknown => (depth === 0 ? canary : { inner: deep(depth - 1) });
/** Bytes of a page, with one item as no serializer would write it. */
const raw = (item: string): SchoolAnswer => ({
  body: `{"hasNextPage":false,"items":[${JSON.stringify(one())},${item}]}`,
});
const withText = (value: string) =>
  one({
    offering: courseOffering({ course: { courseId: 'x', name: [{ language: 'nl', value }] } }),
  });

/** What a school can send, on purpose or by accident, when a learner fetches. */
export function badSchools(opened: () => { house: TestHouse; school: HostileSchool }): void {
  let house: TestHouse;
  let school: HostileSchool;
  beforeAll(async () => {
    ({ house, school } = opened());
    const { admin } = house.running;
    await admin.linkInstitution(webId(house.account('samira').webId), hostileId, person);
  });
  const syncs = async (answer: SchoolAnswer) => {
    school.say(answer);
    const { data, codes } = await house.ask('samira', 'SyncInstitution', {
      institution: hostileId,
    });
    expect(codes).toEqual([]);
    return data.syncInstitution;
  };
  const inPod = async (inbox: boolean): Promise<string> => {
    const { fetch } = house.running.workshop.build;
    const root = `${house.account('samira').podRoot}edu/`;
    const index = JSON.parse(await (await fetch(`${root}index.json`)).text());
    const paths: string[] = index.bundles.map(({ path }: { path: string }) => path);
    const own = paths.filter((path) => inbox || !path.includes('inbox'));
    return (await Promise.all(own.map(async (path) => (await fetch(root + path)).text()))).join(
      '\n',
    );
  };

  const refused = 'UNREADABLE';
  // biome-ignore format: a table is read in columns
  const pages: readonly (readonly [string, () => SchoolAnswer, string])[] = [
    ['words',                       () => ({ body: canary }), refused],
    ['nothing',                     () => ({ body: '' }), refused],
    ['HTML',                        () => ({ headers: { 'content-type': 'text/html' }, body: `<h1>${canary}</h1>` }), refused],
    ['JSON that says it is HTML',   () => ({ ...pageOf([one()]), headers: { 'content-type': 'text/html' } }), refused],
    ['no media type',               () => ({ ...pageOf([one()]), headers: { 'content-type': '' } }), refused],
    ['6 MB',                        () => pageOf([one({ remark: 'x'.repeat(6_000_000) })]), refused],
    ['brackets 100,000 deep',       () => ({ body: nested(100_000) }), refused],
    ['items 300 deep',              () => ({ body: `{"items":[${nested(300)}]}` }), refused],
    ['items that are an object',    () => json({ items: { 0: one() } }), refused],
    ['items that are null',         () => json({ items: null }), refused],
    ['no items',                    () => json({ hasNextPage: false }), refused],
    ['a list and no page',          () => json([one()]), refused],
    ['null',                        () => json(null), refused],
    ['NaN as credits',              () => raw('{"associationId":"x","role":"student","result":{"studyLoad":{"value":NaN}}}'), refused],
    ['hasNextPage as a text',       () => json({ items: [one()], hasNextPage: 'yes' }), refused],
    ['bytes that are no UTF-8',     () => ({ body: Buffer.from([0x7b, 0xff, 0xfe, 0x7d]) }), refused],
    ['a zero byte in a title',      () => ({ body: JSON.stringify({ items: [one({ x: 'a#b' })] }).replace('a#b', 'a\0b') }), refused],
    ['gzip nobody asked for',       () => ({ headers: { 'content-encoding': 'gzip' }, body: gzipSync(JSON.stringify({ items: [one()] })) }), 'NO_ANSWER'],
    ['half a page',                 () => ({ ...pageOf([one()]), cutAt: 100 }), 'NO_ANSWER'],
    ['a way to somewhere else',     () => ({ status: 302, headers: { location: 'http://127.0.0.1:1/' }, body: '' }), refused],
    ['401',                         () => ({ status: 401, body: canary }), 'REFUSED'],
    ['404',                         () => ({ status: 404, body: canary }), refused],
    ['500',                         () => ({ status: 500, body: canary }), 'NO_ANSWER'],
    ['503',                         () => ({ status: 503, body: canary }), 'BUSY'],
    ['299',                         () => ({ ...pageOf([one()]), status: 299 }), refused],
  ];
  describe('instead of a page', () => {
    it.each(someOf(pages, 5))(
      '%s: its reason and a sentence, and nothing is kept',
      async (_what, answer, code) => {
        const left = await leftBy(house, () => syncs(answer()));
        const { problem, ...report } = left.answer;
        expect(problem).toEqual({
          code,
          sentence: expect.stringMatching(/^Deze school .{20,80}\.$/),
        });
        expect(report).toMatchObject({
          received: 0,
          changed: 0,
          withdrawn: 0,
          setAside: [],
          issues: [],
        });
        expect(JSON.stringify(left.answer)).not.toContain(canary);
        const { changed, podWrites, logged } = left;
        expect({ changed, podWrites, logged }).toEqual({ changed: [], podWrites: [], logged: [] });
      },
    );
  });

  // biome-ignore format: a table is read in columns
  const items: readonly (readonly [string, () => SchoolAnswer, readonly string[]])[] = [
    ['somebody else’s',             () => pageOf([one(), bad({ person: randomUUID() })]), ['INNER_SUBJECT_DIFFERS /items/1/person']],
    ['a teacher’s',                 () => pageOf([bad({ role: 'lecturer' }), one()]), ['ROLE_NOT_STUDENT /items/0/role']],
    ['of version 4',                () => pageOf([one(), bad({ offering: { name: canary } })]), ['OOAPI_LEGACY_SHAPE /items/1/offering/name']],
    ['of version 4, by its type',   () => pageOf([one(), bad({ associationType: undefined, type: canary })]), ['OOAPI_LEGACY_SHAPE /items/1/type']],
    ['null',                        () => pageOf([null, one()]), ['TYPE /items/0']],
    ['a text',                      () => pageOf([one(), canary]), ['TYPE /items/1']],
    ['without an id',               () => pageOf([one(), bad({ associationId: undefined })]), ['TYPE /items/1/associationId']],
    ['with a number for an id',     () => pageOf([one(), bad({ associationId: 7 })]), ['TYPE /items/1/associationId']],
    ['with an id of 300 characters', () => pageOf([one(), bad({ associationId: 'x'.repeat(300) })]), ['TYPE /items/1/associationId']],
    ['60 deep',                     () => pageOf([one(), bad({ more: deep(60) })]), ['TOO_DEEP /items/1']],
    ['another by the same id',      () => { const first = one(); return pageOf([first, bad({ associationId: first['associationId'] })]); }, ['ID_REUSED /items/1/associationId']],
    ['hidden in __proto__',         () => raw(`{"__proto__":${JSON.stringify(bad({}))}}`), ['TYPE /items/1/associationId']],
    ['number 10,001',               () => pageOf([one(), ...Array.from({ length: 10_000 }, () => 0)]), [...Array.from({ length: 999 }, (_none, n) => `TYPE /items/${n + 1}`), 'TOO_LARGE /items/1000']],
  ];
  describe('an item on a page, set aside with its place while the rest arrives', () => {
    it.each(someOf(items, 5))('%s', async (_what, answer, expected) => {
      const report = await syncs(answer());
      const aside = report.setAside.map(
        ({ code, path }: { code: string; path: string }) => `${code} ${path}`,
      );
      expect(aside).toEqual(expected);
      expect(report).toMatchObject({ problem: null, received: 2, inPod: true });
      expect(JSON.stringify(report)).not.toContain(canary);
    });

    it('the good one twice, the same: once', async () => {
      const good = one();
      expect(await syncs(pageOf([good, good]))).toMatchObject({ received: 2, setAside: [] });
    });

    it('of all these nothing is in a bundle of the pod, in the database or in the log', async () => {
      const rows = [...(await everyRow(house)).values()].flat().join('\n');
      expect(
        [await inPod(false), rows, house.logLines.join('\n')].filter((text) =>
          text.includes(canary),
        ),
      ).toEqual([]);
    });
  });

  const mine = async () => {
    const filter = { institutions: [hostileId] };
    const { data } = await house.ask('samira', 'MyRecords', { first: 250, filter });
    return data.myRecords;
  };

  // biome-ignore format: a table is read in columns
  const fields: readonly (readonly [string, Readonly<Record<string, unknown>>, Readonly<Record<string, unknown>>])[] = [
    ['a pass nobody knows',     { result: result({ pass: 'misschien' }) }, { assessment: { pass: 'UNKNOWN' }, earned: false }],
    ['a state nobody knows',    { result: result({ state: 'verdwenen' }) }, { assessment: { state: 'OTHER' }, earned: false }],
    ['fewer credits than none', { result: result({ studyLoad: { studyLoadUnit: 'ects', value: -30 } }) }, { earned: false }],
    ['a million credits',       { result: result({ studyLoad: { studyLoadUnit: 'ects', value: 1e6 } }) }, { earned: false }],
    ['credits without end',     { result: result({ studyLoad: { studyLoadUnit: 'ects', value: 1e300 } }) }, { earned: false }],
    ['credits in words',        { result: result({ studyLoad: { studyLoadUnit: 'ects', value: 'veel' } }) }, { earned: false }],
    ['a unit nobody knows',     { result: result({ studyLoad: { studyLoadUnit: 'punten', value: 30 } }) }, { earned: false }],
    ['30 February',             { result: result({ resultDate: '2026-02-30', studyLoad: { studyLoadUnit: 'ects', value: 1 } }) }, { issuedOn: null, earned: true }],
    ['a grade of 10,000 characters', { result: result({ score: '9'.repeat(10_000) }) }, { assessment: { grade: null } }],
  ];
  describe('a field that does not fit costs that field, and says no more than it can', () => {
    it.each(someOf(fields, 5))('%s', async (_what, change, { earned, ...expected }) => {
      expect(await syncs(pageOf([one(change)]))).toMatchObject({
        problem: null,
        setAside: [],
        received: 2,
        inPod: true,
      });
      const found = (await mine()).nodes.filter(
        ({ recordType, status }: { recordType: string; status: string }) =>
          recordType === 'RESULT' && status === 'CURRENT',
      );
      expect(found).toHaveLength(1);
      expect(found[0]).toMatchObject(expected);
      const counts = found[0].credits?.earned ?? false;
      expect(counts).toBe(earned ?? counts);
    });
  });

  // biome-ignore format: a table is read in columns
  const titles: readonly (readonly [string, string])[] = [
    ['half a character',       'Leven met \uD83D water'],
    ['U+0000',                 'Leven\u0000met water'],
    ['text that turns round',  'Leven \u202Eretaw tem'],
    ['HTML',                   '<img src=x onerror=alert(1)>'],
    ['JSON',                   '"}],"special":{"x":1}'],
    ['SQL',                    "'); drop table learner; --"],
    ['10,000 characters',      'w'.repeat(10_000)],
  ];
  describe('a title is kept to the letter and shown to the letter', () => {
    it.each(someOf(titles, 5))('%s', async (_what, title) => {
      expect(await syncs(pageOf([withText(title)]))).toMatchObject({ received: 2, inPod: true });
      const found = (await mine()).nodes.filter(
        ({ status }: { status: string }) => status === 'CURRENT',
      );
      expect(found.map((record: { title: string }) => record.title)).toContain(title);
      expect(await inPod(false)).toContain(JSON.stringify(title));
    });
  });
}
