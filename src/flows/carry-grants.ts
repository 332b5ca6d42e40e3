import { Fault, type GrantId } from '../base/index.js';
import type { GrantRow } from '../ledger/index.js';
import { layoutOf, readOwnDocument } from '../pod/index.js';
import { type ConsentChange, giveAccess } from './change-consent.js';
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

async function stateOf(house: House, grant: GrantRow): Promise<ImportState> {
  if (grant.validUntil <= new Date()) return 'OVER';
  const known = await house.ledger.grants.byId(grant.id);
  if (known === undefined) return 'NEW';
  const isOn =
    known.state === 'ACTIVE' || known.state === 'PREPARING' || known.state === 'SUSPENDED';
  return isOn ? 'IN_FORCE' : 'WAS_ENDED';
}

/** On the same terms, until the same end: a new grant, since what is over has no way back. */
const anew = (
  house: House,
  caller: Caller,
  { purpose, grantee, clients, scope, claims, facets, personFacets, ...rest }: GrantRow,
) => {
  const { validUntil: until, includeFuture, maxSessions } = rest;
  const isBound = grantee.kind === 'app' || grantee.kind === 'link';
  const asked = {
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
  return ownLearner(house, caller).then((learner) => giveAccess(house, caller, learner, asked));
};

/**
 * Looks at documents the learner brings, and makes new grants of those they name. Nothing is granted silently: without
 * `confirm` nothing changes.
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
  const found: ImportedGrant[] = [];
  const taken = new Set<GrantId>();
  for (const text of documents) {
    const grant = await readGrantDocument(text, learner, house.attestationKeys);
    if (typeof grant === 'string') {
      found.push({ state: grant });
      continue;
    }
    const state = await stateOf(house, grant);
    const wanted = confirm.includes(grant.id) && !taken.has(grant.id);
    if (!wanted || state === 'IN_FORCE' || state === 'OVER') {
      found.push({ state, grant });
      continue;
    }
    taken.add(grant.id);
    found.push({ state, grant, made: await anew(house, caller, grant) });
  }
  return found;
}
