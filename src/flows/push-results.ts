import {
  type ClientId,
  Fault,
  type InstitutionId,
  type LearnerId,
  type RecordKey,
  recordKey,
  sha256Hex,
  unambiguous,
  uuidOf,
} from '../base/index.js';
import { granteeKey, mayWrite, type Refusal, writePurpose } from '../consent/index.js';
import {
  associationsIn,
  keysOfAssociation,
  keysOfPatch,
  type PushedMessage,
  patchedBy,
  pushedDelivery,
  readPushed,
  resultTouchedBy,
  takenAwayBy,
  wrongInPushed,
} from '../institutions/index.js';
import {
  type Accepted,
  type Channel,
  type HashedDelivery,
  type KnownHash,
  type LearnerRow,
  type Leaving,
  withdrawnMark,
} from '../ledger/index.js';
import type { SetAside, SourceDelivery } from '../records/index.js';
import { markOf } from './archive-tools.js';
import { actorOf, type PodState, podState } from './change-consent.js';
import { findLearner, nobody } from './find-learner.js';
import type { Caller, House, InstitutionDesk } from './house.js';
import { askingInstitution } from './institution-desk.js';
import { saidHash } from './said-hash.js';

type Known = ReadonlyMap<string, KnownHash>;
export interface PushAsked {
  /** A WebID, or the id we gave this institution. */
  readonly learner: string;
  readonly message: PushedMessage;
  readonly channel: Exclude<Channel, 'PULL'>;
  /** It has no id of its own: it gets one by what it says and of whom, the same whenever it is sent. */
  readonly isNameless?: boolean;
  /** Looked into, and nothing is kept. */
  readonly dryRun?: boolean;
  /** What waits of the same things, and waits no more once this is taken. */
  readonly leaving?: Leaving;
  /** It is taken only while this is what is known of its records: somebody may say something newer meanwhile. */
  readonly insteadOf?: Known;
}
/**
 * FORBIDDEN: this learner did not let it, or not any more, or is not here: one answer. WRONG: nothing of it was taken.
 * UNKNOWN: a change of an association that this institution never delivered, or took back.
 */
export type PushAnswer =
  | { readonly kind: 'FORBIDDEN' }
  | { readonly kind: 'WRONG'; readonly wrong: SetAside }
  | { readonly kind: 'UNKNOWN' }
  | {
      readonly kind: 'TAKEN';
      readonly learner: LearnerId;
      /** Of a message that is about one. */
      readonly associationId?: string;
      /** Records that the message is about. */
      readonly records: number;
      /** Of those, new or changed. */
      readonly changed: number;
      readonly pod: PodState;
    };

/** An institution's right to add to this learner, and how things stood when it was looked at. */
export interface WriteAccess {
  readonly learner: LearnerRow;
  readonly desk: InstitutionDesk;
  readonly under: {
    readonly app?: ClientId;
    readonly grants: Extract<ReturnType<typeof mayWrite>, { kind: 'may' }>['grants'];
    readonly epoch: number;
  };
}

/** Whether this institution may add to this learner as things stand; nobody is told. */
export async function weighWrite(
  house: House,
  { principal }: Caller,
  desk: InstitutionDesk,
  learner: LearnerRow | undefined,
): Promise<WriteAccess | { readonly because: Refusal; readonly at: Date }> {
  const face = granteeKey({ kind: 'institution', institution: desk.id });
  const policy = await house.ledger.grants.policyBetween(learner?.id ?? nobody, [face]);
  const { now, epoch } = policy;
  const client = principal.kind === 'session' ? {} : { client: principal.clientId };
  const decision = mayWrite(policy, { institution: desk.id, now, ...client });
  if (decision.kind === 'may' && learner !== undefined) {
    const app = principal.kind === 'session' ? {} : { app: principal.clientId };
    return { learner, desk, under: { grants: decision.grants, epoch, ...app } };
  }
  return { because: decision.kind === 'refused' ? decision.because : 'NO_GRANT', at: now };
}

/** Whether it may; a try that fails is noted, whoever the learner is. */
export async function accessTo(
  house: House,
  caller: Caller,
  desk: InstitutionDesk,
  learner: LearnerRow | undefined,
): Promise<WriteAccess | undefined> {
  const found = await weighWrite(house, caller, desk, learner);
  if ('learner' in found) return found;
  const { because, at } = found;
  const actor = actorOf(caller);
  const { operation } = caller;
  const facts = { actor, purpose: writePurpose, operation, because, institution: desk.id } as const;
  await house.ledger.log.noteRefused(learner?.id, { kind: 'DENIED', ...facts }, at);
  return undefined;
}

/** Who it may be, and whether it may: the same steps whoever the learner is, and a try that fails is noted. */
export async function writeAccessOf(
  house: House,
  caller: Caller,
  asked: string,
): Promise<WriteAccess | undefined> {
  const desk = askingInstitution(house, caller);
  const learner = await findLearner(house, house.idsFor(caller.principal.webId), asked);
  return accessTo(house, caller, desk, learner);
}

const stands = (known: Known, key: RecordKey): boolean => {
  const found = known.get(key);
  return found !== undefined && found.hash !== withdrawnMark;
};

