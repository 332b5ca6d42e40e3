import { z } from 'zod';
import { isObject, present } from '../../base/index.js';
import type { OfferingKind } from '../../records/index.js';
import {
  askAsLearner,
  askForThem,
  collectionOf,
  type InTheirName,
  jsonIn,
  type Speaking,
} from './as-learner.js';
import { documentPath } from './dialect.js';
import { type HostWord, stateOf } from './enrol.js';
import { envelope } from './pages.js';
import { associationInV5 } from './v5-words.js';

/** What is looked for among a learner's own at a host, and whose it is by their own token. */
export interface PlaceSought extends InTheirName {
  readonly kind: OfferingKind;
  readonly offeringId: string;
}
/** NONE: the host showed all that this learner has there, and it is not among it. UNKNOWN: it does not show that. */
export type PlaceFound =
  | { readonly kind: 'FOUND'; readonly word: HostWord }
  | { readonly kind: 'NONE' | 'UNKNOWN' };

const id = z.string().min(1).max(200);
const Me = z.looseObject({ personId: id });
/** In the words of version 5. */
const Listed = z.looseObject({
  associationId: id.refine((one) => documentPath('associations', one) !== undefined),
  state: z.string().max(200).optional().catch(undefined),
  // By its id, or as a whole.
  offering: z.union([id, z.looseObject({ offeringId: id }).transform((one) => one.offeringId)]),
});

const shown = async (response: Response, label: string): Promise<unknown> => {
  if (response.status === 200) return jsonIn(response, label);
  await response.body?.cancel();
  return undefined;
};

/** What they teach there is none of it. */
const isTaught = (item: unknown): boolean =>
  isObject(item) && typeof item['role'] === 'string' && item['role'] !== 'student';

/** UNCLEAR: it may be the one that is looked for. OTHER: it is not, such as what was called off before. */
function wordIn(item: unknown, offeringId: string): HostWord | 'OTHER' | 'UNCLEAR' {
  if (isTaught(item)) return 'OTHER';
  const { data } = Listed.safeParse(isObject(item) ? associationInV5(item) : item);
  if (data === undefined) return 'UNCLEAR';
  const state = stateOf(data.state);
  const isIt = data.offering.toLowerCase() === offeringId.toLowerCase();
  if (!isIt || state.value === 'CANCELLED') return 'OTHER';
  return present({ associationId: data.associationId, state, message: [] });
}

const isEnded = ({ state }: HostWord): boolean =>
  state.value === 'DENIED' || state.value === 'FINISHED';

/** What goes on before what is over; that nothing goes on there is known only of a list that is read whole. */
function placeIn({ items, hasNextPage }: z.infer<typeof envelope>, offeringId: string): PlaceFound {
  const read = items.map((item) => wordIn(item, offeringId));
  const words = read.flatMap((one) => (typeof one === 'string' ? [] : [one]));
  const isWhole = hasNextPage === false && !read.includes('UNCLEAR');
  const word = words.find((one) => !isEnded(one)) ?? (isWhole ? words[0] : undefined);
  if (word !== undefined) return { kind: 'FOUND', word };
  return { kind: isWhole ? 'NONE' : 'UNKNOWN' };
}

/**
 * Whether the host has an enrolment of this learner's in an offering, by what it shows them of their own: it may never have
 * said what it calls it. @throws SourceFault where it gives no answer now.
 */
export async function findPlace(
  speaking: Speaking,
  { kind, offeringId, token, mayStill }: PlaceSought,
): Promise<PlaceFound> {
  const asked = { method: 'GET', path: 'persons/me', token, mayStill } as const;
  const me = Me.safeParse(await askAsLearner(speaking, asked, shown)).data;
  const person = me && documentPath('persons', me.personId);
  if (person === undefined) return { kind: 'UNKNOWN' };
  const path = `${person}/${collectionOf(speaking, kind)}?role=student&pageSize=250`;
  const list = envelope.safeParse(await askForThem(speaking, { ...asked, path }, shown));
  return list.success ? placeIn(list.data, offeringId) : { kind: 'UNKNOWN' };
}
