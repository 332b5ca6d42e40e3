import { isLearnersWord, ownSource } from '../records/index.js';
import type { ReadableRecord, Reading } from './reading.js';

/** The learner's own route, where this reading shows one: what others wrote under that name is none. */
export function routeIn({ records }: Pick<Reading, 'records'>): ReadableRecord | undefined {
  const routes = records.filter(
    ({ core, status }) =>
      core.recordType === 'ROUTE' &&
      status === 'CURRENT' &&
      core.institution.id === ownSource.id &&
      isLearnersWord(core),
  );
  return routes.toSorted((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1))[0];
}
