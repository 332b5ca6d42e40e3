import { defineEntity, p } from '@mikro-orm/core';

/** Something a learner entered themselves: which record it is, of what kind, and what the pod calls it. */
export const OwnEntryRow = defineEntity({
  name: 'OwnEntryRow',
  tableName: 'own_entry',
  properties: {
    learnerId: p.uuid().primary(),
    recordKey: p.text().primary(),
    kind: p.text(),
    sourceId: p.text(),
  },
});
/** A change that was asked, by a hash of the key it was asked with. */
export const OwnChangeRow = defineEntity({
  name: 'OwnChangeRow',
  tableName: 'own_change',
  properties: {
    learnerId: p.uuid().primary(),
    keyHash: p.text().primary(),
    recordKey: p.text(),
    at: p.datetime(6),
  },
});
