import { Fault } from '../base/index.js';
import { granteeKey, mayWrite } from '../consent/index.js';
import { pushedDelivery, readPushed, wrongInPushed } from '../institutions/index.js';
import type { LearnerRow } from '../ledger/index.js';
import { namesInInbox, readFromInbox } from '../pod/index.js';
import { contentHash, type SourceDelivery } from '../records/index.js';
import { markOf } from './archive-tools.js';
import type { InstitutionDesk, Workshop } from './house.js';
import { learnerOf } from './keep-views.js';

type DueInbox = Awaited<ReturnType<Workshop['ledger']['deliveries']['inboxesDue']>>[number];

/** Seconds between two looks into one inbox, and inboxes in one round. */
const period = 60;
const atOnce = 50;
const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

interface Inbox {
  readonly shop: Workshop;
  readonly learner: LearnerRow;
  readonly desk: InstitutionDesk;
}

/** @returns undefined for what is no text, or is too large. */
async function textOf({ shop, learner, desk }: Inbox, name: string): Promise<string | undefined> {
  try {
    const { fetch } = shop.build;
    return utf8.decode(await readFromInbox(fetch, learner.storage, desk.id, name));
  } catch (error) {
    if (error instanceof TypeError) return undefined;
    throw error;
  }
}

/** The grant that it stands there by, as it is at this moment; undefined: it stays where it is, and is read by nobody. */
async function yesTo({ shop, learner, desk }: Inbox) {
  const face = granteeKey({ kind: 'institution', institution: desk.id });
  const policy = await shop.ledger.grants.policyBetween(learner.id, [face]);
  const decision = mayWrite(policy, { institution: desk.id, now: policy.now });
  if (decision.kind === 'refused' || desk.agent === undefined) return undefined;
  const { webId, clientIds } = desk.agent;
  const suspended = new Set(await shop.ledger.clients.suspended());
  // Which app put it there the pod does not say: one that was not stopped must be left.
  const client = clientIds.find((one) => !suspended.has(one));
  if (client === undefined) return undefined;
  return { under: { grants: decision.grants, epoch: policy.epoch }, actor: { webId, client } };
}

function hashed({ shop, learner, desk }: Inbox, delivery: SourceDelivery) {
  const { records } = readPushed(delivery, desk);
  const said = records.map(
    ({ key, facets }) => [key, shop.fingerprint(learner.id, contentHash(facets))] as const,
  );
  return { delivery, hashes: new Map(said), mark: markOf(shop, learner, delivery) };
}

/** @returns false when it is to be looked at another time. */
async function takeUp(inbox: Inbox, name: string): Promise<boolean> {
  const { shop, learner, desk } = inbox;
  const { deliveries } = shop.ledger;
  const text = await textOf(inbox, name);
  const message = { text: text ?? '', mediaType: 'application/json' };
  const delivery = pushedDelivery(desk.id, learner.id, message, new Date());
  const wrong = wrongInPushed(delivery, desk);
  const channel = 'INBOX' as const;
  if (wrong !== undefined) {
    await deliveries.noteRefusedDelivery({ institution: desk.id, channel, ...wrong });
    return true;
  }
  const yes = await yesTo(inbox);
  if (yes === undefined) return false;
  const accepted = await deliveries.acceptUnder(learner.id, {
    ...yes,
    institution: desk.id,
    deliveries: [hashed(inbox, delivery)],
    channel,
  });
  return accepted !== undefined;
}

async function lookInto(shop: Workshop, { learner: id, institution }: DueInbox): Promise<void> {
  const desk = shop.institutions.get(institution);
  if (desk === undefined) return;
  const learner = await learnerOf(shop, id);
  const inbox: Inbox = { shop, learner, desk };
  if ((await yesTo(inbox)) === undefined) return;
  const names = await namesInInbox(shop.build.fetch, learner.storage, institution);
  const hashOf = (name: string) => shop.fingerprint(id, `inbox ${institution} ${name}`);
  const known = await shop.ledger.deliveries.takenUp(id, names.map(hashOf));
  for (const name of names.filter((one) => !known.has(hashOf(one)))) {
    if (await takeUp(inbox, name)) await shop.ledger.deliveries.noteTakenUp(id, hashOf(name));
  }
}

/**
 * What institutions put in the inboxes of pods by themselves is taken up like what they send us: in their own name, all of
 * a document or nothing, once, and as long as the learner lets them. The document stays where it is.
 */
export async function takeUpInboxes(
  shop: Workshop,
  onError: (error: unknown) => void,
  seconds = period,
): Promise<void> {
  for (const due of await shop.ledger.deliveries.inboxesDue(seconds, atOnce)) {
    try {
      await lookInto(shop, due);
    } catch (error) {
      const isPods = error instanceof Fault && error.kind === 'PodUnreachable';
      // The pod is away: the next round is soon enough.
      if (!isPods) onError(error);
    }
  }
}
