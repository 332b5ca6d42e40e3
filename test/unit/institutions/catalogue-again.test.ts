import { describe, expect, it } from 'vitest';
import { throughGateway } from '../../../src/institutions/index.js';
import { endpoint, json, page } from '../../contract/oeapi-v5/endpoint.js';
import * as school from '../../fixtures/catalogue-school.js';
import {
  all,
  atOnce,
  idsOf,
  memoryOf,
  nl,
  nothingKept,
  offeringIn,
  once,
  open,
} from './catalogue-at.js';
import { listed, paperSchool } from './paper-school.js';

const { ids } = school;

describe('a catalogue that was read before', () => {
  it('is the same again where all is said to be as it was', async () => {
    const at = await open();
    const first = await at.read();
    const again = await at.read(memoryOf(first));
    expect(again).toEqual({ ...first, unchanged: true });
  });

  it('has one new offering where one list changed, and asks for no other again', async () => {
    const at = await open();
    const first = await at.read();
    const path = `courses/${ids.dikes}/offerings`;
    at.now.lists[path] = [school.dikesInSpring(5, { name: nl('Dijken, later') })];
    const again = await at.read(memoryOf(first));
    expect(again).toMatchObject({ unchanged: false, complete: true });
    expect(idsOf(again)).toEqual(all.filter((id) => id !== ids.dikesInAutumn));
    expect(offeringIn(again, ids.dikesInSpring).title).toEqual(nl('Dijken, later'));
    const before = new Map(first.documents.map((document) => [document.path, document]));
    const changed = again.documents.filter((document) => before.get(document.path) !== document);
    expect(changed.map(({ path: name }) => name.split('?')[0])).toEqual([path]);
  });

  it('is read as it was where a list cannot be had now, and is not all there is then', async () => {
    const at = await open();
    const first = await at.read();
    at.now.instead['courses'] = { status: 500 };
    at.now.instead['academic-sessions'] = { status: 404, body: '{}' };
    const again = await at.read(memoryOf(first));
    expect(again).toMatchObject({ unchanged: false, complete: false, problem: 'NO_ANSWER' });
    expect(again.issues).toEqual([
      { code: 'PAGE_FAILED', path: 'courses' },
      { code: 'PAGE_FAILED', path: 'academic-sessions' },
    ]);
    expect(again.offerings).toEqual(first.offerings);
  });

  it('is asked for whole where what was kept is no page', async () => {
    const at = await open();
    const first = await at.read();
    const spoilt = first.documents.map((document) => ({ ...document, body: '[]' }));
    const again = await at.read(memoryOf({ ...first, documents: spoilt }));
    expect(again).toEqual(first);
  });
});

it('what goes wrong on our own side is no failure of the school', async () => {
  const at = await open();
  const broken = { find: () => Promise.reject(new TypeError('no memory')) };
  await expect(at.read(broken)).rejects.toThrow(TypeError);
});

describe('a school in trouble', () => {
  it('costs the list that fails, and no other', async () => {
    const path = `courses/${ids.dikes}/offerings`;
    const reading = await (await open({ instead: { [path]: { status: 500 } } })).read();
    expect(reading).toMatchObject({ complete: false, problem: 'NO_ANSWER' });
    expect(reading.issues).toEqual([{ code: 'PAGE_FAILED', path }]);
    expect(idsOf(reading)).toEqual([ids.tidesOnline, ids.waterFromSeptember]);
  });

  it('costs what is no page, and not what is', async () => {
    const reading = await (await open({ instead: { programs: json({ items: 'geen' }) } })).read();
    expect(reading).toMatchObject({ complete: false, problem: 'UNREADABLE', programmes: [] });
    expect(idsOf(reading)).toEqual(all.slice(0, 3));
  });

  it('is left alone once it has enough of us, and says for how long', async () => {
    const path = `courses/${ids.dikes}/offerings`;
    const tooMuch = { status: 429, headers: { 'retry-after': '90' } };
    const gate = { atOnce: 1, perSecond: 100_000, burst: 100_000 };
    const at = await open({
      instead: { [path]: tooMuch },
      settings: { patience: { ...once, gate } },
    });
    const reading = await at.read();
    expect(reading).toMatchObject({ problem: 'BUSY', retryAfterMs: 90_000, complete: false });
    expect(reading.issues.map(({ code }) => code)).toContain('NOT_ASKED');
    expect(at.asked.filter((url) => url.includes('/components'))).toEqual([]);
  });

  it('fails as a whole where nothing at all can be read', async () => {
    const refused = { status: 401 };
    const instead = { courses: refused, programs: refused, 'academic-sessions': refused };
    await expect((await open({ instead })).read()).rejects.toMatchObject({ problem: 'REFUSED' });
    const first = await (await open()).read();
    await expect((await open({ instead })).read(memoryOf(first))).rejects.toMatchObject({
      problem: 'REFUSED',
    });
  });

  it('gives no answer through a gateway that says so with 200', async () => {
    const endpoints = { heidestad: { responseCode: 0, headers: {} } };
    const silent = json({ gateway: { endpoints }, responses: { heidestad: null } });
    const path = `courses/${ids.dikes}/offerings`;
    const settings = { fetch: throughGateway(globalThis.fetch, 'heidestad') };
    const reading = await (await open({ instead: { [path]: silent }, settings })).read();
    expect(reading).toMatchObject({ complete: false, problem: 'NO_ANSWER' });
    expect(idsOf(reading)).toEqual([ids.tidesOnline, ids.waterFromSeptember]);
  });

  it('is asked for no longer than there is time', async () => {
    const lists: Readonly<Record<string, readonly unknown[]>> = school.listsOf(5);
    const { clock, connect } = paperSchool((path) => {
      const list = lists[path.slice(1)];
      return path === '/academic-sessions' || list === undefined ? { how: 'hang' } : listed(list);
    });
    const reading = await clock.until(connect({ timeoutMs: 1e8 }).readCatalogue(nothingKept));
    expect(clock.waits).toContain(600_000);
    expect(reading).toMatchObject({ complete: false, problem: 'NO_ANSWER', offerings: [] });
    expect(reading.programmes.length).toBe(2);
  });
});

