import type { RecordKey } from '../base/index.js';
import type { CoreFacet, Facet, RecordStatus } from '../records/index.js';
import type { Blocked } from './block.js';
import type { GrantTerms } from './grant.js';
import type { Selector } from './selector.js';

/** What a selector looks at. Only what `core` tells, so that matching can be repeated on what a view holds. */
export interface Selectable {
  readonly key: RecordKey;
  readonly status: RecordStatus;
  readonly core: CoreFacet;
}

const names = <T>(wanted: readonly T[] | undefined, value: T): boolean =>
  wanted === undefined || wanted.includes(value);

const within = (from: string | undefined, to: string | undefined, day: string | undefined) =>
  (from === undefined && to === undefined) ||
  (day !== undefined && (from === undefined || from <= day) && (to === undefined || day <= to));

/** Whether an EQF level is at least so high; a level that nobody knows is not. */
export const reaches = (least: number | undefined, eqf: number | undefined): boolean =>
  least === undefined || (eqf !== undefined && eqf >= least);

const matches = (
  selector: Selector,
  { key, status, core }: Selectable,
  statuses: readonly RecordStatus[] | undefined,
): boolean =>
  names(selector.types, core.recordType) &&
  names(selector.institutions, core.institution.id) &&
  names(selector.recordIds, key) &&
  names(selector.status ?? statuses, status) &&
  within(selector.issuedFrom, selector.issuedTo, core.issuedOn) &&
  reaches(selector.levelMin, core.level?.eqf);

/** What signed bytes hold beside the core, whatever of it a record has. Their own id is theirs to tell. */
const inSignedBytes: readonly Facet[] = ['assessment', 'credits', 'evidence', 'feedback'];

const nothing: ReadonlySet<Facet> = new Set();

function closed(granted: readonly Facet[]): ReadonlySet<Facet> {
  const facets = new Set(granted);
  if (!facets.has('core')) return nothing;
  // A document may tell the grade.
  if (!facets.has('assessment')) facets.delete('evidence');
  if (!inSignedBytes.every((facet) => facets.has(facet))) facets.delete('credential');
  return facets;
}

/** The same list gives the same again: worked out once for a grant, not once for a record. */
function once<T extends object, R>(work: (list: T) => R): (list: T) => R {
  const known = new WeakMap<T, R>();
  return (list) => {
    const before = known.get(list);
    if (before !== undefined) return before;
    const result = work(list);
    known.set(list, result);
    return result;
  };
}

/** What is left of the granted facets once nothing can be learned round a facet that was not granted. */
export const closeFacets = once(closed);
/** Signed bytes are granted, and not all that they hold: shown are those of which the rest can be left out. */
export const showsSignedApart = (granted: readonly Facet[]): boolean =>
  granted.includes('credential') &&
  granted.includes('core') &&
  !closeFacets(granted).has('credential');
const setOf = once((keys: readonly RecordKey[]): ReadonlySet<RecordKey> => new Set(keys));

export type ScopedTerms = Pick<GrantTerms, 'scope' | 'facets' | 'includeFuture'> &
  Blocked & {
    readonly recordsAtGrant: readonly RecordKey[];
  };

/** Whether a record is none of the grantee's business, whatever the scope: the learner's no, or not of the time it is about. */
export const isWithheld = (
  terms: Pick<ScopedTerms, 'blocked' | 'includeFuture' | 'recordsAtGrant'>,
  record: Selectable,
): boolean =>
  (!terms.includeFuture && !setOf(terms.recordsAtGrant).has(record.key)) ||
  terms.blocked.some((selector) => matches(selector, record, undefined));

/** What a selector that names no status means. */
const usually: readonly RecordStatus[] = ['CURRENT'];

/** The facets of this record under these terms; empty when the record is none of the grantee's business. */
export function facetsOf(terms: ScopedTerms, record: Selectable): ReadonlySet<Facet> {
  const inScope = terms.scope.some((selector) => matches(selector, record, usually));
  return inScope && !isWithheld(terms, record) ? closeFacets(terms.facets) : nothing;
}
