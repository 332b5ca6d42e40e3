import { randomUUID } from 'node:crypto';
import { Fault, type GrantId, grantId, present, type RecordKey, recordKey } from '../base/index.js';
import {
  type AccessPlan,
  buildView,
  type Grant,
  type GrantView,
  granteeKey,
  type Permit,
  type Policy,
  partsShown,
  planShows,
} from '../consent/index.js';
import type { LearnerRow } from '../ledger/index.js';
import {
  type FoundSigned,
  nameOfForm,
  type OwnEnvelope,
  type OwnPod,
  ownPod,
  versionKey,
} from '../pod/index.js';
import {
  type CredentialFacet,
  type Facet,
  type PartApart,
  type RecordVersion,
  withSame,
} from '../records/index.js';
import { type Access, readingOf } from './answer-query.js';
import { planAsReceiver } from './as-receiver.js';
import { yesOf } from './change-consent.js';
import { claimsNow } from './claim-standing.js';
import type { NewGrant } from './grant-terms.js';
import type { Caller, House } from './house.js';
import type { BytesOf } from './judged-versions.js';
import { ownLearner } from './own-records.js';
import { type Reading, signedState, unsigned } from './reading.js';
import { formWith } from './signed-views.js';
import { ownGrant } from './take-back.js';

/** What somebody sees or would see, to be looked at by the learner. No pod has been asked yet. */
export interface Preview extends Pick<Access, 'learner' | 'shows'> {
  open(): Promise<Reading>;
}

/** All that a learner's own pod says of all their records, earlier versions too. */
async function ownVersions(pod: OwnPod): Promise<readonly RecordVersion[]> {
  const found = await pod.envelopes();
  const versions = found.map(async ({ institution, envelope }) => {
    const at = versionKey(envelope.key, envelope.version);
    const [core, assessment, credits, evidence, feedback, identifiers, signed] = await Promise.all([
      pod.facet(institution, 'core'),
      pod.facet(institution, 'assessment'),
      pod.facet(institution, 'credits'),
      pod.facet(institution, 'evidence'),
      pod.facet(institution, 'feedback'),
      pod.facet(institution, 'identifiers'),
      pod.facet(institution, 'credential'),
    ]);
    const [what, how] = [core.get(at), identifiers.get(at)];
    if (what === undefined || how === undefined) {
      throw new Fault('PodUnreachable', 'a record stands in one bundle and not in another');
    }
    const facets = present({
      core: what,
      assessment: assessment.get(at),
      credits: credits.get(at),
      evidence: evidence.get(at),
      feedback: feedback.get(at),
      identifiers: how,
      credential: signed.get(at),
    });
    return { ...envelope, facets };
  });
  return withSame(await Promise.all(versions), await pod.same());
}

type NamedBytes = readonly (readonly [name: string, content: FoundSigned])[];

/** The whole of a credential, where it came in. */
async function wholeOf(pod: OwnPod, of: OwnEnvelope, credential: CredentialFacet) {
  const content = await pod.signed(of, credential);
  return content === undefined ? [] : [[credential.digest, content] as const];
}

/** A form of it with the parts that are shown. */
async function formOf(
  pod: OwnPod,
  of: OwnEnvelope,
  { selective }: CredentialFacet,
  parts: readonly PartApart[] | undefined,
): Promise<NamedBytes> {
  if (selective === undefined || parts === undefined) return [];
  const content = formWith(await pod.form(of, selective), parts);
  return content === undefined ? [] : [[nameOfForm(selective.digest), content]];
}

/** The bytes that would stand beside a view, from where they came in. */
const signedFrom =
  (pod: OwnPod, permit: Permit, records: readonly RecordVersion[], view: GrantView) =>
  async (n: number): Promise<ReadonlyMap<string, FoundSigned>> => {
    const all = (await pod.envelopes()).filter(({ envelope }) => envelope.status !== 'SUPERSEDED');
    const standing = new Map(all.map((one) => [one.envelope.key, one]));
    const shown = new Map(
      records.filter(({ status }) => status !== 'SUPERSEDED').map((one) => [one.key, one]),
    );
    const named = view.records.filter(({ credential }) => credential?.n === n);
    const found = named.map(async ({ key, credential: place }): Promise<NamedBytes> => {
      const [of, record] = [standing.get(key), shown.get(key)];
      const credential = record?.facets.credential;
      if (of === undefined || record === undefined || credential === undefined) return [];
      return place?.form === undefined
        ? wholeOf(pod, of, credential)
        : formOf(pod, of, credential, partsShown(permit, record));
    });
    return new Map((await Promise.all(found)).flat());
  };

