import { Fault, type InstitutionId, type RecordKey } from '../base/index.js';
import {
  associationIn,
  keysOfAssociation,
  onBase,
  type PatchBase,
  patchedBy,
} from '../institutions/index.js';
import type { LearnerRow } from '../ledger/index.js';
import { readInbox } from '../pod/index.js';
import type { SourceDelivery } from '../records/index.js';
import { markOf } from './archive-tools.js';
import type { Workshop } from './house.js';
import { asItCame } from './result-signature.js';
import { deskOf, type Stored } from './stored-records.js';

type Reading = Pick<Workshop, 'institutions' | 'ledger' | 'fingerprint'> & {
  readonly build: Pick<Workshop['build'], 'fetch'>;
};
/** Whose pod it is. */
type Owner = Pick<LearnerRow, 'id' | 'storage'>;

/** The delivery that said it last, also where that changed no record; undefined where nothing of it stands any more. */
function lastOf(
  stored: Pick<Stored, 'records' | 'deliveries'> | undefined,
  keys: ReadonlySet<RecordKey>,
): string | undefined {
  const { records = [], deliveries = [] } = stored ?? {};
  const standing = records.filter(({ key, status }) => keys.has(key) && status === 'CURRENT');
  if (standing.length === 0) return undefined;
  const ids = new Set(standing.map(({ delivery }) => delivery));
  return deliveries.findLast(
    ({ id, about }) => ids.has(id) || (about !== undefined && keys.has(about)),
  )?.id;
}

/**
 * An association of this institution as it stands in the pod, by the delivery that said it last. Bytes that are not those
 * that came to us are nobody's word to go on from.
 */
export async function standingAssociation(
  shop: Reading,
  owner: Owner,
  stored: Pick<Stored, 'records' | 'deliveries'> | undefined,
  asked: { readonly institution: InstitutionId; readonly id: string },
): Promise<PatchBase | undefined> {
  const keys = keysOfAssociation(deskOf(shop, asked.institution), asked.id);
  const latest = lastOf(stored, new Set(keys));
  if (latest === undefined) return undefined;
  const { storage, id } = owner;
  const [delivery] = await readInbox(shop.build, storage, asked.institution, [latest]);
  const known = (await shop.ledger.deliveries.taken(id)).get(latest);
  if (delivery === undefined) return undefined;
  if (known !== undefined && known.mark !== markOf(shop, owner, delivery)) return undefined;
  const found = associationIn(asItCame(delivery), asked.id);
  const last = stored?.records.findLast(({ key }) => key === keys[1]);
  if (found === undefined || last?.status !== 'WITHDRAWN') return found;
  // Taken away by itself: whatever said it before, no patch brings it back by saying nothing of it.
  const { result: _gone, attempts: _tries, attemptIds: _ids, ...rest } = found.association;
  return { ...found, association: rest };
}

/** Whether the pod's index has it: all of it was written before. */
export const isWritten = (
  stored: ReadonlyMap<InstitutionId, Pick<Stored, 'deliveries'>>,
  { id, institution }: SourceDelivery,
): boolean => stored.get(institution)?.deliveries.some((known) => known.id === id) === true;

/**
 * Each patch with the association that it is a change of: what came just before it, or what stands in the pod. So it says
 * the same whenever it is read again. What the pod knows already stays as it was written.
 */
export async function withBases(
  shop: Reading,
  owner: Owner,
  stored: ReadonlyMap<InstitutionId, Stored>,
  deliveries: readonly SourceDelivery[],
): Promise<readonly SourceDelivery[]> {
  const whole: SourceDelivery[] = [];
  for (const delivery of deliveries) {
    const { institution } = delivery;
    const id = patchedBy(delivery);
    // One that comes back from an archive has its base already.
    if (id === undefined || delivery.lookups.length > 0 || isWritten(stored, delivery)) {
      whole.push(delivery);
      continue;
    }
    // What was written stands in the pod with all it says; here it would be told without its own base.
    const before = whole
      .toReversed()
      .filter((one) => one.institution === institution && !isWritten(stored, one))
      .map((one) => associationIn(one, id))
      .find((found) => found !== undefined);
    const base =
      before ??
      (await standingAssociation(shop, owner, stored.get(institution), { institution, id }));
    if (base === undefined) throw new Fault('SourceMalformed', 'a patch of what is not there');
    whole.push(onBase(delivery, base));
  }
  return whole;
}
