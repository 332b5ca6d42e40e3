import { canonicalJson, type GrantId, type LearnerId, type RecordKey } from '../base/index.js';
import type { AuthorisedClaim, Claim, Grantee, Purpose, Role } from '../consent/index.js';
import type { Verdict } from '../credentials/index.js';
import type { Disclosure, GrantRef } from '../ledger/index.js';
import type { FoundSigned, OwnPod, SignedContent } from '../pod/index.js';
import {
  type CoreFacet,
  type Facet,
  type Person,
  type PersonFacet,
  type RecordFacets,
  type RecordStatus,
  recognisedIn,
  type SameState,
} from '../records/index.js';
import type { Caller } from './house.js';

export { type SignedContent } from '../pod/index.js';

/** A facet the reader may not see, or its content, which may be nothing yet. Policy decides which, never the data. */
export type FacetState<F extends Facet & keyof RecordFacets> =
  | { readonly shared: false }
  | { readonly shared: true; readonly content: NonNullable<RecordFacets[F]> | undefined };

/**
 * The signed bytes of a record, if they are shared. No content: nobody signed it; or what stands there is not what was
 * signed any more (`isAltered`), or nothing does (`isGone`).
 */
export type SignedState =
  | { readonly shared: false }
  | {
      readonly shared: true;
      readonly content: SignedContent | undefined;
      /** It tells just the parts that are shared, and is signed all the same. */
      readonly isApart?: true;
      readonly isAltered?: true;
      readonly isGone?: true;
    };

/** What was found where signed bytes are to stand. */
export function signedState(found: FoundSigned | undefined): SignedState {
  if (found === undefined) return { shared: true, content: undefined, isGone: true };
  if (found === 'altered') return { shared: true, content: undefined, isAltered: true };
  return { shared: true, content: found };
}
/** What nobody signed. */
export const unsigned: SignedState = { shared: true, content: undefined };

/** At hand, or still to be fetched. */
export type Soon<T> = T | Promise<T>;

/** One record as this operation may read it. Asking for a facet is what puts it in the log. */
export interface ReadableRecord {
  readonly key: RecordKey;
  readonly version: number;
  readonly status: RecordStatus;
  readonly receivedAt: string;
  /** Why its source took it back; only of one's own. */
  readonly withdrawalReason?: string;
  readonly core: CoreFacet;
  /** Programmes that it is recognised for, by what is read beside it (CreditsFacet.partOf). */
  readonly recognisedIn?: readonly string[];
  facet<F extends Exclude<Facet, 'credential'>>(name: F): Soon<FacetState<F>>;
  /** To sort, filter and total by. What of it leaves is noted by whoever does. */
  peek<F extends Exclude<Facet, 'credential'>>(name: F): Soon<FacetState<F>>;
  /** By policy. Asks nothing and notes nothing. */
  shows(facet: Facet): boolean;
  /** Its signed bytes: read when they are asked for, once, and noted. */
  signed(): Promise<SignedState>;
  /**
   * Hex SHA-256 of the credential that says it, whatever of it is shared; known without reading its bytes. To work out a
   * verdict with: it leaves to nobody by itself, and is noted nowhere. It is its pod's word that these facts are that
   * credential's.
   */
  digest(): Soon<string | undefined>;
  /** Hex SHA-256 of what its issuer signed of a selective form, where that is what is shown: its pod's word too. */
  readonly form?: string;
  /** Its signed bytes, all of them, to work out a verdict with: they leave to nobody by this, and are noted nowhere. */
  readonly evidence: () => Promise<SignedState>;
  /** What comes of its credential; absent where it has none. */
  readonly verdict?: Verdict;
  /** Asks anew what its keys and lists say, and judges again; absent where it has no credential. */
  readonly recheck?: () => Promise<ReadableRecord>;
}

/** Each with what it is recognised for, by recognitions among them. That is nothing a record says itself. */
export function withRecognised(records: readonly ReadableRecord[]): readonly ReadableRecord[] {
  const recognised = recognisedIn(records);
  if (recognised.size === 0) return records;
  return records.map((record) => {
    const wholes = recognised.get(record.key);
    return wholes === undefined ? record : { ...record, recognisedIn: wholes };
  });
}

/** Another record that tells of the same achievement, or may. */
export interface SameWith {
  readonly record: ReadableRecord;
  readonly state: SameState;
}

