import type { RecordKey } from '../base/index.js';
import { facetsOf } from '../consent/index.js';
import type { GrantRow } from '../ledger/index.js';
import { type Facet, facets } from '../records/index.js';
import { permitOf } from './as-receiver.js';
import type { Caller, House } from './house.js';
import { ownLearner } from './own-records.js';
import type { Reading } from './reading.js';

/** A grant that shows a record, and which parts of it. */
export interface WhyVisible {
  readonly grant: GrantRow;
  readonly facets: readonly Facet[];
}

/**
 * By which grants somebody can see this record of the learner's own, newest first.
 * @param reading the learner's own.
 * @returns undefined when they have no such record.
 */
export async function whyVisible(
  house: House,
  caller: Caller,
  reading: Reading,
  key: RecordKey,
): Promise<readonly WhyVisible[] | undefined> {
  const { id, webId } = await ownLearner(house, caller);
  const record = reading.records.find((one) => one.key === key);
  if (record === undefined) return undefined;
  reading.notes.record(key, 'core');
  const { core, status } = record;
  const { grants } = house.ledger;
  const { now, ...policy } = await grants.policyBetween(id, [webId]);
  return (await grants.ofLearner(id)).flatMap((grant) => {
    const permit = permitOf(house, { grant, learner: webId, now }, policy);
    const shown = permit && facetsOf(permit, { key, status, core });
    if (shown === undefined || !shown.has('core')) return [];
    return [{ grant, facets: facets.filter((facet) => shown.has(facet)) }];
  });
}
