import { Fault, type InstitutionId } from '../base/index.js';
import {
  associationIn,
  keysOfAssociation,
  onBase,
  type PatchBase,
  patchedBy,
} from '../institutions/index.js';
import { readInbox } from '../pod/index.js';
import type { SourceDelivery } from '../records/index.js';
import type { Workshop } from './house.js';
import { deskOf, type Stored } from './stored-records.js';

type Reading = Pick<Workshop, 'institutions'> & {
  readonly build: Pick<Workshop['build'], 'fetch'>;
};

/** An association of this institution as it stands in the pod, by the delivery that said it last. */
export async function standingAssociation(
  shop: Reading,
  storage: string,
  stored: Pick<Stored, 'records'> | undefined,
  asked: { readonly institution: InstitutionId; readonly id: string },
): Promise<PatchBase | undefined> {
  const keys = new Set(keysOfAssociation(deskOf(shop, asked.institution), asked.id));
  const latest = (stored?.records ?? [])
    .filter(({ key, status }) => keys.has(key) && status === 'CURRENT')
    .toSorted((a, b) => (a.receivedAt < b.receivedAt ? 1 : -1))[0];
  if (latest === undefined) return undefined;
  const [delivery] = await readInbox(shop.build, storage, asked.institution, [latest.delivery]);
  return delivery && associationIn(delivery, asked.id);
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
  storage: string,
  stored: ReadonlyMap<InstitutionId, Stored>,
  deliveries: readonly SourceDelivery[],
): Promise<readonly SourceDelivery[]> {
  const whole: SourceDelivery[] = [];
  for (const delivery of deliveries) {
    const { institution } = delivery;
    const id = patchedBy(delivery);
    if (id === undefined || isWritten(stored, delivery)) {
      whole.push(delivery);
      continue;
    }
    const before = whole
      .toReversed()
      .filter((one) => one.institution === institution)
      .map((one) => associationIn(one, id))
      .find((found) => found !== undefined);
    const base =
      before ??
      (await standingAssociation(shop, storage, stored.get(institution), { institution, id }));
    if (base === undefined) throw new Fault('SourceMalformed', 'a patch of what is not there');
    whole.push(onBase(delivery, base));
  }
  return whole;
}