/** What is being read of one learner in one operation: the records, and a note of all that leaves. */
export interface Reading {
  readonly learner: LearnerId;
  readonly purpose: Purpose;
  readonly grants: readonly GrantRef[];
  readonly validUntil: ReadonlyMap<GrantId, Date>;
  readonly epoch: number;
  /** Of what the reader sees, by keyed hash; the same while nothing they see has changed. */
  readonly version: string;
  /** Some of what is granted could not be read just now. */
  readonly partial: boolean;
  readonly records: readonly ReadableRecord[];
  /** What a source said of one record before, first to last; only of one’s own. */
  readonly versionsOf?: (key: RecordKey) => Promise<readonly ReadableRecord[]>;
  /** What each of one's own records is the same as, or may be. */
  readonly sameOf?: (key: RecordKey) => Promise<readonly SameWith[]>;
  /** What was said last of two of one's own records: asked anew of the pod, since it may have moved on from this reading. */
  readonly saidNow?: OwnPod['saidNow'];
  /** Whether all records show this facet, by policy: what may be sorted and filtered by. */
  readonly shows: (facet: Facet) => boolean;
  readonly person: (
    facet: PersonFacet,
  ) => Promise<{ shared: false } | { shared: true; person: Person }>;
  /** Asking what one answers is what puts it in the log. */
  readonly claims: readonly AuthorisedClaim[];
  /** What whoever reads is meant as, where it is not themself. */
  readonly role?: Role;
  readonly notes: Notes;
}

/** The role that one of these grants is to: as what its holder reads, in the log. */
export function roleIn(grants: readonly { readonly grantee: Grantee }[]): Role | undefined {
  const found = grants.map(({ grantee }) => grantee).find(({ kind }) => kind === 'role');
  if (found?.kind !== 'role') return undefined;
  const { issuer, organisation, role } = found;
  return { issuer, organisation, role };
}

/** Notes what an answer holds as it is put together; the log row is made of it. */
export class Notes {
  readonly #records = new Map<RecordKey, Set<Facet>>();
  readonly #person = new Set<PersonFacet>();
  readonly #aggregates = new Set<'count' | 'totals'>();
  readonly #claims = new Map<string, Claim>();

  record(key: RecordKey, facet: Facet): void {
    const facets = this.#records.get(key) ?? new Set();
    this.#records.set(key, facets.add(facet));
  }
  person(facet: PersonFacet): void {
    this.#person.add(facet);
  }
  aggregate(what: 'count' | 'totals'): void {
    this.#aggregates.add(what);
  }
  claim(claim: Claim): void {
    this.#claims.set(canonicalJson(claim), claim);
  }
  /** In a fixed order, so that the same answer makes the same row. */
  released() {
    const records = [...this.#records].toSorted(([a], [b]) => (a < b ? -1 : 1));
    const claims = [...this.#claims].toSorted(([a], [b]) => (a < b ? -1 : 1));
    return {
      records: records.map(([key, facets]) => ({ key, facets: [...facets].toSorted() })),
      person: [...this.#person].toSorted(),
      aggregates: [...this.#aggregates].toSorted(),
      ...(claims.length > 0 && { claims: claims.map(([, claim]) => claim) }),
    };
  }
}

type Looked = Pick<Reading, 'learner' | 'epoch' | 'grants' | 'purpose' | 'role'>;

type Released = ReturnType<Notes['released']>;
const toldOnlyClaims = ({ records, person, aggregates, claims }: Released): boolean =>
  claims !== undefined && records.length + person.length + aggregates.length === 0;

const disclosure = (
  { learner, epoch, grants, purpose, role }: Looked,
  { principal, operation }: Caller,
  { uses, released }: { uses: readonly GrantRef[]; released: Released },
): Disclosure => ({
  learner,
  epoch,
  uses,
  ...(principal.kind === 'token' && { app: principal.clientId }),
  log: {
    kind: toldOnlyClaims(released) ? ('CLAIM' as const) : ('READ' as const),
    actor: {
      webId: principal.webId,
      client: principal.clientId,
      ...(role !== undefined && { role }),
    },
    purpose,
    operation,
    grants,
    epoch,
    ...released,
  },
});

/** What the release transaction must see through before this reading may leave. */
export const disclosureOf = (
  reading: Looked & Pick<Reading, 'notes'>,
  caller: Caller,
): Disclosure =>
  disclosure(reading, caller, { uses: reading.grants, released: reading.notes.released() });

/** A look that asked only whether there is a grant: it is let out and logged like any other, and uses none up. */
export const disclosureOfAccess = (access: Looked, caller: Caller): Disclosure =>
  disclosure(access, caller, { uses: [], released: new Notes().released() });
