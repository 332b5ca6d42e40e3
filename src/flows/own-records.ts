import { Fault, sha256Url } from '../base/index.js';
import type { LearnerRow } from '../ledger/index.js';
import { type OwnEnvelope, type OwnPod, ownPod, versionKey } from '../pod/index.js';
import type { CoreFacet, Facet } from '../records/index.js';
import type { Caller, House } from './house.js';
import { judged } from './judged.js';
import { once } from './once.js';
import { type OwnSame, ownSame } from './own-same.js';
import {
  Notes,
  type ReadableRecord,
  type Reading,
  signedState,
  unsigned,
  withRecognised,
} from './reading.js';

/** @throws Fault `Forbidden` when the caller is not a learner in their own session. */
export async function ownLearner(house: House, { principal }: Caller): Promise<LearnerRow> {
  const learner =
    principal.kind === 'session' ? await house.ledger.learners.byWebId(principal.webId) : undefined;
  if (learner === undefined)
    throw new Fault('Forbidden', 'This is for learners, signed in themselves.');
  return learner;
}

function own({ pod, notes, same }: Own, of: OwnEnvelope, core: CoreFacet): ReadableRecord {
  const { institution, envelope } = of;
  const { key, version, status, receivedAt, withdrawalReason } = envelope;
  const peek = async <F extends Exclude<Facet, 'credential'>>(name: F) => {
    const contents = await pod.facet(institution, name);
    const content = contents.get(versionKey(key, version));
    const link =
      name === 'credits' && content !== undefined ? (await same.links()).get(key) : undefined;
    return { shared: true, content: link && content ? { ...content, ...link } : content } as const;
  };
  const credential = async () =>
    (await pod.facet(institution, 'credential')).get(versionKey(key, version));
  const bytes = once(async () => {
    const facet = await credential();
    return facet === undefined ? unsigned : signedState(await pod.signed(of, facet));
  });
  const record: ReadableRecord = {
    key,
    version,
    status,
    receivedAt,
    ...(withdrawalReason !== undefined && { withdrawalReason }),
    core,
    shows: () => true,
    peek,
    facet: (name) => {
      notes.record(key, name);
      return peek(name);
    },
    signed: () => {
      notes.record(key, 'credential');
      return bytes();
    },
    digest: async () => (await credential())?.digest,
    evidence: bytes,
  };
  return record;
}

interface Own {
  readonly pod: OwnPod;
  readonly notes: Notes;
  readonly same: OwnSame;
}

async function ownRecords(of: Own, found: readonly OwnEnvelope[]) {
  const records = found.map(async (entry) => {
    const { key, version } = entry.envelope;
    const core = (await of.pod.facet(entry.institution, 'core')).get(versionKey(key, version));
    return core === undefined ? [] : [own(of, entry, core)];
  });
  return (await Promise.all(records)).flat();
}

const isStanding = ({ envelope: { status } }: OwnEnvelope): boolean => status !== 'SUPERSEDED';

/**
 * A learner reads everything of their own, as themself: the index, and then only the facets the question names.
 * Logged like any other reading, since a session can be stolen.
 */
export async function readOwnRecords(house: House, caller: Caller): Promise<Reading> {
  const learner = await ownLearner(house, caller);
  const { webId } = caller.principal;
  const notes = new Notes();
  const [pod, policy] = [
    ownPod(learner.storage, house.agents.selfFetch(caller.principal)),
    await house.ledger.grants.policyBetween(learner.id, [webId]),
  ];
  const found = await pod.envelopes();
  const of = { pod, notes, same: ownSame(pod, found) };
  const judge = judged(house, learner.id);
  const records = withRecognised(await judge(await ownRecords(of, found.filter(isStanding))));
  const stamps = found.map(
    ({ envelope: { key, version, status } }) => `${key} ${version} ${status}`,
  );
  const said = (await pod.same()).map(({ records: [a, b], said: word }) => `${a} ${b} ${word}`);
  return {
    learner: learner.id,
    purpose: 'SELF_USE',
    grants: [],
    validUntil: new Map(),
    epoch: policy.epoch,
    version: house
      .idsFor(webId)
      .seal('view', sha256Url([...stamps, ...said].toSorted().join('\n'))),
    partial: false,
    claims: [],
    records,
    sameOf: async (key) => {
      const others = await of.same.questions(key);
      return others.flatMap(({ other, state }) => {
        const record = records.find((one) => one.key === other);
        return record === undefined ? [] : [{ record, state }];
      });
    },
    saidNow: pod.saidNow,
    versionsOf: async (key) => {
      const all = found.filter(({ envelope }) => envelope.key === key);
      const versions = await judge(await ownRecords(of, all));
      return versions.toSorted((a, b) => a.version - b.version);
    },
    shows: () => true,
    person: async (facet) => {
      notes.person(facet);
      return { shared: true, person: await pod.person() };
    },
    notes,
  };
}
