import type { RecordKey } from '../base/index.js';
import {
  type Facet,
  facets as allFacets,
  type Person,
  type PersonFacet,
  personFacets,
  type RecordFacets,
  type RecordStatus,
  type RecordVersion,
} from '../records/index.js';
import type { GrantTerms } from './grant.js';
import type { Permit } from './plan.js';
import { facetsOf, type ScopedTerms } from './scope.js';

export type ShownFacets = Pick<RecordFacets, 'core'> & Partial<Omit<RecordFacets, 'special'>>;
export interface ShownRecord {
  readonly key: RecordKey;
  readonly version: number;
  readonly status: RecordStatus;
  readonly receivedAt: string;
  readonly facets: ShownFacets;
}
/** What one grant shows, and nothing beside it: no count of the rest, no mark where something was left out. */
export interface GrantView {
  readonly person: Person;
  readonly records: readonly ShownRecord[];
}
/** A record as one operation may see it. `shared` comes from policy alone: a shared facet may still be empty. */
export interface AuthorisedRecord extends ShownRecord {
  readonly shared: ReadonlySet<Facet>;
}
export interface AuthorisedView {
  readonly person: Person;
  readonly sharedOfPerson: ReadonlySet<PersonFacet>;
  readonly records: readonly AuthorisedRecord[];
}

type RecordLike = Omit<RecordVersion, 'delivery' | 'facets'> & { readonly facets: ShownFacets };

function show(terms: ScopedTerms, record: RecordLike): AuthorisedRecord | undefined {
  const { key, version, status, receivedAt, facets } = record;
  const shared = facetsOf(terms, { key, status, core: facets.core });
  if (!shared.has('core')) return undefined;
  const kept = allFacets.flatMap((facet) =>
    facet !== 'credential' && shared.has(facet) && facets[facet] !== undefined
      ? [[facet, facets[facet]] as const]
      : [],
  );
  const shown = { ...Object.fromEntries(kept), core: facets.core };
  return { key, version, status, receivedAt, facets: shown, shared };
}

function showPerson(granted: readonly PersonFacet[], person: Person): Person {
  const kept = personFacets.flatMap((facet) =>
    granted.includes(facet) && person[facet] !== undefined ? [[facet, person[facet]] as const] : [],
  );
  return Object.fromEntries(kept);
}

const withoutMask = ({ shared: _mask, ...record }: AuthorisedRecord): ShownRecord => record;

/** The exact view of one grant: what its document in the pod holds. */
export const buildView = (
  terms: ScopedTerms & Pick<GrantTerms, 'personFacets'>,
  records: readonly RecordVersion[],
  person: Person,
): GrantView => ({
  person: showPerson(terms.personFacets, person),
  records: records.flatMap((record) => {
    const shown = show(terms, record);
    return shown === undefined ? [] : [withoutMask(shown)];
  }),
});

/** Two views of one record: the later version's word, and the facets of both. */
function unite(a: AuthorisedRecord, b: AuthorisedRecord): AuthorisedRecord {
  const [older, newer] = a.version <= b.version ? [a, b] : [b, a];
  return {
    ...newer,
    facets: { ...older.facets, ...newer.facets },
    shared: older.shared.union(newer.shared),
  };
}

/**
 * Joins what was read under each permit, with the plan applied again to every record: a view that holds more than its
 * grant allows shows no more for it. Facets of two grants join only on records that both reach.
 */
export function authorisedView(
  read: readonly { readonly permit: Permit; readonly view: GrantView }[],
): AuthorisedView {
  const records = new Map<RecordKey, AuthorisedRecord>();
  let person: Person = {};
  for (const { permit, view } of read) {
    person = { ...person, ...showPerson(permit.personFacets, view.person) };
    for (const record of view.records) {
      const shown = show(permit, record);
      if (shown === undefined) continue;
      const known = records.get(shown.key);
      records.set(shown.key, known === undefined ? shown : unite(known, shown));
    }
  }
  const sharedOfPerson = new Set(read.flatMap(({ permit }) => permit.personFacets));
  return { person, sharedOfPerson, records: [...records.values()] };
}
