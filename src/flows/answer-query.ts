import { Fault, type LearnerId, present, sha256Url } from '../base/index.js';
import {
  type AccessPlan,
  type Ask,
  type AuthorisedRecord,
  type AuthorisedView,
  authorisedView,
  type GrantView,
  grantsIn,
  type Permit,
  type Purpose,
  planShows,
  type Refusal,
  type Role,
  type SignedPlace,
} from '../consent/index.js';
import { showsOnly } from '../credentials/index.js';
import { facesOf, type PairwiseIds } from '../identity/index.js';
import type { GrantRef, LearnerRow } from '../ledger/index.js';
import { type FoundSigned, nameOfForm, readSigned, readView } from '../pod/index.js';
import type { Facet, PersonFacet, RecordFacets } from '../records/index.js';
import { groundsOf, stillSo } from './claim-standing.js';
import { findLearner, nobody } from './find-learner.js';
import type { Caller, House } from './house.js';
import { judged } from './judged.js';
import { once } from './once.js';
import {
  type FacetState,
  Notes,
  type ReadableRecord,
  type Reading,
  roleIn,
  type SignedState,
  signedState,
  unsigned,
  withRecognised,
} from './reading.js';

/** As what somebody comes, whatever was granted: by it the learner knows a try of somebody they shared with. */
function roleOf({ roles: [first] = [] }: Caller['principal']): { readonly role?: Role } {
  if (first === undefined) return {};
  const { issuer, organisation, role } = first;
  return { role: { issuer, organisation, role } };
}

export type Refused = {
  readonly kind: 'refused';
  readonly because: Refusal | 'PURPOSE_REQUIRED';
};
/** A yes by policy. No pod has been asked yet: `open` does that, and the pod may still say no. */
export interface Access {
  readonly kind: 'access';
  readonly learner: LearnerId;
  readonly purpose: Purpose;
  readonly epoch: number;
  readonly grants: readonly GrantRef[];
  readonly role?: Role;
  /** Whether all records show this facet, by policy: what may be sorted and filtered by. */
  readonly shows: (facet: Facet) => boolean;
  open(): Promise<Opened>;
}
export type Opened = { readonly kind: 'reading'; readonly reading: Reading } | Refused;
export type Answer = Access | Refused;

/** Signed bytes by digest, in the n-th document beside a view. */
type SignedIn = (n: number) => Promise<ReadonlyMap<string, FoundSigned>>;
interface ReadView {
  readonly permit: Permit;
  readonly view: GrantView;
  /** Read when somebody asks, each document once. */
  readonly signed: SignedIn;
}
interface ReadViews {
  readonly views: readonly ReadView[];
  readonly unreachable: boolean;
}

/** As the delegate that read the view. */
function signedBesideView(permit: Permit, as: typeof fetch): SignedIn {
  const asked = new Map<number, ReturnType<SignedIn>>();
  return (n) => {
    const found = asked.get(n) ?? readSigned(permit, n, as);
    asked.set(n, found);
    return found;
  };
}

/** Reads each grant's view as that grant's delegate. What the pod refuses is not granted, whatever we believed. */
async function readViews(house: House, caller: Caller, plan: AccessPlan): Promise<ReadViews> {
  const { principal } = caller;
  const read = await Promise.allSettled(
    plan.permits.map(async (permit) => {
      const as = house.agents.delegateFetch(principal, plan.purpose, permit);
      return { permit, view: await readView(permit, as), signed: signedBesideView(permit, as) };
    }),
  );
  const unreachable = read.some(({ status }) => status === 'rejected');
  const views = read.flatMap((result): ReadView[] => {
    if (result.status === 'rejected') return [];
    const { view, ...how } = result.value;
    return view === 'refused' ? [] : [{ ...how, view }];
  });
  return { views, unreachable };
}

/** The bytes that a shown record names, from beside the view that names them. */
async function signedUnder(
  { views }: ReadViews,
  { shared, signed: place }: AuthorisedRecord,
): Promise<SignedState> {
  if (!shared.has('credential')) return { shared: false };
  const beside = views.find(({ permit }) => permit.id === place?.grant);
  if (place === undefined || beside === undefined) return unsigned;
  return signedState((await beside.signed(place.n)).get(place.digest));
}

/** A form of them in which nothing stands but what is shown under that grant; anything more is taken for altered. */
async function formUnder({ views }: ReadViews, place: SignedPlace): Promise<SignedState> {
  const { form, grant, n } = place;
  const beside = views.find(({ permit }) => permit.id === grant);
  if (form === undefined || beside === undefined) return unsigned;
  const found = (await beside.signed(n)).get(nameOfForm(form.digest));
  if (found === undefined || found === 'altered') return signedState(found);
  const isShown = showsOnly(found.bytes, form.digest, form.parts);
  return isShown ? { shared: true, content: found, isApart: true } : signedState('altered');
}

function readable(record: AuthorisedRecord, read: ReadViews, notes: Notes): ReadableRecord {
  const { key, version, status, receivedAt, digest, facets, shared, signed: place } = record;
  const bytes = once(() => signedUnder(read, record));
  const form = place?.form?.digest;
  const shown = place?.form === undefined ? bytes : once(() => formUnder(read, place));
  const shows = (facet: Facet): boolean =>
    shared.has(facet) || (facet === 'credential' && form !== undefined);
  const contents: {
    readonly [F in keyof RecordFacets]?: NonNullable<RecordFacets[F]> | undefined;
  } = facets;
  const peek = <F extends Exclude<Facet, 'credential'>>(name: F): FacetState<F> =>
    shared.has(name) ? { shared: true, content: contents[name] } : { shared: false };
  return {
    key,
    version,
    status,
    receivedAt,
    core: facets.core,
    shows,
    peek,
    facet: (name) => {
      if (shared.has(name)) notes.record(key, name);
      return peek(name);
    },
    signed: () => {
      if (shows('credential')) notes.record(key, 'credential');
      return shown();
    },
    digest: () => digest,
    evidence: bytes,
    ...present({ form }),
  };
}

