import { canonicalJson, type GrantId, present, type RecordKey } from '../base/index.js';
import {
  facets as allFacets,
  type CredentialFacet,
  type Facet,
  type PartApart,
  type Person,
  type PersonFacet,
  partsApart,
  personFacets,
  type RecordFacets,
  type RecordStatus,
  type RecordVersion,
  sizeWith,
} from '../records/index.js';
import { blockMark } from './block.js';
import type { ClaimAnswer } from './claim.js';
import { answerClaims, type WordOf } from './claim-answers.js';
import type { GrantTerms } from './grant.js';
import type { Permit } from './plan.js';
import {
  type Beside,
  countedIn,
  linksWithin,
  type ShownFacets,
  sameWithin,
  unitedCore,
  unitedCredits,
  unitedEvidence,
  withoutOffering,
} from './proof-links.js';
import { facetsOf, type ScopedTerms, showsSignedApart } from './scope.js';
import { type AuthorisedClaim, sharedClaims } from './shared-claims.js';
import { placesOf } from './signed-places.js';

export interface ShownRecord {
  readonly key: RecordKey;
  readonly version: number;
  readonly status: RecordStatus;
  readonly receivedAt: string;
  /**
   * Hex SHA-256 of the credential that says it, whatever facets are shown: by it a verdict is told without the bytes.
   * Absent: nobody signed it.
   */
  readonly digest?: string;
  /** Its source said it first, and signed it since: as only what was passed is. Whoever sees not how it ended, sees none of that. */
  readonly beside?: true;
  /**
   * Where its signed bytes stand, if the facet is shown: in the n-th document beside the view, from 1. With `form` they are a
   * selective form of it, by the digest of what its issuer signed, with just the parts that are shown.
   */
  readonly credential?: { readonly n: number; readonly form?: string };
  readonly facets: ShownFacets;
}
/** What one grant shows, and nothing beside it: no count of the rest, no mark where something was left out. */
export interface GrantView {
  readonly person: Person;
  readonly records: readonly ShownRecord[];
  /** Absent where none was granted. */
  readonly claims?: readonly ClaimAnswer[];
  /** What the learner blocked when the claims were worked out, as a mark to compare by. */
  readonly blocks?: string;
}
/** A record as one operation may see it. `shared` comes from policy alone: a shared facet may still be empty. */
export interface AuthorisedRecord extends Omit<ShownRecord, 'credential' | 'beside'> {
  readonly shared: ReadonlySet<Facet>;
  /** What a selective form of its credential may disclose; only where that is shown, and the credential itself is not. */
  readonly apart?: readonly PartApart[];
  /** Where its signed bytes are read, with the digest that its view gave; only where the facet is shared. */
  readonly signed?: SignedPlace;
}
export interface SignedPlace {
  /** Beside whose view. */
  readonly grant: GrantId;
  readonly n: number;
  readonly digest: string;
  /** Of a selective form: what its issuer signed, and which parts may stand in it. */
  readonly form?: { readonly digest: string; readonly parts: readonly PartApart[] };
}
export interface AuthorisedView {
  readonly person: Person;
  readonly sharedOfPerson: ReadonlySet<PersonFacet>;
  readonly records: readonly AuthorisedRecord[];
  readonly claims: readonly AuthorisedClaim[];
}

type RecordLike = Omit<RecordVersion, 'delivery' | 'facets'> & {
  readonly digest?: string;
  readonly beside?: true;
  readonly facets: ShownFacets & Pick<RecordFacets, 'credential'>;
};

/** Versions that something newer replaced are the learner's own history: they are in no view. */
function show(terms: ScopedTerms, record: RecordLike): AuthorisedRecord | undefined {
  const { key, version, status, receivedAt, digest, beside, facets } = record;
  const shared = facetsOf(terms, { key, status, core: facets.core });
  if (status === 'SUPERSEDED' || !shared.has('core')) return undefined;
  const isBeside = beside === true || isSignedSince(record);
  const shown = {
    key,
    version,
    status,
    receivedAt,
    facets: pick(facets, shared, isBeside),
    shared,
  };
  if (isHushed(isBeside, shared)) return shown;
  return { ...shown, ...present({ digest, apart: partsOf(terms, facets, shared) }) };
}

/** Signed since its source said it. */
const isSignedSince = ({
  facets,
}: {
  readonly facets: Pick<RecordFacets, 'credential'>;
}): boolean => facets.credential?.beside === true;

/** What was failed is not signed: that a result is tells how it ended. */
const isHushed = (isBeside: boolean, shared: ReadonlySet<Facet>): boolean =>
  isBeside && !shared.has('assessment');

const coreOf = ({ core }: ShownFacets, isSilent: boolean): ShownFacets['core'] =>
  isSilent && core.assertedBy === 'ISSUER_SIGNED' ? { ...core, assertedBy: 'INSTITUTION' } : core;

/** Of a selective form just what is shown of the record beside it. */
const partsOf = (
  { facets: granted }: Pick<ScopedTerms, 'facets'>,
  facets: ShownFacets,
  shared: ReadonlySet<Facet>,
): readonly PartApart[] | undefined =>
  showsSignedApart(granted)
    ? partsApart.filter((part) => shared.has(part) && !tellsOutcome(part, facets, shared))
    : undefined;

