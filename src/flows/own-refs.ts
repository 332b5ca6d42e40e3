import type { OwnEntryRef } from '../ledger/index.js';
import { ownEntryKinds, ownSource, type RecordVersion } from '../records/index.js';

/** What of these a learner entered themselves, each once: they can go on with it. */
export function ownRefsIn(records: readonly RecordVersion[]): readonly OwnEntryRef[] {
  const refs = records.flatMap(({ key: record, facets: { core, identifiers } }) => {
    const kind = ownEntryKinds.find((one) => one === core.recordType);
    const isOwn = core.institution.id === ownSource.id && core.assertedBy === 'SELF';
    return kind === undefined || !isOwn ? [] : [{ record, kind, sourceId: identifiers.sourceId }];
  });
  return [...new Map(refs.map((ref) => [ref.record, ref])).values()];
}
