import { authorisedView, type Grant, grantsIn, planShows } from '../../../src/consent/index.js';
import { Notes, type ReadableRecord, type Reading } from '../../../src/flows/reading.js';
import type { RecordFacets, RecordVersion } from '../../../src/records/index.js';
import { planOf, viewsOf } from '../../fixtures/records.js';

/** What Noor reads under these grants: no pod and no database, the plan and the view are the real ones. */
export function readingOf(
  grants: readonly Grant[],
  records: readonly RecordVersion[],
  version = 'view-1',
): Reading {
  const plan = planOf(grants);
  const notes = new Notes();
  const view = authorisedView(viewsOf(plan, records));
  return {
    learner: plan.learner,
    purpose: plan.purpose,
    grants: grantsIn(plan),
    validUntil: new Map(),
    epoch: plan.epoch,
    version,
    partial: false,
    claims: view.claims,
    records: view.records.map(
      ({ facets, shared, signed: _place, digest, ...record }): ReadableRecord => {
        const contents: {
          readonly [F in keyof RecordFacets]?: NonNullable<RecordFacets[F]> | undefined;
        } = facets;
        return {
          ...record,
          core: facets.core,
          shows: (facet) => shared.has(facet),
          signed: async () => ({ shared: false }),
          digest: () => digest,
          evidence: async () => ({ shared: false }),
          peek: async (name) =>
            shared.has(name) ? { shared: true, content: contents[name] } : { shared: false },
          facet: async (name) => {
            if (!shared.has(name)) return { shared: false };
            notes.record(record.key, name);
            return { shared: true, content: contents[name] };
          },
        };
      },
    ),
    shows: (facet) => planShows(plan, facet),
    person: async () => ({ shared: false }),
    notes,
  };
}
