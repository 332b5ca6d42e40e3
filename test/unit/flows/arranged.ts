/** Three records of three kinds, and how lists of them are asked for. */
import { randomBytes } from 'node:crypto';
import { recordKey } from '../../../src/base/index.js';
import type { Page, PageAsk } from '../../../src/flows/index.js';
import { pairwiseFor } from '../../../src/identity/index.js';
import type { RecordVersion } from '../../../src/records/index.js';
import { noor, roc } from '../../fixtures/people.js';
import { grant, type ResultChange, result } from '../../fixtures/records.js';
import { readingOf } from './reading-of.js';

export const keys = { pairwise: randomBytes(32) };
export const ids = pairwiseFor(keys)(noor);

export const record = (
  key: string,
  change: ResultChange & { readonly title?: string },
): RecordVersion => {
  const { title = key, core, ...rest } = change;
  return result({
    ...rest,
    key: recordKey(key),
    core: { title: [{ language: 'nl', value: title }], ...core },
    credits: { retakeGroup: key, ...rest.credits },
  });
};
export const geo = record('geo', {
  title: 'Gezondheidsgeografie',
  receivedAt: '2026-04-03T08:00:00.000Z',
  core: { issuedOn: '2026-03-31' },
  credits: { load: { unit: 'EC', amount: '2.5' } },
});
export const bio = record('bio', {
  title: 'biologie',
  receivedAt: '2026-04-04T08:00:00.000Z',
  core: { issuedOn: '2026-01-31' },
  assessment: { pass: 'FAILED', score: '4.8' },
  credits: { load: { unit: 'EC', amount: '10' }, earning: 'NOT_PASSED' },
});
export const zorg = record('zorg', {
  title: 'Zorg en welzijn',
  receivedAt: '2026-04-02T08:00:00.000Z',
  core: { recordType: 'DIPLOMA', issuedOn: '2025-07-01', institution: { id: roc, name: [] } },
  credits: { load: { unit: 'SBU', amount: '240' } },
});
export const records = [geo, bio, zorg];

export const all = grant({
  scope: [{}],
  includeFuture: true,
  facets: ['core', 'assessment', 'credits'],
});
export const credited = { ...all, facets: ['core', 'credits'] as const };
export const coreOnly = { ...all, facets: ['core'] as const };
export const everything = () => readingOf([all], records);

export const asks = (change: Partial<PageAsk> = {}): PageAsk => ({
  first: 50,
  filter: {},
  orderBy: { field: 'ISSUED_ON', descending: false },
  ...change,
});
export const by = (field: PageAsk['orderBy']['field'], descending = false) => ({
  orderBy: { field, descending },
});
export const keysIn = (page: Page) => page.records.map(({ record: { key } }) => key);
