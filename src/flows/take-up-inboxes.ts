import { Fault } from '../base/index.js';
import { granteeKey, mayWrite } from '../consent/index.js';
import {
  associationsIn,
  keysOfAssociation,
  pushedDelivery,
  readPushed,
  wrongInPushed,
} from '../institutions/index.js';
import { type LearnerRow, withdrawnMark } from '../ledger/index.js';
import { namesInInbox, readFromInbox, tellsAppsApart } from '../pod/index.js';
import type { SourceDelivery } from '../records/index.js';
import { markOf } from './archive-tools.js';
import type { InstitutionDesk, Workshop } from './house.js';
import { learnerOf } from './keep-views.js';
import { saidHash } from './said-hash.js';
import { forSoLong } from './time-limit.js';

type DueInbox = Awaited<ReturnType<Workshop['ledger']['deliveries']['inboxesDue']>>[number];

/** Seconds between two looks into one inbox, and inboxes in one round. */
const period = 60;
const atOnce = 50;
/** Documents in one look, and milliseconds in which a pod is asked for them. */
const mostInLook = 200;
const lookMs = 20_000;
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
  const { webId, clientIds = [] } = desk.agent ?? {};
  const suspended = new Set(await shop.ledger.clients.suspended());
  // Which app put it there the pod does not say: one that may, and was not stopped, must be left.
  for (const client of clientIds.filter((one) => !suspended.has(one))) {
    const decision = mayWrite(policy, { institution: desk.id, client, now: policy.now });
    if (decision.kind === 'refused' || webId === undefined) continue;
    const under = { grants: decision.grants, epoch: policy.epoch, app: client };
    return { under, actor: { webId, client } };
  }
  return undefined;
}

function hashed({ shop, learner, desk }: Inbox, delivery: SourceDelivery) {
  const { records, withdrawn } = readPushed(delivery, desk);
  const gone = withdrawn.map((key) => [key, withdrawnMark] as const);
  const said = records.map((one) => [one.key, saidHash(shop, learner.id, one)] as const);
  const about = associationsIn(delivery).flatMap((id) => keysOfAssociation(desk, id));
  return {
    delivery,
    about,
    hashes: new Map([...gone, ...said]),
    mark: markOf(shop, learner, delivery),
  };
}

/** A document that the pod does not give, or that is too large, keeps no other from being looked at. */
async function takeUp(inbox: Inbox, name: string, hash: string): Promise<void> {
  const { shop, learner, desk } = inbox;
  const { deliveries } = shop.ledger;
  const text = await textOf(inbox, name);
  const message = { text: text ?? '', mediaType: 'application/json' };
  const delivery = pushedDelivery(desk.id, learner.id, message, new Date());
  const wrong = wrongInPushed(delivery, desk);
  const channel = 'INBOX' as const;
  if (wrong !== undefined) {
    await deliveries.noteRefusedDelivery({ institution: desk.id, channel, ...wrong });
    await deliveries.noteTakenUp(learner.id, hash);
    return;
  }
  const yes = await yesTo(inbox);
  if (yes === undefined) return;
  await deliveries.acceptUnder(learner.id, {
    actor: yes.actor,
    under: { ...yes.under, once: hash },
    institution: desk.id,
    deliveries: [hashed(inbox, delivery)],
    channel,
  });
}

/** A delivery of ours whose place in the index is still to be written looks like a school's own document. */
async function notOurs({ shop, learner }: Inbox, names: readonly string[]) {
  const taken = await shop.ledger.deliveries.taken(learner.id);
  return names.filter((name) => !taken.has(name.replace(/\.json$/, '')));
}

async function lookInto(shop: Workshop, { learner: id, institution }: DueInbox): Promise<void> {
  const desk = shop.institutions.get(institution);
  if (desk === undefined) return;
  const learner = await learnerOf(shop, id);
  const inbox: Inbox = { shop, learner, desk };
  if ((await yesTo(inbox)) === undefined) return;
  // Where apps cannot be told apart no institution is let in: whoever put it there, it was not by our word.
  if (!(await tellsAppsApart(shop.build, learner.storage))) return;
  const found = await namesInInbox(shop.build.fetch, learner.storage, institution);
  const names = await notOurs(inbox, found);
  const hashOf = (name: string) => shop.fingerprint(id, `inbox ${institution} ${name}`);
  const known = await shop.ledger.deliveries.takenUp(id, names.map(hashOf));
  const fresh = names.filter((one) => !known.has(hashOf(one))).slice(0, mostInLook);
  for (const name of fresh) {
    try {
      await takeUp(inbox, name, hashOf(name));
    } catch (error) {
      if (!isPods(error)) throw error;
    }
  }
}

const isPods = (error: unknown): boolean =>
  error instanceof Fault && (error.kind === 'PodUnreachable' || error.kind === 'PodRefused');

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
      await lookInto(forSoLong(shop, lookMs), due);
    } catch (error) {
      // The pod is away: the next round is soon enough.
      if (!isPods(error)) onError(error);
    }
  }
}
