import { z } from 'zod';
import { present } from '../../base/index.js';
import type { OfferingKind } from '../../records/index.js';
import { documentPath } from './dialect.js';
import {
  askAsLearner,
  askForThem,
  collectionOf,
  type HostWord,
  jsonIn,
  type Speaking,
  stateOf,
} from './enrol.js';
import { envelope } from './pages.js';

/** What is looked for among a learner's own at a host, and whose it is by their own token. */
export interface PlaceSought {
  readonly kind: OfferingKind;
  readonly offeringId: string;
  readonly token: string;
}
/** NONE: the host showed all that this learner has there, and it is not among it. UNKNOWN: it does not show that. */
export type PlaceFound =
  | { readonly kind: 'FOUND'; readonly word: HostWord }
  | { readonly kind: 'NONE' | 'UNKNOWN' };

const id = z.string().min(1).max(200);
const Me = z.looseObject({ personId: id });
const named = z.union([
  id,
  z
    .looseObject({
      offeringId: id.optional(),
      courseOfferingId: id.optional(),
      programmeOfferingId: id.optional(),
    })
    .transform((one) => one.offeringId ?? one.courseOfferingId ?? one.programmeOfferingId),
]);
const offering = named.nullish().catch(undefined);
const Listed = z.looseObject({
  associationId: id.refine((one) => documentPath('associations', one) !== undefined),
  state: z.string().max(200).optional().catch(undefined),
  // By its id, or as a whole; each version and kind has a name for it.
  offering,
  courseOfferingId: offering,
  courseOffering: offering,
  programmeOfferingId: offering,
  programmeOffering: offering,
});

const shown = async (response: Response, label: string): Promise<unknown> => {
  if (response.status === 200) return jsonIn(response, label);
  await response.body?.cancel();
  return undefined;
};

function offeringOf(listed: z.infer<typeof Listed>): string | undefined {
  const { courseOfferingId, courseOffering, programmeOfferingId, programmeOffering } = listed;
  const all = [listed.offering, courseOfferingId, courseOffering];
  return [...all, programmeOfferingId, programmeOffering].find((one) => one != null) ?? undefined;
}

/** What was called off before is not the one that is looked for. */
function wordIn(item: unknown, offeringId: string): HostWord | undefined {
  const { data } = Listed.safeParse(item);
  if (data === undefined || offeringOf(data)?.toLowerCase() !== offeringId.toLowerCase()) {
    return undefined;
  }
  const state = stateOf(data.state);
  if (state.value === 'CANCELLED') return undefined;
  return present({ associationId: data.associationId, state, message: [] });
}

/**
 * Whether the host has an enrolment of this learner's in an offering, by what it shows them of their own: it may never have
 * said what it calls it. @throws SourceFault where it gives no answer now.
 */
export async function findPlace(
  speaking: Speaking,
  { kind, offeringId, token }: PlaceSought,
): Promise<PlaceFound> {
  const asked = { method: 'GET', path: 'persons/me', token } as const;
  const me = Me.safeParse(await askAsLearner(speaking, asked, shown)).data;
  const person = me && documentPath('persons', me.personId);
  if (person === undefined) return { kind: 'UNKNOWN' };
  const path = `${person}/${collectionOf(speaking, kind)}?pageSize=250`;
  const list = envelope.safeParse(
    await askForThem(speaking, { method: 'GET', path, token }, shown),
  );
  if (!list.success) return { kind: 'UNKNOWN' };
  const { items, hasNextPage = false } = list.data;
  const [word] = items.flatMap((item) => wordIn(item, offeringId) ?? []);
  if (word !== undefined) return { kind: 'FOUND', word };
  return { kind: hasNextPage ? 'UNKNOWN' : 'NONE' };
}
