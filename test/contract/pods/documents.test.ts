import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { seed } from '../../fixtures/properties.js';
import { grant, result } from '../../fixtures/records.js';
import { someWorld } from '../../fixtures/worlds.js';
import { full, podOf } from './examples.js';
import { shapeAt, wrongs } from './linked-data.js';
import { here, paperPod } from './paper-pod.js';

type Paper = ReturnType<typeof paperPod>;

/** What is wrong with each document, by its path; an unknown place is wrong too. */
async function wrongsOf(pod: Paper): Promise<readonly string[]> {
  const found: string[] = [];
  for (const { at, path, body } of pod.written()) {
    const shape = shapeAt(path);
    if (shape === 'bytes of a school') continue;
    const wrong = shape === undefined ? ['no shape'] : await wrongs(body, at, shape);
    found.push(...wrong.map((what) => `${path}: ${what}`));
  }
  return found;
}

test('a pod with every kind of document, and every member in use, keeps to the shapes', async () => {
  const pod = await podOf([
    full,
    result({ credits: { earning: 'NOT_PASSED' }, assessment: { pass: 'FAILED' } }),
    result({ version: 3, status: 'WITHDRAWN', without: ['credits', 'evidence', 'special'] }),
  ]);
  expect(pod.written()).toHaveLength(1 + 2 + 8 + 1 + 1 + 1 + 6);
  expect(await wrongsOf(pod)).toEqual([]);
});

test('a pod with nothing in it yet keeps to the shapes', async () => {
  const pod = paperPod();
  await pod.open({});
  await pod.show(here(grant()), [], {});
  expect(await wrongsOf(pod)).toEqual([]);
});

test(`what is written of any learner and any consent keeps to the shapes (seed ${seed})`, async () => {
  const worlds = fc.sample(someWorld, { seed, numRuns: 24 });
  for (const { grants, records, person } of worlds) {
    const pod = paperPod();
    await pod.open(person);
    await pod.write(records);
    for (const [n, one] of grants.entries()) {
      const agreed = here({ ...one, version: n + 1 });
      await pod.show(agreed, records, person);
      await pod.agree(agreed);
    }
    expect(await wrongsOf(pod)).toEqual([]);
  }
});
