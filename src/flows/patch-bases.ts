import { Fault, type InstitutionId, type RecordKey } from '../base/index.js';
import {
  associationIn,
  keysOfAssociation,
  onBase,
  type PatchBase,
  patchedBy,
  resultTouchedBy,
  withoutResult,
} from '../institutions/index.js';
import type { LearnerRow } from '../ledger/index.js';
import { readInbox } from '../pod/index.js';
import type { SourceDelivery } from '../records/index.js';
import { markOf } from './archive-tools.js';
import type { Workshop } from './house.js';
import { asItCame } from './result-signature.js';
import { deskOf, type Stored, saidIn } from './stored-records.js';

type Reading = Pick<Workshop, 'institutions' | 'ledger' | 'fingerprint'> & {
  readonly build: Pick<Workshop['build'], 'fetch'>;
};
/** Whose pod it is. */
type Owner = Pick<LearnerRow, 'id' | 'storage'>;

interface Asked {
  readonly institution: InstitutionId;
  /** Of an association. */
  readonly id: string;
}

interface FoundBase {
  readonly base: PatchBase;
  /** Its result is in another there. */
  readonly isJoined: boolean;
}

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

/** In the bytes that came to us, where we know them. */
async function asItCameTo(
  shop: Reading,
  owner: Owner,
  institution: InstitutionId,
  id: string,
): Promise<SourceDelivery | undefined> {
  const [delivery] = await readInbox(shop.build, owner.storage, institution, [id]);
  if (delivery === undefined) return undefined;
  const known = (await shop.ledger.deliveries.taken(owner.id)).get(id);
  const isOther = known !== undefined && known.mark !== markOf(shop, owner, delivery);
  return isOther ? undefined : asItCame(delivery);
}

/**
 * An association of this institution as it stands in the pod, by the delivery that said it last. Bytes that are not those
 * that came to us are nobody's word to go on from.
 */
export async function standingAssociation(
  shop: Reading,
  owner: Owner,
  stored: Pick<Stored, 'records' | 'deliveries'> | undefined,
  asked: Asked,
): Promise<FoundBase | undefined> {
  const keys = keysOfAssociation(deskOf(shop, asked.institution), asked.id);
  const latest = lastOf(stored, new Set(keys));
  if (latest === undefined) return undefined;
  const delivery = await asItCameTo(shop, owner, asked.institution, latest);
  const found = delivery && associationIn(delivery, asked.id);
  if (delivery === undefined || found === undefined) return undefined;
  const last = stored?.records.findLast(({ key }) => key === keys[1]);
  const isJoined = patchedBy(delivery) === undefined && isAbsorbed(shop, delivery, keys[1]);
  // Taken away by itself: whatever said it before, no patch brings it back by saying nothing of it.
  const isGone = last?.status === 'WITHDRAWN' && !isJoined;
  const association = isGone ? withoutResult(found.association) : found.association;
  return { base: { ...found, association }, isJoined };
}

/** Whether a delivery has this result in another, with which it was joined. */
const isAbsorbed = (shop: Reading, delivery: SourceDelivery, result: RecordKey): boolean =>
  saidIn(shop, delivery).withdrawn?.includes(result) === true;

/** Whether the pod's index has it: all of it was written before. */
export const isWritten = (
  stored: ReadonlyMap<InstitutionId, Pick<Stored, 'deliveries'>>,
  { id, institution }: SourceDelivery,
): boolean => stored.get(institution)?.deliveries.some((known) => known.id === id) === true;

function baseAmong(
  shop: Reading,
  earlier: readonly SourceDelivery[],
  { institution, id }: Asked,
): FoundBase | undefined {
  const [, result] = keysOfAssociation(deskOf(shop, institution), id);
  for (const one of earlier.toReversed()) {
    const base = associationIn(one, id);
    if (base === undefined) continue;
    return { base, isJoined: patchedBy(one) === undefined && isAbsorbed(shop, one, result) };
  }
  return undefined;
}

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
    const earlier = whole.filter(
      (one) => one.institution === institution && !isWritten(stored, one),
    );
    const found =
      baseAmong(shop, earlier, { institution, id }) ??
      (await standingAssociation(shop, owner, stored.get(institution), { institution, id }));
    if (found === undefined) throw new Fault('SourceMalformed', 'a patch of what is not there');
    const { base, isJoined } = found;
    // What gives no result changes none that is in another.
    const isApart = isJoined && resultTouchedBy(delivery, deskOf(shop, institution)) !== undefined;
    const association = isApart ? withoutResult(base.association) : base.association;
    whole.push(onBase(delivery, { ...base, association }));
  }
  return whole;
}
