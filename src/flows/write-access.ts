import { asWebId, Fault, type GrantId, type InstitutionId } from '../base/index.js';
import { writerOf } from '../consent/index.js';
import type { GrantRow, LearnerRow } from '../ledger/index.js';
import {
  forgetAccess,
  inboxOf,
  inItsRules,
  letAppend,
  letInAt,
  mayAppend,
  type Reader,
  tellsAppsApart,
} from '../pod/index.js';
import type { Workshop } from './house.js';
import { aloneWithView } from './keep-views.js';
import { wasTakenAway } from './taken-away.js';

/** What of a learner it takes to find an inbox of theirs. */
type Owner = Pick<LearnerRow, 'id' | 'storage'>;

/** As whom the institution comes under this grant: one for each app. None where we do not know, or not any more, who it is. */
export function writersOf({ institutions }: Workshop, grant: GrantRow): readonly Reader[] {
  const institution = writerOf(grant);
  const agent = institution === undefined ? undefined : institutions.get(institution)?.agent;
  if (agent === undefined) return [];
  const { webId, oidcIssuer: issuer } = agent;
  return grant.clients.map((client) => ({ agent: webId, client, issuer }));
}

/**
 * Work on what a grant opens in the pod, never across other work on it. An inbox has one rule, whatever number of grants
 * stands behind it: there the work on one waits for the work on another.
 */
export const aloneWithAccess = (
  shop: Workshop,
  { id: learner }: Pick<Owner, 'id'>,
  grant: Pick<GrantRow, 'id' | 'grantee'> | { readonly id: GrantId },
  work: () => Promise<void>,
): Promise<void> => {
  const institution = 'grantee' in grant ? writerOf(grant) : undefined;
  if (institution === undefined) return aloneWithView(shop, grant.id, work);
  return aloneWithInbox(shop, learner, institution, work);
};
const aloneWithInbox = (
  { ledger }: Workshop,
  learner: Owner['id'],
  institution: InstitutionId,
  work: () => Promise<void>,
): Promise<void> => ledger.outbox.alone(`inbox ${learner} ${institution}`, work);

/** Grants in force by which this institution may write; one that ran out is, until the sweep comes by. */
async function liveGrants(
  { ledger }: Workshop,
  learner: Owner['id'],
  institution: InstitutionId,
): Promise<readonly GrantRow[]> {
  const all = await ledger.grants.ofLearner(learner);
  return all.filter((grant) => grant.state === 'ACTIVE' && writerOf(grant) === institution);
}

async function setRule(
  shop: Workshop,
  { storage }: Owner,
  institution: InstitutionId,
  grants: readonly GrantRow[],
): Promise<void> {
  const inbox = inboxOf(storage, institution);
  const writers = grants.flatMap((grant) => writersOf(shop, grant));
  const unknown = grants.filter((grant) => writersOf(shop, grant).length === 0);
  const kept = unknown.length === 0 ? [] : await standingFor(shop, inbox, unknown);
  const perClient = new Map([...kept, ...writers].map((writer) => [writer.client, writer]));
  await letAppend(shop.build, inbox, [...perClient.values()]);
}

/**
 * What the rule says for grants in force to an institution that we do not know, or not any more: that is for its operator
 * to mend, and no word of the learner's, so it stays as it stands.
 */
async function standingFor(
  shop: Workshop,
  inbox: string,
  grants: readonly GrantRow[],
): Promise<readonly Reader[]> {
  const meant = new Set<string>(grants.flatMap(({ clients }) => clients));
  return (await letInAt(shop.build, inbox)).flatMap(({ agent, client, issuer, modes }) => {
    const webId = asWebId(agent);
    const isOurs = client !== undefined && meant.has(client) && modes.join() === 'Append';
    return isOurs && webId !== undefined && issuer !== undefined
      ? [{ agent: webId, client, issuer }]
      : [];
  });
}

/**
 * Of these the ones that the pod still knows of. One that the learner took away there, with another app, ends by that:
 * work on another grant to the same school does not bring it back.
 */
