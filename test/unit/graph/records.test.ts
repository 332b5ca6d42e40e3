import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { Fault, recordKey } from '../../../src/base/index.js';
import type { ReadableRecord } from '../../../src/flows/index.js';
import { ResultType } from '../../../src/graph/record-types.js';
import { result } from '../../fixtures/records.js';

it('a facet that fails while nobody waits for it any more ends nothing', async () => {
  const missing = new Fault('PodUnreachable', 'a bundle of the index is gone');
  const { key, version, status, receivedAt, facets } = result({ key: recordKey('a') });
  const record: ReadableRecord = {
    key,
    version,
    status,
    receivedAt,
    core: facets.core,
    shows: () => true,
    peek: () => Promise.reject(missing),
    facet: () => Promise.reject(missing),
    signed: () => Promise.reject(missing),
    digest: () => Promise.reject(missing),

    evidence: async () => ({ shared: false }),
  };
  const unheard: unknown[] = [];
  const hear = (error: unknown) => unheard.push(error);
  process.on('unhandledRejection', hear);
  const waitedFor = new ResultType(
    record,
    'an id',
    () => [],
    async () => [],
  ).assessment();
  void new ResultType(
    record,
    'an id',
    () => [],
    async () => [],
  ).credits();
  await expect(waitedFor).rejects.toBe(missing);
  await sleep(20);
  process.off('unhandledRejection', hear);
  expect(unheard).toEqual([]);
});
