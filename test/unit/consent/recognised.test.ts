/** A recognition in what somebody is shown: it names what counts only where that is shown too. */
import { expect, it } from 'vitest';
import { grantId, recordKey } from '../../../src/base/index.js';
import { authorisedView, buildView } from '../../../src/consent/index.js';
import { type RecordVersion, withoutRecognised } from '../../../src/records/index.js';
import { recognitionOf } from '../../fixtures/recognitions.js';
import { gezondheid, grant, planOf, result, viewsOf } from '../../fixtures/records.js';

const { core: known } = result().facets;
const recognition = (change: Partial<RecordVersion> = {}, words = {}): RecordVersion => {
  const what = { key: gezondheid, title: known.title };
  const { key, facets } = recognitionOf(known.institution, 'b', what, words);
  const receivedAt = '2026-11-01T10:00:00Z';
  return { key, version: 1, status: 'CURRENT', receivedAt, delivery: 'd', facets, ...change };
};
const certificates = grant({
  id: grantId('certificates'),
  scope: [{ types: ['CERTIFICATE'] }],
  includeFuture: true,
});
const all = grant({
  id: grantId('all'),
  scope: [{ types: ['CERTIFICATE', 'RESULT'] }],
  includeFuture: true,
});
const shownBy = (terms: typeof all, records: readonly RecordVersion[]) =>
  buildView(terms, records, {}).records.find(({ facets }) => facets.core.recognition !== undefined);

it('names what counts where that is shown beside it', () => {
  const { core } = shownBy(all, [result(), recognition()])?.facets ?? {};
  expect(core?.recognition?.record).toBe(gezondheid);
  expect(core?.title[0]?.value).toBe('Telt mee: Gezondheidsgeografie voor Bachelor Verpleegkunde');
});

it('names it in no view without it, not in its title and not in a word', () => {
  const shown = shownBy(certificates, [result(), recognition()]);
  expect(shown?.facets.core).toEqual(withoutRecognised(recognition().facets.core));
  expect(JSON.stringify(shown)).not.toMatch(/Gezondheidsgeografie|gezondheidsgeografie-1/);
  expect(shown?.facets.core.recognition?.programmeTitle).toHaveLength(1);
});

it('is the same view whether or not what counts is there', () => {
  const alone = shownBy(certificates, [recognition()]);
  expect(shownBy(certificates, [result(), recognition()])).toEqual(alone);
  expect(shownBy(all, [recognition()])).toEqual(alone);
});

it('that another thing counts in its place is no news to whoever sees neither', () => {
  const before = recognition({ status: 'SUPERSEDED' });
  const { facets, ...moved } = recognition({ version: 2, receivedAt: '2026-11-09T10:00:00Z' });
  const { core } = recognitionOf(known.institution, 'b', {
    key: recordKey('another'),
    title: [{ language: 'nl', value: 'Iets anders' }],
  }).facets;
  const after: RecordVersion = { ...moved, facets: { ...facets, core } };
  expect(shownBy(certificates, [before, after])).toMatchObject({
    version: 1,
    receivedAt: before.receivedAt,
  });
});

it('of two grants neither takes away what the other names', () => {
  const grants = [all, certificates];
  for (const some of [grants, grants.toReversed()]) {
    const read = viewsOf(planOf(some), [result(), recognition()], {});
    const found = authorisedView(read).records.find(({ key }) => key !== gezondheid);
    expect(found?.facets.core.recognition?.record).toBe(gezondheid);
    expect(found?.facets.core.title[0]?.value).toContain('Gezondheidsgeografie');
  }
});