async function standing(
  shop: Workshop,
  learner: LearnerRow,
  grants: readonly GrantRow[],
): Promise<readonly GrantRow[]> {
  const found: GrantRow[] = [];
  for (const grant of grants) {
    if (await wasTakenAway(shop, learner, () => stillOpen(shop, learner, grant))) {
      await shop.ledger.grants.takenAway(learner.id, grant, { ...shop.builder });
    } else found.push(grant);
  }
  return found;
}

/** The institution may add to its inbox from here: by this grant, and by others in force. */
export async function openInbox(shop: Workshop, owner: LearnerRow, grant: GrantRow): Promise<void> {
  const institution = writerOf(grant);
  if (institution === undefined) return;
  if (writersOf(shop, grant).length === 0) {
    throw new Fault('NotFound', 'this institution has no agent here');
  }
  // Where apps cannot be told apart nobody is let into an inbox: what the institution delivers comes by our own doors.
  if (!(await tellsAppsApart(shop.build, owner.storage))) return;
  const live = await liveGrants(shop, owner.id, institution);
  const others = live.filter(({ id }) => id !== grant.id);
  await setRule(shop, owner, institution, [...(await standing(shop, owner, others)), grant]);
}

/**
 * Only who has another grant in force may still add to this inbox; where apps cannot be told apart, nobody. What was known of
 * where its rules stand is not gone by: no rule there is no proof that there is none.
 */
export async function shutInbox(
  shop: Workshop,
  owner: LearnerRow,
  institution: InstitutionId,
): Promise<void> {
  forgetAccess(shop.build, owner.storage);
  if (!(await tellsAppsApart(shop.build, owner.storage))) {
    return letAppend(shop.build, inboxOf(owner.storage, institution), []);
  }
  const live = await liveGrants(shop, owner.id, institution);
  await setRule(shop, owner, institution, await standing(shop, owner, live));
}

/** Of a grant we cannot read any more we do not know whose it was: every inbox with a rule is made what the others say. */
export async function shutUnknown(shop: Workshop, owner: LearnerRow): Promise<void> {
  for (const institution of shop.institutions.keys()) {
    await aloneWithInbox(shop, owner.id, institution, async () => {
      const found = await letInAt(shop.build, inboxOf(owner.storage, institution));
      if (found.length > 0) await shutInbox(shop, owner, institution);
    });
  }
}

/** @returns whether a rule lets in one that is not meant any more: by all three marks, or by the one that rules have there. */
async function letsIn(
  { build }: Workshop,
  inbox: string,
  { all, over }: { readonly all: readonly Reader[]; readonly over: readonly Reader[] },
): Promise<boolean> {
  if (!(await tellsAppsApart(build, inbox))) {
    const found = await letInAt(build, inbox);
    return found.some(({ agent }) => all.some((writer) => writer.agent === agent));
  }
  for (const writer of over) if (await mayAppend(build, inbox, [writer])) return true;
  return false;
}

/** Of a grant that is over nothing is left open, whoever put it back; what the learner took away is not brought back. */
export async function pruneInbox(
  shop: Workshop,
  owner: LearnerRow,
  grant: GrantRow,
): Promise<void> {
  const institution = writerOf(grant);
  if (institution === undefined) return;
  await aloneWithInbox(shop, owner.id, institution, async () => {
    const inbox = inboxOf(owner.storage, institution);
    const live = await liveGrants(shop, owner.id, institution);
    const meant = new Set<string>(live.flatMap(({ clients }) => clients));
    const all = writersOf(shop, grant);
    const over = all.filter(({ client }) => !meant.has(client));
    const isOpen = await inItsRules(() => letsIn(shop, inbox, { all, over }));
    if (isOpen) await shutInbox(shop, owner, institution);
  });
}

/**
 * Whether the pod still lets the institution add to its inbox. Where we do not know who the institution is, such as at a
 * start, that is no word of the learner's. A pod that shows no rules says no: whether it is itself is asked after a no.
 */
export async function stillOpen(
  shop: Workshop,
  { storage }: Owner,
  grant: GrantRow,
): Promise<boolean> {
  const institution = writerOf(grant);
  if (institution === undefined || writersOf(shop, grant).length === 0) return true;
  return inItsRules(async () => {
    if (!(await tellsAppsApart(shop.build, storage))) return true;
    return mayAppend(shop.build, inboxOf(storage, institution), writersOf(shop, grant));
  });
}
