import { describe, expect, it } from 'vitest';
import { validatorIn } from '../../../src/institutions/oeapi/validator.js';
import { association } from '../../fixtures/oeapi-v5.js';
import { fromCatalogue, listed, pages, paperSchool, type Said, samira } from './paper-school.js';

const one = (n: number) =>
  association({ associationId: `0000000${n}-aaaa-4aaa-8aaa-aaaaaaaaaaaa` });
const numberOf = (url: URL): number => Number(url.searchParams.get('pageNumber'));

/** Two pages of Samira, each with a tag of its own, at a school that heeds what is asked of it. */
function school(tags: (string | undefined)[] = ['"een"', 'W/"twee"']) {
  const heard: (string | null)[] = [];
  let unasked = false;
  const paper = paperSchool(() => ({}));
  const fetch: typeof globalThis.fetch = async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const asked = new Headers(init?.headers).get('if-none-match');
    heard.push(asked);
    const tag = tags[numberOf(url) - 1];
    if (unasked || (asked !== null && asked === tag)) return new Response(null, { status: 304 });
    const type = { 'content-type': 'application/json' };
    if (url.pathname !== pages) return new Response('{}', { status: 404, headers: type });
    const body = { items: [one(numberOf(url))], hasNextPage: numberOf(url) === 1 };
    const headers = { ...type, ...(tag !== undefined && { etag: tag }) };
    return new Response(JSON.stringify(body), { headers });
  };
  const connect = () => paper.connect({ fetch });
  return { clock: paper.clock, connect, heard, tags, sayNothing: () => void (unasked = true) };
}
const reads = async (at: ReturnType<typeof school>, connection = at.connect()) =>
  at.clock.until(connection.readLearner(samira, 'row-1'));

describe('what a school says it is known again by', () => {
  it('is kept of every page, as it came', async () => {
    const { complete, seen } = await reads(school());
    expect(complete).toBe(true);
    expect(seen?.lists.map(({ pages: all }) => all)).toEqual([
      [{ etag: '"een"' }, { etag: 'W/"twee"' }],
    ]);
  });

  it('is nothing where it does not say so of every page', async () => {
    expect((await reads(school(['"een"', undefined]))).seen).toBe(undefined);
    expect((await reads(school([undefined, undefined]))).seen).toBe(undefined);
    expect((await reads(school(['"een"', `"${'x'.repeat(300)}"`]))).seen).toBe(undefined);
  });

  it('says that all is as it was only once every page says so', async () => {
    const at = school();
    const connection = at.connect();
    const { seen } = await reads(at, connection);
    if (seen === undefined) throw new Error('nothing was said');
    const isStill = () => at.clock.until(connection.isUnchanged(samira, seen));
    at.heard.length = 0;
    expect(await isStill()).toBe(true);
    expect(at.heard).toEqual(['"een"', 'W/"twee"']);
    at.tags[1] = '"anders"';
    expect(await isStill()).toBe(false);
    const elsewhere = { ...seen, connector: 'another' };
    expect(await at.clock.until(connection.isUnchanged(samira, elsewhere))).toBe(false);
  });

  it('is not believed of whoever was not asked: such an answer is no page, and nothing is gone by it', async () => {
    const at = school();
    at.sayNothing();
    await expect(reads(at)).rejects.toMatchObject({ problem: 'UNREADABLE' });
  });
});

describe('a school that cannot say whether all is as it was', () => {
  const once = { tries: 1, backoffMs: 1, longestRetryAfterMs: 1 };
  /** Of two pages; from then on only what is said here of the first or the second. */
  async function since(said: Said, at: 1 | 2, failures = 50) {
    let isLater = false;
    const paper = paperSchool((path, url) => {
      if (isLater && numberOf(url) === at) return said;
      if (isLater) return { status: 304 };
      const first = { ...listed([one(numberOf(url))], numberOf(url) === 1) };
      return path === pages
        ? { ...first, headers: { etag: `"${numberOf(url)}"` } }
        : fromCatalogue(path);
    });
    const connection = paper.connect({}, { retry: once, breaker: { failures, pauseMs: 5000 } });
    const { seen } = await paper.clock.until(connection.readLearner(samira, 'row-1'));
    if (seen === undefined) throw new Error('nothing was said');
    isLater = true;
    return paper.clock.until(connection.isUnchanged(samira, seen));
  }

  it.each([1, 2] as const)('of page %i is read whole', async (at) => {
    for (const status of [500, 503, 403, 404]) expect(await since({ status }, at)).toBe(false);
    expect(await since({ how: 'drop' }, at)).toBe(false);
  });

  it('is asked no more where it has enough of us, or is left alone by now', async () => {
    const tooMuch = { status: 429, headers: { 'retry-after': '90' } };
    await expect(since(tooMuch, 1)).rejects.toMatchObject({ retryAfterMs: 90_000 });
    await expect(since({ status: 502 }, 1, 1)).rejects.toMatchObject({ problem: 'NO_ANSWER' });
  });
});

const timeAt = (second: number) => new Date(Date.UTC(2026, 10, 25, 12, 0, second)).toUTCString();
const said = (lastModified: string, more: Record<string, string>) =>
  validatorIn(new Headers({ 'last-modified': lastModified, ...more }));

describe('the day that a school says a page last changed', () => {
  it('is kept by itself only where that is a minute ago: within a second it may have changed twice', () => {
    expect(said(timeAt(0), { date: timeAt(60) })).toEqual({ lastModified: timeAt(0) });
    expect(said(timeAt(0), { date: timeAt(59) })).toBe(undefined);
    expect(said(timeAt(0), { date: timeAt(0) })).toBe(undefined);
    expect(said(timeAt(60), { date: timeAt(0) })).toBe(undefined);
  });

  it('is nothing by itself where the school does not say what time it is, or says it in no words', () => {
    expect(said(timeAt(0), {})).toBe(undefined);
    expect(said(timeAt(0), { date: 'straks' })).toBe(undefined);
    expect(said('gisteren', { date: timeAt(60) })).toBe(undefined);
  });

  it('is kept beside a tag, which tells two versions of one second apart', () => {
    expect(said(timeAt(0), { etag: '"een"' })).toEqual({ etag: '"een"', lastModified: timeAt(0) });
  });
});

it('a school that is left alone says for how long, and whether it may be asked', async () => {
  const paper = paperSchool(() => ({ status: 502 }));
  const patience = {
    breaker: { failures: 1, pauseMs: 5000 },
    retry: { tries: 1, backoffMs: 1, longestRetryAfterMs: 1 },
  };
  const connection = paper.connect({}, patience);
  expect(connection.pausedMs()).toBe(0);
  const reading = paper.clock.until(connection.readLearner(samira, 'row-1'));
  await expect(reading).rejects.toMatchObject({ problem: 'NO_ANSWER' });
  expect(connection.pausedMs()).toBe(5000);
  paper.clock.skip(5000);
  expect(connection.pausedMs()).toBe(0);
});

it('how long a school asks to be left alone is handed on with what came before', async () => {
  const paper = paperSchool((_path, url) =>
    numberOf(url) === 2
      ? { status: 503, headers: { 'retry-after': '90' } }
      : listed([], numberOf(url) === 1),
  );
  const retry = { tries: 1, backoffMs: 1, longestRetryAfterMs: 1 };
  const connection = paper.connect({}, { retry });
  const reading = await paper.clock.until(connection.readLearner(samira, 'row-1'));
  expect(reading).toMatchObject({ problem: 'BUSY', retryAfterMs: 90_000, complete: false });
});