/** What a selective form of a record may disclose under these terms; undefined where none is shown. */
export const partsShown = (
  terms: ScopedTerms,
  record: RecordVersion,
): readonly PartApart[] | undefined => show(terms, record)?.apart;

/**
 * A load that was not earned says how it ended. To whoever does not see that, a failed, a running and an unknown one
 * look alike: a record without credits (docs/decisions/0013).
 */
const tellsOutcome = (
  facet: Facet,
  { credits }: ShownFacets,
  shared: ReadonlySet<Facet>,
): boolean => facet === 'credits' && credits?.earning !== 'EARNED' && !shared.has('assessment');

/** Signed bytes stand beside a view, never in it. */
const inView = allFacets.filter((facet) => facet !== 'credential');

function pick(facets: ShownFacets, shared: ReadonlySet<Facet>, isBeside: boolean): ShownFacets {
  const visible = inView.filter(
    (facet) => shared.has(facet) && !tellsOutcome(facet, facets, shared),
  );
  const kept = visible.flatMap((facet) =>
    facets[facet] === undefined ? [] : [[facet, facets[facet]] as const],
  );
  return { ...Object.fromEntries(kept), core: coreOf(facets, isHushed(isBeside, shared)) };
}

/**
 * How often, and when last, something changed that this reader sees: a corrected grade is no news to whoever sees
 * no grades, not even that there was a correction. A new signature over the same facts is news to nobody.
 */
function asSeen(
  shown: AuthorisedRecord,
  history: readonly RecordVersion[],
  beside: Beside,
): AuthorisedRecord {
  let [version, receivedAt, before] = [0, shown.receivedAt, ''];
  for (const { facets, receivedAt: at } of history) {
    // What it is the same as is no news of it, and stands with the last version alone.
    const told = sameWithin(pick(facets, shown.shared, isSignedSince({ facets })), nothing);
    const seen = canonicalJson(withoutOffering(linksWithin(told, beside)));
    if (seen === before) continue;
    [version, receivedAt, before] = [version + 1, at, seen];
  }
  return { ...shown, version, receivedAt };
}

function showPerson(granted: readonly PersonFacet[], person: Person): Person {
  const kept = personFacets.flatMap((facet) =>
    granted.includes(facet) && person[facet] !== undefined ? [[facet, person[facet]] as const] : [],
  );
  return Object.fromEntries(kept);
}

const withoutMask = ({
  shared: _mask,
  apart: _parts,
  signed: _none,
  ...record
}: AuthorisedRecord): ShownRecord => record;

const keysOf = (records: readonly ShownRecord[]): ReadonlySet<RecordKey> =>
  new Set(records.map(({ key }) => key));

/** Where a load is shown it was earned: that tells how it ended as well. */
const besideIn = (records: readonly AuthorisedRecord[]): Beside => ({
  shown: keysOf(records),
  outcomes: keysOf(
    records.filter(
      ({ shared, facets }) => shared.has('assessment') || facets.credits !== undefined,
    ),
  ),
});

const nothing: ReadonlySet<RecordKey> = new Set();

/** Names no record that is not shown under the same terms. */
const linked = (
  record: AuthorisedRecord,
  beside: Beside,
  counted: ReadonlySet<RecordKey>,
): AuthorisedRecord => ({
  ...record,
  facets: sameWithin(linksWithin(record.facets, beside), counted),
});

/** By which credential each of these records is told, as it stands; only of versions that a view can show. */
function credentialsIn(records: readonly RecordVersion[]): ReadonlyMap<RecordKey, CredentialFacet> {
  const standing = records.filter(({ status }) => status !== 'SUPERSEDED');
  return new Map(
    standing.flatMap(({ key, facets: { credential } }) =>
      credential === undefined ? [] : [[key, credential] as const],
    ),
  );
}

/** The bytes that are shown of a record: how many, and of which form if not of the credential itself. */
function openOf({ shared, apart }: AuthorisedRecord, credential: CredentialFacet | undefined) {
  if (credential === undefined) return undefined;
  if (shared.has('credential')) return { bytes: credential.bytes };
  const { selective } = credential;
  if (apart === undefined || selective === undefined) return undefined;
  return { bytes: sizeWith(selective, apart), form: selective.digest };
}

/** With its digest, and where the facet is shown with the place of its bytes. */
function signedBy(
  records: readonly AuthorisedRecord[],
  credentials: ReadonlyMap<RecordKey, CredentialFacet>,
): readonly ShownRecord[] {
  const found = records.map((record) => {
    const credential = credentials.get(record.key);
    const { digest, beside } = credential ?? {};
    return { record, digest, beside, open: openOf(record, credential) };
  });
  const places = placesOf(
    found.flatMap(({ record: { key, receivedAt }, open }) =>
      open === undefined ? [] : [{ key, receivedAt, bytes: open.bytes }],
    ),
  );
  return found.map(({ record, digest, beside, open }) => {
    if (isHushed(beside === true, record.shared)) return withoutMask(record);
    const n = places.get(record.key);
    const credential = n === undefined ? undefined : present({ n, form: open?.form });
    return { ...withoutMask(record), ...present({ digest, beside, credential }) };
  });
}