/** What a patch says last is the patch itself: again the same one is nothing new. */
export function hashesOf(
  house: Pick<House, 'fingerprint'>,
  { learner, known }: { readonly learner: LearnerId; readonly known: Known },
  delivery: SourceDelivery,
  desk: InstitutionDesk,
): HashedDelivery['hashes'] {
  if (patchedBy(delivery) !== undefined) {
    const said = house.fingerprint(learner, `patch ${delivery.page.sha256}`);
    const gone = takenAwayBy(delivery, desk);
    const touched = resultTouchedBy(delivery, desk);
    const keys = keysOfPatch(delivery, desk).filter((key) => key !== touched || stands(known, key));
    return new Map(keys.map((key) => [key, key === gone ? withdrawnMark : said]));
  }
  const { records, withdrawn } = readPushed(delivery, desk);
  return new Map([
    ...withdrawn.map((key) => [key, withdrawnMark] as const),
    ...records.map((one) => [one.key, saidHash(house, learner, one)] as const),
  ]);
}

/** Whether this institution delivered the association before and did not take it back: known by a hash of its id. */
const isKnown = (known: Known, desk: InstitutionDesk, id: string): boolean =>
  keysOfAssociation(desk, id).some((key) => stands(known, key));

async function noteWrong(
  house: House,
  institution: InstitutionId,
  { channel, dryRun = false }: PushAsked,
  { code, path }: SetAside,
): Promise<void> {
  if (dryRun) return;
  await house.ledger.deliveries.noteRefusedDelivery({ institution, channel, code, path });
}

/** What an institution says by itself, each record by its hash. */
export function hashedPush(
  house: Pick<House, 'fingerprint'>,
  { learner, desk }: { readonly learner: Pick<LearnerRow, 'id'>; readonly desk: InstitutionDesk },
  delivery: SourceDelivery,
  known: Known = new Map(),
): HashedDelivery {
  const mark = markOf(house, learner, delivery);
  const about = associationsIn(delivery).flatMap((id) => keysOfAssociation(desk, id));
  const hashes = hashesOf(house, { learner: learner.id, known }, delivery, desk);
  return { delivery, mark, about, hashes, isChange: patchedBy(delivery) !== undefined };
}

const saidOf = ({ hashes }: HashedDelivery): number =>
  [...hashes.values()].filter((hash) => hash !== withdrawnMark).length;

async function take(
  house: House,
  caller: Caller,
  access: WriteAccess,
  { asked, message }: { readonly asked: PushAsked; readonly message: SourceDelivery },
): Promise<PushAnswer | 'moved'> {
  const { learner, desk, under } = access;
  const { insteadOf = new Map() } = asked;
  const delivery = {
    ...hashedPush(house, access, message, insteadOf),
    ...hashesIn(asked.insteadOf),
  };
  const records = patchedBy(message) === undefined ? saidOf(delivery) : delivery.hashes.size;
  const [associationId] = associationsIn(message);
  const about = { learner: learner.id, records, ...(associationId && { associationId }) };
  if (asked.dryRun === true) return { kind: 'TAKEN', ...about, changed: 0, pod: 'CONFIRMED' };
  const accepted: Accepted | undefined = await house.ledger.deliveries.acceptUnder(learner.id, {
    actor: actorOf(caller),
    institution: desk.id,
    deliveries: [delivery],
    channel: asked.channel,
    under: { ...under, ...(asked.leaving !== undefined && { leaving: asked.leaving }) },
  });
  if (accepted === undefined) return 'moved';
  const pod = await podState(house, accepted.work);
  return { kind: 'TAKEN', ...about, changed: accepted.changed.length, pod };
}

/** A patch is taken as long as what it changes stands: taken back meanwhile, it is looked at anew. */
async function takePatch(
  house: House,
  caller: Caller,
  access: WriteAccess,
  {
    asked,
    message,
    id,
  }: { readonly asked: PushAsked; readonly message: SourceDelivery; readonly id: string },
): Promise<PushAnswer | 'moved'> {
  const known = await house.ledger.deliveries.known(access.learner.id);
  if (!isKnown(known, access.desk, id)) return { kind: 'UNKNOWN' };
  try {
    const whileKnown = { ...asked, insteadOf: known };
    return await take(house, caller, access, { asked: whileKnown, message });
  } catch (error) {
    if (error instanceof Fault && error.kind === 'Conflict') return 'moved';
    throw error;
  }
}

const hashesIn = (known: Known | undefined): Pick<HashedDelivery, 'insteadOf'> =>
  known === undefined
    ? {}
    : { insteadOf: new Map([...known].map(([key, { hash }]) => [recordKey(key), hash])) };

const idOf = ({ desk, learner }: WriteAccess, text: string): string =>
  uuidOf(unambiguous([desk.id, learner.id, sha256Hex(text)]));

/** How often it is looked at anew because the learner's policy moved meanwhile. */
const restarts = 2;

/**
 * An institution delivers by itself, in its own name, to a learner who lets it: all of a message, or nothing. The same
 * message again adds nothing.
 */
export async function pushResults(
  house: House,
  caller: Caller,
  asked: PushAsked,
  triesLeft = restarts,
): Promise<PushAnswer> {
  const access = await writeAccessOf(house, caller, asked.learner);
  if (access === undefined) return { kind: 'FORBIDDEN' };
  const { learner, desk } = access;
  const { message: said } = asked;
  const named = asked.isNameless === true ? { associationId: idOf(access, said.text) } : {};
  const message = pushedDelivery(desk.id, learner.id, { ...said, ...named }, new Date());
  const wrong = wrongInPushed(message, desk);
  if (wrong !== undefined) {
    await noteWrong(house, desk.id, asked, wrong);
    return { kind: 'WRONG', wrong };
  }
  const patched = patchedBy(message);
  const all = { asked, message };
  const taken =
    patched === undefined
      ? await take(house, caller, access, all)
      : await takePatch(house, caller, access, { ...all, id: patched });
  if (taken !== 'moved') return taken;
  if (triesLeft === 0)
    throw new Fault('Conflict', 'This changed while you were asking. Ask again.');
  return pushResults(house, caller, asked, triesLeft - 1);
}
