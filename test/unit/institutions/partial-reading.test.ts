import { describe, expect, it } from 'vitest';
import { sourceProblemOf } from '../../../src/institutions/index.js';
import { association, courseOffering } from '../../fixtures/oeapi-v5.js';
import { fromCatalogue, listed, pages, paperSchool, type Said, samira } from './paper-school.js';

const numbered = (n: number, course: string) =>
  association({
    associationId: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    offering: courseOffering({ course }),
  });
const named = (path: string): Said => ({
  body: { courseId: path.slice(9), name: [{ language: 'nl', value: path }] },
});
const numberIn = (url: URL): number => Number(url.searchParams.get('pageNumber'));
const pageNumbers = (reading: { deliveries: readonly { page: { url: string } }[] }) =>
  reading.deliveries.map(({ page }) => numberIn(new URL(page.url)));

const threePages = (path: string, url: URL): Said => {
  const n = numberIn(url);
  if (path === pages) return listed([numbered(n, `c-${n}`), numbered(10 + n, 'shared')], n < 3);
  return path === '/courses/c-2' ? { status: 500 } : named(path);
};

describe('a page that points to what cannot be had', () => {
  it('is left out and named, and the others arrive whole', async () => {
    const { clock, connect } = paperSchool(threePages);
    const reading = await clock.until(connect().readLearner(samira, 'row-1'));
    expect(pageNumbers(reading)).toEqual([1, 3]);
    expect(reading.issues).toEqual([{ code: 'LOOKUP_FAILED', path: 'pageNumber=2' }]);
    expect(reading).toMatchObject({ complete: false, problem: 'NO_ANSWER' });
    expect(reading.deliveries.map(({ lookups }) => lookups.length)).toEqual([2, 2]);
  });

  it('does not cost a later page what it had in common with it', async () => {
    const { asked, clock, connect } = paperSchool((path, url) => {
      const n = numberIn(url);
      // the first page fails on its first course; of the others it never came to ask
      if (path === pages) {
        const own = n === 1 ? ['bad', 'x-1', 'x-2', 'x-3', 'x-4', 'x-5', 'x-6', 'x-7'] : ['x-7'];
        return listed(
          own.map((course, at) => numbered(100 * n + at, course)),
          n < 2,
        );
      }
      return path === '/courses/bad' ? { status: 500 } : named(path);
    });
    const reading = await clock.until(connect().readLearner(samira, 'row-1'));
    expect(pageNumbers(reading)).toEqual([2]);
    expect(asked.filter((path) => path === '/courses/x-7')).toHaveLength(1);
  });

  it('is never read with a hole in it: alone, it is a failure', async () => {
    const { clock, connect } = paperSchool((path) =>
      path === pages ? listed([association()]) : { status: 503 },
    );
    const run = connect().readLearner(samira, 'row-1');
    const failure = await clock.until(run.catch((error: unknown) => error));
    expect(failure).toMatchObject({ name: 'Fault', kind: 'SourceUnreachable' });
    expect(sourceProblemOf(failure)).toBe('BUSY');
  });
});

describe('a page that fails', () => {
  // biome-ignore format: a table is read in columns
  const failures = [
    ['is out of order',    { status: 500 },           'NO_ANSWER'],
    ['is no page',         { body: [] },              'UNREADABLE'],
    ['never comes',        { how: 'hang' },           'NO_ANSWER'],
    ['is not for us',      { status: 403 },           'REFUSED'],
  ] as const;
  it.each(failures)('since it %s (%j) costs what comes after it only', async (_, said, problem) => {
    const { clock, connect } = paperSchool((path, url) => {
      if (path !== pages) return fromCatalogue(path);
      return numberIn(url) === 3 ? said : listed([numbered(numberIn(url), 'gone')], true);
    });
    const reading = await clock.until(connect().readLearner(samira, 'row-1'));
    expect(pageNumbers(reading)).toEqual([1, 2]);
    expect(reading.issues).toEqual([{ code: 'PAGE_FAILED', path: 'pageNumber=3' }]);
    expect(reading).toMatchObject({ complete: false, problem });
  });

  it('costs no more than the time of a run', async () => {
    const { clock, connect } = paperSchool((path, url) =>
      path === pages && numberIn(url) === 1 ? listed([numbered(1, 'x')], true) : { how: 'hang' },
    );
    const started = clock.ms();
    const run = connect({ budgetMs: 5000 }).readLearner(samira, 'row-1');
    const failure = await clock.until(run.catch((error: unknown) => error));
    expect(sourceProblemOf(failure)).toBe('NO_ANSWER');
    expect(clock.ms() - started).toBe(5000);
  });
});

describe('a reading', () => {
  it('of all there is, is complete', async () => {
    const { clock, connect } = paperSchool((path) =>
      path === pages ? listed([association()]) : fromCatalogue(path),
    );
    const reading = await clock.until(connect().readLearner(samira, 'row-1'));
    expect(reading).toMatchObject({ complete: true, issues: [] });
  });

  it('that was cut is not', async () => {
    const { clock, connect } = paperSchool((path) =>
      path === pages ? { body: { items: [] } } : fromCatalogue(path),
    );
    const reading = await clock.until(connect().readLearner(samira, 'row-1'));
    expect(reading).toMatchObject({ complete: false, issues: [{ code: 'MISSING' }] });
    expect(reading).not.toHaveProperty('problem');
  });
});
