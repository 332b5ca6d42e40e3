import { describe, expect, it } from 'vitest';
import { isOfConnection, retryAfterOf, sourceProblemOf } from '../../../src/institutions/index.js';
import { association } from '../../fixtures/oeapi-v5.js';
import { fromCatalogue, listed, pages, paperSchool, type Said, samira } from './paper-school.js';

/** Why nothing of Samira came from a school that says this of her, or of a course of hers. */
async function failureAt(said: Said, isCourse = false): Promise<unknown> {
  const { clock, connect } = paperSchool((path) => {
    if (path === pages) return isCourse ? listed([association()]) : said;
    return isCourse && path.startsWith('/courses/') ? said : fromCatalogue(path);
  });
  const reading = connect({ budgetMs: 300_000 }).readLearner(samira, 'row-1');
  return clock.until(reading.catch((error: unknown) => error));
}

// biome-ignore format: a table is read in columns
const failures = [
  // a school that            says                 of her list  of a course of hers
  ['gives no answer',         { how: 'drop' },      true,       false],
  ['is out of order',         { status: 503 },      true,       false],
  ['stands behind a wall',    { status: 502 },      true,       false],
  ['asks for less',           { status: 429 },      true,       true],
  ['does not know us',        { status: 401 },      true,       false],
  ['keeps one from us',       { status: 403 },      false,      false],
  ['stumbles over it',        { status: 500 },      false,      false],
  ['says what is no page',    { body: 'x', headers: { 'content-type': 'text/html' } }, false, false],
] as const;

describe('whether the way to a school fails, for whatever is asked', () => {
  it.each(failures)('of one that %s (%j): %s, and %s', async (_, said, ofList, ofCourse) => {
    const [list, course] = [await failureAt(said), await failureAt(said, true)];
    expect([isOfConnection(list), isOfConnection(course)]).toEqual([ofList, ofCourse]);
    expect(sourceProblemOf(course)).toBe(sourceProblemOf(list));
  });

  it('is so of one that says nothing for as long as we have', async () => {
    const { clock, connect } = paperSchool(() => ({ how: 'hang' }));
    const reading = connect({ budgetMs: 5000 }).readLearner(samira, 'row-1');
    const failure = await clock.until(reading.catch((error: unknown) => error));
    expect([sourceProblemOf(failure), isOfConnection(failure)]).toEqual(['NO_ANSWER', true]);
  });

  it('changes nothing of how long it asks to be left alone', async () => {
    const busy = { status: 503, headers: { 'retry-after': '90' } };
    expect(retryAfterOf(await failureAt(busy, true))).toBe(90_000);
  });
});