describe('a list that a school does not have', () => {
  it.each([404, 405, 501])('is no trouble (%i): the rest is all there is', async (status) => {
    const instead = { programs: { status, body: '{}' }, 'academic-sessions': { status } };
    const at = await open({ instead });
    const reading = await at.read();
    expect(reading).toMatchObject({ complete: true, programmes: [] });
    expect(reading).not.toHaveProperty('problem');
    expect(reading.issues).toEqual([
      { code: 'LIST_NOT_OFFERED', path: '/programs' },
      { code: 'LIST_NOT_OFFERED', path: '/academic-sessions' },
    ]);
    expect(idsOf(reading)).toEqual(all.slice(0, 3));
    expect((await at.read(memoryOf(reading))).unchanged).toBe(true);
  });

  it('is not all there is where it has neither courses nor programmes', async () => {
    const none = { status: 404, body: '{}' };
    const reading = await (await open({ instead: { courses: none, programs: none } })).read();
    expect(reading).toMatchObject({ complete: false, offerings: [] });
  });
});

describe('pages of a list', () => {
  it('are read until the last, and each is kept', async () => {
    const found: string[] = [];
    const served = await endpoint((path, url) => {
      const number = Number(url.searchParams.get('pageNumber'));
      if (path !== '/programs') return { ...page([]), afterMs: 0 };
      found.push(url.search);
      const programId = `p-${number}`;
      return { ...page([school.water(5, { programId })], number < 3), afterMs: 0 };
    });
    const reading = await served.connect({ patience: atOnce }).readCatalogue(nothingKept);
    expect(reading.programmes.map(({ sourceId }) => sourceId)).toEqual(['p-1', 'p-2', 'p-3']);
    expect(found).toEqual([1, 2, 3].map((n) => `?pageSize=250&pageNumber=${n}`));
    expect(reading.complete).toBe(true);
  });

  it.each([
    ['say the same again', 'PAGE_REPEATS', () => ({ items: [school.water(5)], hasNextPage: true })],
    [
      'never end',
      'TOO_MANY_PAGES',
      (n: number) => ({ items: [school.water(5, { programId: `p-${n}` })], hasNextPage: true }),
    ],
    ['do not say whether they are the last', 'MISSING', () => ({ items: [] })],
  ] as const)('that %s are not all there is', async (_, code, said) => {
    const served = await endpoint((path, url) => {
      const list = said(Number(url.searchParams.get('pageNumber')));
      return { ...(path === '/programs' ? json(list) : page([])), afterMs: 0 };
    });
    const reading = await served.connect({ patience: atOnce }).readCatalogue(nothingKept);
    expect(reading.complete).toBe(false);
    expect(reading.issues.map((issue) => issue.code)).toEqual([code]);
  });
});

describe('an id that would lead elsewhere', () => {
  it.each(['../persons/me', 'a/b', 'x?y=1', '', 'ï', '.', 'a'.repeat(129)])(
    'is followed nowhere: %j',
    async (courseId) => {
      const at = await open({
        lists: { courses: [school.dikes(5, { courseId }), school.tides(5)] },
      });
      const reading = await at.read();
      expect(idsOf(reading)).toEqual([ids.tidesOnline, ids.waterFromSeptember]);
      expect(reading.complete).toBe(false);
      expect(at.asked.filter((url) => /persons|\/a\/b|y=1|%/.test(url))).toEqual([]);
    },
  );
});