const personReader = (view: AuthorisedView, notes: Notes) => async (facet: PersonFacet) => {
  if (!view.sharedOfPerson.has(facet)) return { shared: false as const };
  notes.person(facet);
  return { shared: true as const, person: view.person };
};

/**
 * Keyed by the reader's own ids: two readers of equal views cannot tell that they are equal. Reading by shape has put
 * the members of each part in one order, so plain JSON is the same for the same view.
 */
function versionOf(ids: PairwiseIds, grants: readonly GrantRef[], view: AuthorisedView): string {
  // In which document its bytes stand is nothing a reader sees; and a new signature is news only to whoever sees that.
  const seen = view.records.map(({ shared, signed: place, apart: _parts, digest, ...record }) => ({
    ...record,
    ...(digest !== undefined && shared.has('credential') && { digest }),
    ...present({ form: place?.form }),
    shared: [...shared].toSorted(),
  }));
  const parts = { grants, person: view.person, records: seen, claims: view.claims };
  return ids.seal('view', sha256Url(JSON.stringify(parts)));
}

/** What views come to under a plan, applied again to all that stands in them. */
export function readingOf(ids: PairwiseIds, plan: AccessPlan, read: ReadViews): Reading {
  const notes = new Notes();
  const view = authorisedView(read.views);
  const permits = read.views.map(({ permit }) => permit);
  const grants = permits.map(({ id, version }) => ({ id, version }));
  const role = roleIn(permits);
  return {
    learner: plan.learner,
    purpose: plan.purpose,
    grants,
    validUntil: new Map(permits.map(({ id, validUntil }) => [id, validUntil])),
    epoch: plan.epoch,
    version: versionOf(ids, grants, view),
    partial: read.unreachable || view.claims.some(({ holds }) => holds === undefined),
    claims: view.claims,
    ...(role !== undefined && { role }),
    records: withRecognised(view.records.map((record) => readable(record, read, notes))),
    shows: (facet) => planShows({ ...plan, permits }, facet),
    person: personReader(view, notes),
    notes,
  };
}

const askOf = (
  { webId: agent, clientId: client, roles = [], linkHash }: Caller['principal'],
  what: Pick<Ask, 'learner' | 'purpose' | 'now'>,
  learner: LearnerRow | undefined,
): Ask => ({
  ...what,
  agent,
  client,
  roles,
  isLearner: learner?.webId === agent,
  ...(linkHash !== undefined && { linkHash }),
});

/** How often a question is put anew because the pod said no and the policy had moved. */
const restarts = 2;

/**
 * A requester asks to read a learner. Who they are and what they may comes first, the pod second, and nothing of
 * either leaves before the release. A learner who does not exist and one who never said yes get one answer.
 * @param asked a WebID, or a pairwise id we gave this requester.
 */
export async function answerQuery(
  house: House,
  caller: Caller,
  asked: string,
  triesLeft = restarts,
): Promise<Answer> {
  const { principal, purpose, operation } = caller;
  if (purpose === undefined || purpose === 'SELF_USE') {
    return { kind: 'refused', because: 'PURPOSE_REQUIRED' };
  }
  const ids = house.idsFor(principal.webId);
  const learner = await findLearner(house, ids, asked);
  const id = learner?.id ?? nobody;
  const { now, ...policy } = await house.ledger.grants.policyBetween(id, facesOf(principal));
  const { webId: agent, clientId: client } = principal;
  const decision = house.decide(askOf(principal, { learner: id, purpose, now }, learner), policy);
  const refuse = async (because: Refusal, reason: Refusal | 'POD_REFUSED'): Promise<Refused> => {
    const actor = { webId: agent, client, ...roleOf(principal) };
    const facts = { kind: 'DENIED', actor, purpose, operation, because: reason } as const;
    await house.ledger.log.noteRefused(learner?.id, facts, now);
    return { kind: 'refused', because };
  };
  if (decision.kind === 'refused') return refuse(decision.because, decision.because);
  const { plan } = decision;
  const role = roleIn(plan.permits);
  return {
    kind: 'access',
    learner: id,
    purpose: plan.purpose,
    epoch: plan.epoch,
    grants: grantsIn(plan),
    ...(role !== undefined && { role }),
    shows: (facet) => planShows(plan, facet),
    async open() {
      const grounds = await groundsOf(house, plan.permits);
      const read = await readViews(house, caller, plan);
      if (read.views.length > 0) {
        const views = await stillSo(house, id, read.views, grounds);
        const reading = readingOf(ids, plan, { ...read, views });
        const records = await judged(house, id)(reading.records);
        return { kind: 'reading', reading: { ...reading, records } };
      }
      if (read.unreachable) throw new Fault('PodUnreachable', 'the pod could not be read');
      const { epoch } = await house.ledger.grants.policyBetween(id, facesOf(principal));
      if (epoch === plan.epoch) return refuse('ENDED', 'POD_REFUSED');
      if (triesLeft === 0) {
        throw new Fault('Conflict', 'This changed while you were asking. Ask again.');
      }
      // What the pod refused may have ended after we looked, and something else have begun.
      const anew = await answerQuery(house, caller, asked, triesLeft - 1);
      return anew.kind === 'access' ? anew.open() : anew;
    },
  };
}
