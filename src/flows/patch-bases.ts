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

/** What a patch is put on, and the delivery that said it. */
interface FoundBase {
  readonly base: PatchBase;
  /** Absent: what is left of that is by nobody whom one could hold to it. */
  readonly of?: string;
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

/**
 * An association of this institution as it stands in the pod, by the delivery that said it last. Bytes that are not those
 * that came to us are nobody's word to go on from.
 */
export async function standingAssociation(
  shop: Reading,
  owner: Owner,
  stored: Pick<Stored, 'records' | 'deliveries'> | undefined,
  asked: { readonly institution: InstitutionId; readonly id: string },
): Promise<FoundBase | undefined> {
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
  if (found === undefined) return undefined;
  if (last?.status !== 'WITHDRAWN') return { base: found, of: latest };
  // Taken away by itself: whatever said it before, no patch brings it back by saying nothing of it.
  const { result: _gone, ...rest } = found.association;
  return { base: { ...found, association: rest } };
}

/** Whether the pod's index has it: all of it was written before. */
export const isWritten = (
  stored: ReadonlyMap<InstitutionId, Pick<Stored, 'deliveries'>>,
  { id, institution }: SourceDelivery,
): boolean => stored.get(institution)?.deliveries.some((known) => known.id === id) === true;

export interface WithBases {
  readonly deliveries: readonly SourceDelivery[];
  /** Of the patches among them those that are their institution's word, with what they were put on. */
  readonly ownWords: ReadonlySet<string>;
}

/** What comes to a pod, in order. */
export interface Coming {
  readonly deliveries: readonly SourceDelivery[];
  /** Of those what comes back in an archive: as it was, with whatever was put beside it. */
  readonly brought: ReadonlySet<SourceDelivery>;
}

/** What came just before it, and is not written: what was written stands in the pod with all it says. */
function baseAmong(
  { deliveries, brought }: Coming,
  { institution }: SourceDelivery,
  id: string,
): FoundBase | undefined {
  for (const one of deliveries.toReversed()) {
    if (one.institution !== institution) continue;
    const base = associationIn(one, id);
    if (base !== undefined) return brought.has(one) ? { base } : { base, of: one.id };
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
  { deliveries, brought }: Coming,
): Promise<WithBases> {
  const whole: SourceDelivery[] = [];
  const ownWords = new Set<string>();
  for (const delivery of deliveries) {
    const { institution } = delivery;
    const id = patchedBy(delivery);
    // One that comes back from an archive has its base already.
    if (id === undefined || delivery.lookups.length > 0 || isWritten(stored, delivery)) {
      whole.push(delivery);
      continue;
    }
    const unwritten = whole.filter((one) => !isWritten(stored, one));
    const found =
      baseAmong({ deliveries: unwritten, brought }, delivery, id) ??
      (await standingAssociation(shop, owner, stored.get(institution), { institution, id }));
    if (found === undefined) throw new Fault('SourceMalformed', 'a patch of what is not there');
    if (await shop.ledger.deliveries.putOn(owner.id, delivery.id, found.of)) {
      ownWords.add(delivery.id);
    }
    whole.push(onBase(delivery, found.base));
  }
  return { deliveries: whole, ownWords };
}