const byKey = (a: ShownRecord, b: ShownRecord): number => (a.key < b.key ? -1 : 1);

/**
 * The exact view of one grant: what its document in the pod holds. In the order of keys, whatever came when.
 * @param wordOf whose word each record is for the claims; absent: as it says of itself.
 */
export function buildView(
  terms: ScopedTerms & Pick<GrantTerms, 'personFacets' | 'claims'>,
  records: readonly RecordVersion[],
  person: Person,
  wordOf?: WordOf,
): GrantView {
  const histories = Map.groupBy(records, ({ key }) => key);
  const found = records.flatMap((record) => show(terms, record) ?? []);
  const [beside, counted] = [besideIn(found), countedIn(found)];
  const shown = found.map((record) => {
    const history = (histories.get(record.key) ?? []).toSorted((a, b) => a.version - b.version);
    return asSeen(linked(record, beside, counted), history, beside);
  });
  const signed = signedBy(shown, credentialsIn(records));
  const view = { person: showPerson(terms.personFacets, person), records: signed.toSorted(byKey) };
  if (terms.claims.length === 0) return view;
  return { ...view, claims: answerClaims(terms, records, wordOf), blocks: blockMark(terms) };
}

/** Whether a record's content under this facet is its view's word on it, or only held back there. */
const speaksFor = ({ shared }: AuthorisedRecord, facet: Facet): boolean =>
  shared.has(facet) && (facet !== 'credits' || shared.has('assessment'));

/** How much the signed bytes under one grant tell: all of it, or so many parts. */
const reachOf = ({ shared, signed }: AuthorisedRecord): number =>
  shared.has('credential') ? partsApart.length + 1 : (signed?.form?.parts.length ?? -1);
const tellsMore = (a: AuthorisedRecord, b: AuthorisedRecord): boolean => reachOf(a) > reachOf(b);

/**
 * Two views of one record: the later one's word, and the other's where that has none. What one view holds back since
 * it does not show the assessment, the other may show; a second grant never takes away.
 */
function unite(a: AuthorisedRecord, b: AuthorisedRecord): AuthorisedRecord {
  const [older, newer] = a.receivedAt <= b.receivedAt ? [a, b] : [b, a];
  const silent = inView.filter((facet) => !speaksFor(newer, facet) && older.shared.has(facet));
  const better = silent.filter((facet) => speaksFor(older, facet) || !newer.shared.has(facet));
  const fromOlder = better.flatMap((facet) =>
    older.facets[facet] === undefined ? [] : [[facet, older.facets[facet]] as const],
  );
  const { evidence: _united, ...facets } = newer.facets;
  const evidence = unitedEvidence(newer.facets.evidence, older.facets.evidence);
  const word: ShownFacets = {
    ...facets,
    ...(evidence !== undefined && { evidence }),
    ...Object.fromEntries(fromOlder),
  };
  const credits = [newer, older].reduce(
    (united, { facets: said }) => unitedCredits(united, said.credits),
    word.credits,
  );
  const { signed: _newest, ...latest } = newer;
  const { signed } = tellsMore(older, newer) ? older : newer;
  // What one view keeps silent, since it does not show how it ended, the other may say.
  const teller = newer.digest === undefined && !newer.shared.has('assessment') ? older : newer;
  const { assertedBy } = teller.facets.core;
  return {
    ...latest,
    ...present({ signed, digest: teller.digest }),
    version: Math.max(older.version, newer.version),
    facets: {
      ...word,
      core: { ...unitedCore(word.core, older.facets.core), assertedBy },
      ...(credits !== undefined && { credits }),
    },
    shared: older.shared.union(newer.shared),
  };
}

/** Signed bytes are read where the plan, applied again, shows them, and in the form that it shows; whatever else a view names. */
function withPlace(
  { id: grant }: Permit,
  { digest, credential }: ShownRecord,
  shown: AuthorisedRecord,
): AuthorisedRecord {
  if (digest === undefined || credential === undefined) return shown;
  const { n, form } = credential;
  const { shared, apart: parts } = shown;
  if (form === undefined && shared.has('credential')) {
    return { ...shown, signed: { grant, n, digest } };
  }
  if (form === undefined || parts === undefined) return shown;
  return { ...shown, signed: { grant, n, digest, form: { digest: form, parts } } };
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
    const found = view.records.flatMap((record) => {
      const shown = show(permit, record);
      return shown === undefined ? [] : withPlace(permit, record, shown);
    });
    const [beside, counted] = [besideIn(found), countedIn(found)];
    for (const record of found) {
      const shown = linked(record, beside, counted);
      const known = records.get(shown.key);
      records.set(shown.key, known === undefined ? shown : unite(known, shown));
    }
  }
  const sharedOfPerson = new Set(read.flatMap(({ permit }) => permit.personFacets));
  const claims = sharedClaims(read);
  return { person, sharedOfPerson, records: [...records.values()], claims };
}