/** The bytes of a record that stands, to judge it by. */
const bytesIn =
  (pod: OwnPod): BytesOf =>
  async ({ key, version, facets: { credential } }) => {
    const of = (await pod.envelopes()).find(
      ({ envelope }) => envelope.key === key && envelope.version === version,
    );
    if (of === undefined || credential === undefined) return unsigned;
    return signedState(await pod.signed(of, credential));
  };

/**
 * The views of a plan as the builder would make them, read as the grantee's would be. It is the learner who looks: no use
 * of a grant is taken, and their log says that it was them.
 */
async function openAs(house: House, caller: Caller, learner: LearnerRow, plan: AccessPlan) {
  const pod = ownPod(learner.storage, house.agents.selfFetch(caller.principal));
  const shows = plan.permits.length > 0;
  const [records, person] = shows ? [await ownVersions(pod), await pod.person()] : [[], {}];
  const views = plan.permits.map(async (permit) => {
    const terms = { ...permit, learner: learner.id };
    const { wordOf } = await claimsNow(house, terms, records, bytesIn(pod));
    const view = buildView(permit, records, person, wordOf);
    return { permit, view, signed: signedFrom(pod, permit, records, view) };
  });
  const ids = house.idsFor(caller.principal.webId);
  const { role: _theirs, ...reading } = readingOf(ids, plan, {
    views: await Promise.all(views),
    unreachable: false,
  });
  return { ...reading, purpose: 'SELF_USE', grants: [] } as const;
}

const previewOf = (
  house: House,
  caller: Caller,
  learner: LearnerRow,
  plan: AccessPlan,
): Preview => ({
  learner: learner.id,
  shows: (facet: Facet) => planShows(plan, facet),
  open: () => openAs(house, caller, learner, plan),
});

const waiting: ReadonlySet<Grant['state']> = new Set(['PROPOSED', 'PREPARING', 'SUSPENDED']);

/** A grant that waits counts as if it were in force; of one that is over nothing is left. */
const asIfInForce = (policy: Policy, { id, version, state }: Grant): Policy => ({
  ...policy,
  grants: policy.grants.map((grant) =>
    grant.id === id && grant.version === version && waiting.has(state)
      ? { ...grant, state: 'ACTIVE' }
      : grant,
  ),
});

/**
 * A learner looks at what the grantee of a grant sees at this moment: by that grant, and by whatever else they gave them
 * for the same purpose.
 */
export async function previewGrant(house: House, caller: Caller, id: GrantId): Promise<Preview> {
  const { learner, grant } = await ownGrant(house, caller, id);
  const faces = [granteeKey(grant.grantee)];
  const { now, ...policy } = await house.ledger.grants.policyBetween(learner.id, faces);
  const seen = { grant, learner: learner.webId, now };
  const plan = planAsReceiver(house, seen, asIfInForce(policy, grant));
  return previewOf(house, caller, learner, plan);
}

/** What the records of a new grant would be. */
async function keysNow({ ledger }: House, { id }: LearnerRow): Promise<readonly RecordKey[]> {
  return [...(await ledger.deliveries.known(id)).keys()].map(recordKey);
}

/** A learner looks at what they would share by a grant that is not made yet, and by that alone. */
export async function previewScope(
  house: House,
  caller: Caller,
  asked: NewGrant,
): Promise<Preview> {
  const learner = await ownLearner(house, caller);
  const { grantee, terms } = yesOf(house, caller, learner, asked);
  const grant: Grant = {
    ...terms,
    id: grantId(randomUUID()),
    version: 1,
    learner: learner.id,
    grantee,
    state: 'ACTIVE',
    used: 0,
    wasActive: true,
    recordsAtGrant: await keysNow(house, learner),
    view: '',
  };
  const faces = [granteeKey(grantee)];
  const { epoch, blocks } = await house.ledger.grants.policyBetween(learner.id, faces);
  const seen = { grant, learner: learner.webId, now: terms.validFrom };
  const plan = planAsReceiver(house, seen, { epoch, blocks, grants: [grant] });
  return previewOf(house, caller, learner, plan);
}
