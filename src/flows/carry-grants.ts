import { Fault, type GrantId } from '../base/index.js';
import { nextState } from '../consent/index.js';
import type { GrantRow, LearnerRow } from '../ledger/index.js';
import { layoutOf, readOwnDocument } from '../pod/index.js';
import { type ConsentChange, podState, whyNot, yesOf } from './change-consent.js';
import type { NewGrant } from './grant-terms.js';
import type { Caller, House } from './house.js';
import { ownLearner } from './own-records.js';
import { readGrantDocument, unfits } from './read-grant-document.js';

/** Every version of every grant, as it stands signed in the learner's own pod. Read as the learner. */
export async function exportGrants(house: House, caller: Caller): Promise<readonly string[]> {
  const learner = await ownLearner(house, caller);
  const as = house.agents.selfFetch(caller.principal);
  const documents: string[] = [];
  for (const { id } of await house.ledger.grants.ofLearner(learner.id)) {
    for (const { version } of await house.ledger.grants.versions(id)) {
      const at = layoutOf(learner.storage).grant(id, version);
      const found = await readOwnDocument(as, at);
      // One that waits for a guardian, or for the pod, stands nowhere yet.
      if (found !== undefined) documents.push(found);
    }
  }
  return documents;
}

/**
 * IN_FORCE: holds here already. WAS_ENDED: it was, and is over for ever; agreeing again makes a new grant. OVER: its end
 * has passed. NEW: not known here, such as after a move.
 */
export const importStates = [...unfits, 'IN_FORCE', 'WAS_ENDED', 'OVER', 'NEW'] as const;
export type ImportState = (typeof importStates)[number];
export interface ImportedGrant {
  readonly state: ImportState;
  /** Absent where it could not be read, or is not the learner's. */
  readonly grant?: GrantRow;
  /** The new grant that came of it, where the learner said so. */
  readonly made?: ConsentChange;
}
const mostDocuments = 100;

async function stateOf({ ledger }: House, grant: GrantRow): Promise<ImportState> {
  if (grant.validUntil <= new Date()) return 'OVER';
  const known = await ledger.grants.byId(grant.id);
  const isOn = known !== undefined && nextState(known.state, 'REVOKED') !== undefined;
  if (isOn || (await ledger.grants.livesOn(grant.id))) return 'IN_FORCE';
  return known === undefined ? 'NEW' : 'WAS_ENDED';
}

/** On the same terms, until the same end: a new grant, since what is over has no way back. */
function anew({ purpose, grantee, clients, scope, claims, facets, ...rest }: GrantRow): NewGrant {
  const { validUntil: until, includeFuture, maxSessions, personFacets } = rest;
  const isBound = grantee.kind === 'app' || grantee.kind === 'link';
  return {
    purpose,
    grantee,
    scope,
    claims,
    facets,
    personFacets,
    until,
    includeFuture,
    ...(!isBound && { clients }),
    ...(maxSessions !== undefined && { maxSessions }),
  };
}

async function look(
  house: House,
  learner: LearnerRow,
  documents: readonly string[],
): Promise<readonly ImportedGrant[]> {
  const found: ImportedGrant[] = [];
  for (const text of documents) {
    const grant = await readGrantDocument(text, learner, house.attestationKeys);
    found.push(
      typeof grant === 'string' ? { state: grant } : { state: await stateOf(house, grant), grant },
    );
  }
  return found;
}

/** One for each grant, whichever of its documents came first; nothing where it is in force or past its end. */
function wantedOf(found: readonly ImportedGrant[], confirm: readonly GrantId[]) {
  const wanted = new Map<GrantId, GrantRow>();
  for (const { state, grant } of found) {
    const isOpen = state === 'NEW' || state === 'WAS_ENDED';
    if (!isOpen || grant === undefined || !confirm.includes(grant.id)) continue;
    if (!wanted.has(grant.id)) wanted.set(grant.id, grant);
  }
  return [...wanted.values()];
}

/** All of them or none, each once however often its document is brought. */
async function makeAnew(
  house: House,
  caller: Caller,
  learner: LearnerRow,
  wanted: readonly GrantRow[],
): Promise<ReadonlyMap<GrantRow, ConsentChange>> {
  const all = wanted.map((grant) => {
    return { from: grant.id, yes: yesOf(house, caller, learner, anew(grant)) };
  });
  const done = await house.ledger.grants.carryOver(learner.id, all);
  if (done?.kind !== 'carried') throw whyNot(done?.kind);
  const made = wanted.flatMap((grant, n) => {
    const one = done.made[n];
    return one === undefined || one === 'in force' ? [] : [{ grant, ...one }];
  });
  // What waits for a guardian is owed no view yet.
  const pod = await podState(
    house,
    made.flatMap(({ work }) => work),
  );
  return new Map(
    made.map(({ grant, id, kind }) => [
      grant,
      { grantId: id, pod: kind === 'made' ? pod : 'PENDING' },
    ]),
  );
}

/**
 * Looks at documents the learner brings, and makes new grants of those they name: of all or of none. Nothing is granted
 * silently: without `confirm` nothing changes.
 * @param confirm ids of grants, as the documents have them.
 */
export async function importGrants(
  house: House,
  caller: Caller,
  documents: readonly string[],
  confirm: readonly GrantId[],
): Promise<readonly ImportedGrant[]> {
  const learner = await ownLearner(house, caller);
  if (documents.length > mostDocuments) {
    throw new Fault('BadInput', 'That is more than can be looked at in one go.');
  }
  const found = await look(house, learner, documents);
  const wanted = wantedOf(found, confirm);
  const made = wanted.length === 0 ? undefined : await makeAnew(house, caller, learner, wanted);
  return found.map((one) => {
    const change = one.grant && made?.get(one.grant);
    return change === undefined ? one : { ...one, made: change };
  });
}
