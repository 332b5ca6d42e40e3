import type { InstitutionId } from '../base/index.js';
import type { CatalogueOffering, Texts } from '../records/index.js';

/** Institutions that let each other's learners in, or one that lets in anybody: data of the operator. */
export interface Agreement {
  readonly id: string;
  readonly name: Texts;
  /** Whose learners may come; absent: anybody's. */
  readonly homes?: readonly InstitutionId[];
  /** Where they may come. */
  readonly hosts: readonly InstitutionId[];
  /** Which of what these offer, by its kind; absent: all of it. */
  readonly kinds?: readonly CatalogueOffering['kind'][];
  /** Its code is one of these, or it is not in it; absent: all of it. */
  readonly codes?: readonly string[];
  /** Last day. */
  readonly until?: string;
}

/** Why somebody may take an offering. UNKNOWN is no no: nobody told us. */
export type AccessReason =
  | { readonly kind: 'OWN' }
  | { readonly kind: 'ALLIANCE'; readonly agreement: Agreement; readonly home: InstitutionId }
  | { readonly kind: 'OPEN'; readonly agreement: Agreement }
  | { readonly kind: 'UNKNOWN' };

/** Why a place cannot be asked for now. */
export const closedReasons = [
  'NOT_YET_OPEN',
  'ENROLMENT_CLOSED',
  'FULL',
  'CANCELLED',
  'OVER',
] as const;
export type ClosedReason = (typeof closedReasons)[number];

/** Whether a place can be asked for on this day, and where not, why. OPEN_UNTIL nothing: the source does not say. */
export type Availability =
  | { readonly kind: 'OPEN'; readonly until?: string; readonly queue: boolean }
  | { readonly kind: 'NOT_SAID' }
  | { readonly kind: 'CLOSED'; readonly because: ClosedReason; readonly from?: string };

const covers = (
  { hosts, kinds, codes, until }: Agreement,
  offering: Pick<CatalogueOffering, 'institution' | 'kind' | 'code' | 'of'>,
  today: string,
): boolean =>
  hosts.includes(offering.institution) &&
  (kinds === undefined || kinds.includes(offering.kind)) &&
  (codes === undefined ||
    [offering.code, offering.of.code].some((code) => code !== undefined && codes.includes(code))) &&
  (until === undefined || today <= until);

/**
 * Why a learner may take an offering: at an institution of their own, under an agreement of one of these, or since anybody may.
 * @param homes institutions that the learner is linked to now.
 * @param today a calendar day, where the learner is.
 */
export function accessTo(
  offering: Pick<CatalogueOffering, 'institution' | 'kind' | 'code' | 'of'>,
  {
    homes,
    agreements,
    today,
  }: {
    readonly homes: readonly InstitutionId[];
    readonly agreements: readonly Agreement[];
    readonly today: string;
  },
): AccessReason {
  if (homes.includes(offering.institution)) return { kind: 'OWN' };
  const fitting = agreements.filter((agreement) => covers(agreement, offering, today));
  for (const agreement of fitting) {
    const home = homes.find((one) => agreement.homes?.includes(one) === true);
    if (home !== undefined) return { kind: 'ALLIANCE', agreement, home };
  }
  const open = fitting.find(({ homes: of }) => of === undefined);
  return open === undefined ? { kind: 'UNKNOWN' } : { kind: 'OPEN', agreement: open };
}

/** Places that nobody has and nobody asked for; undefined where the source does not count them. */
export function freePlaces({ places }: Pick<CatalogueOffering, 'places'>): number | undefined {
  if (places?.max === undefined || places.enrolled === undefined) return undefined;
  return Math.max(0, places.max - places.enrolled - (places.pending ?? 0));
}

type Offered = Pick<CatalogueOffering, 'state' | 'end' | 'enrolment' | 'places'>;

const closed = (because: ClosedReason, from?: string): Availability => ({
  kind: 'CLOSED',
  because,
  ...(from !== undefined && { from }),
});

/** By its periods alone. */
function periodOn({ enrolment }: Offered, today: string): Availability {
  if (enrolment.length === 0) return { kind: 'NOT_SAID' };
  const running = enrolment.filter(
    ({ from, until }) => (from ?? today) <= today && today <= (until ?? today),
  );
  const [first] = running.toSorted((a, b) => ((a.until ?? '9') < (b.until ?? '9') ? 1 : -1));
  if (first !== undefined) {
    const queue = running.some(({ hasQueue }) => hasQueue === true);
    return { kind: 'OPEN', queue, ...(first.until !== undefined && { until: first.until }) };
  }
  const [next] = enrolment.flatMap(({ from = '' }) => (from > today ? [from] : [])).toSorted();
  return next === undefined ? closed('ENROLMENT_CLOSED') : closed('NOT_YET_OPEN', next);
}

/** Whether a place can be asked for today. Where it is full one can wait only where the source has a queue. */
export function availabilityOn(offering: Offered, today: string): Availability {
  const { state, end } = offering;
  if (state.value !== 'ACTIVE' && state.value !== 'OTHER') return closed('CANCELLED');
  if (end !== undefined && end < today) return closed('OVER');
  const period = periodOn(offering, today);
  const isFull = freePlaces(offering) === 0;
  const hasQueue = period.kind === 'OPEN' && period.queue;
  return period.kind !== 'CLOSED' && isFull && !hasQueue ? closed('FULL') : period;
}
