import { Fault } from '../base/index.js';
import { granteeKey, mayWrite } from '../consent/index.js';
import { LoginFailed } from '../identity/index.js';
import {
  type EnrolAnswer,
  type EnrolmentPlace,
  type HostWord,
  type PlaceFound,
  pushedDelivery,
  readPushed,
  sourceProblemOf,
  TakenBack,
  wasUnheard,
  wrongInPushed,
} from '../institutions/index.js';
import type { ClaimedEnrolment, LogActor } from '../ledger/index.js';
import type { SourceDelivery, SourceDocument } from '../records/index.js';
import { type AuthorityTools, dropAuthority, isLet, tokenFor } from './authority.js';
import { type EnrolmentContent, openEnrolment, sealEnrolment } from './enrolment-content.js';
import {
  already,
  answered,
  boundedLook,
  goneOrLater,
  kept,
  minute,
  type Next,
  refused,
  silent,
  stopped,
  unlooked,
  untold,
  withWord,
} from './enrolment-moves.js';
import type { House, InstitutionDesk } from './house.js';
import { hashedPush } from './push-results.js';

/** What asks hosts in learners' names: the house when the learner asks, the workshop when it is asked again. */
export interface EnrolTools extends AuthorityTools, Pick<House, 'fingerprint' | 'institutions'> {
  /** For the learner's log: who writes what the host says of it. */
  readonly actor: LogActor;
}

interface Trying {
  readonly tools: EnrolTools;
  readonly row: ClaimedEnrolment;
  readonly desk: InstitutionDesk;
  readonly content: EnrolmentContent;
  readonly token: string;
}
/** Not in force, and not ended: paused, or on its way to the pod. It may be soon. */
const waits: ReadonlySet<string> = new Set(['PROPOSED', 'PREPARING', 'SUSPENDED']);

/** Whether the agreement that the learner gave the host is in force: under it the host is asked, and its word written. */
async function agreementOf({ tools, row }: Pick<Trying, 'tools' | 'row'>) {
  const face = granteeKey({ kind: 'institution', institution: row.institution });
  const policy = await tools.ledger.grants.policyBetween(row.learner, [face]);
  const decision = mayWrite(policy, { institution: row.institution, now: policy.now });
  if (decision.kind === 'may') return { grants: decision.grants, epoch: policy.epoch };
  return policy.grants.some(({ state }) => waits.has(state)) ? 'LATER' : 'ENDED';
}

/**
 * What the host has of it now, into the learner's pod as the host's own word. Whatever cannot be had or written now comes
 * another time, or by the host's own door.
 * @returns the state that it tells.
 */
async function bringHome(
  { tools, row, desk, content, token }: Trying,
  associationId: string,
): Promise<EnrolmentContent> {
  const place: EnrolmentPlace = { kind: content.offering.kind, associationId, token };
  const known = await tools.ledger.deliveries.known(row.learner);
  const found = await readNow(desk, place);
  if (found === undefined) return content;
  const { body: text, mediaType } = found;
  const message = { text, mediaType, associationId };
  const delivery = pushedDelivery(desk.id, row.learner, message, new Date());
  if (wrongInPushed(delivery, desk) !== undefined) return content;
  const cores = readPushed(delivery, desk).records.map(({ facets }) => facets.core);
  // A host that mixes things up says nothing of this one.
  const isThis = cores.every(({ offering }) => offering?.offeringId === content.offering.sourceId);
  if (!isThis || !(await isTaken({ tools, row, desk, known }, delivery))) return content;
  const [said] = cores.flatMap(({ enrolment }) => enrolment ?? []);
  return said === undefined ? content : { ...content, hostState: said.state, isHome: true };
}

/** @returns undefined where it is not to be had now. */
async function readNow(
  { connection }: InstitutionDesk,
  place: EnrolmentPlace,
): Promise<SourceDocument | undefined> {
  try {
    return await connection.readPlace(place);
  } catch (error) {
    if (sourceProblemOf(error) === undefined) throw error;
    return undefined;
  }
}

interface Taking extends Pick<Trying, 'tools' | 'row' | 'desk'> {
  /** Before the host was asked: what was heard since is newer. */
  readonly known: Awaited<ReturnType<EnrolTools['ledger']['deliveries']['known']>>;
}

/** Under the agreement, as the host's own word. @returns false where it could not be now: another time, then. */
async function isTaken(
  { tools, row, desk, known }: Taking,
  delivery: SourceDelivery,
): Promise<boolean> {
  const under = await agreementOf({ tools, row });
  if (typeof under === 'string') return false;
  const hashed = hashedPush(tools, { learner: { id: row.learner }, desk }, delivery);
  const before = [...hashed.hashes.keys()].flatMap((key) => {
    const found = known.get(key);
    return found === undefined ? [] : [[key, found.hash] as const];
  });
  try {
    const accepted = await tools.ledger.deliveries.acceptUnder(row.learner, {
      actor: tools.actor,
      institution: desk.id,
      deliveries: [{ ...hashed, insteadOf: new Map(before) }],
      channel: 'PUSH',
      under,
    });
    return accepted !== undefined;
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return false;
  }
}

/** Of what the learner took back, nothing is sent: looked at in the moment of sending, from which on the host may have it. */
const mayStill = async ({ tools, row }: Trying): Promise<boolean> => {
  const isAgreed =
    row.stage === 'CALLING_OFF' || typeof (await agreementOf({ tools, row })) !== 'string';
  return (
    isAgreed && (await isLet(tools, row.learner)) && (await tools.ledger.enrolments.goesOut(row))
  );
};

function askedNow(trying: Trying): Promise<EnrolAnswer> {
  const { tools, desk, content, token } = trying;
  const { offering, home, homeState } = content;
  const from = home === undefined ? undefined : tools.institutions.get(home);
  return desk.connection.askForPlace({
    kind: offering.kind,
    offeringId: offering.sourceId,
    home: homeState,
    token,
    mayStill: () => mayStill(trying),
    ...(from !== undefined && { issuer: { id: from.id, name: from.name } }),
  });
}

/** What the host says of it, into the row and the pod. */
async function heard(trying: Trying, word: HostWord): Promise<Next> {
  const content = withWord(trying.content, word);
  return answered(await bringHome({ ...trying, content }, word.associationId), 0);
}

/** Among the learner's own at the host, where it shows those. */
const lookFor = ({ desk, content, token }: Trying): Promise<PlaceFound> => {
  const { kind, sourceId: offeringId } = content.offering;
  return desk.connection.findPlace({ kind, offeringId, token });
};

/**
 * A refusal is the host's no, unless it may have taken an earlier question that we heard no answer to, or says that it has
 * the same already: then it is looked how that stands.
 */
async function refusedNow(
  trying: Trying,
  answer: Extract<EnrolAnswer, { kind: 'REFUSED' }>,
): Promise<Next> {
  const { tools, row } = trying;
  const { isSent } = row;
  const { because, detail } = answer;
  if (because === 'TOKEN') {
    // Of no use any more: they are asked for leave anew.
    await dropAuthority(tools, row.learner);
    return { ...refused(trying, answer), isSent };
  }
  if (!isSent && because !== 'ALREADY') return { ...refused(trying, answer), isSent };
  const found = await lookFor(trying);
  if (found.kind === 'FOUND') return heard(trying, found.word);
  if (found.kind === 'NONE') return { ...refused(trying, answer), isSent: false };
  const isNo = because === 'NOT_ALLOWED' || because === 'ALREADY';
  return isSent && isNo ? already(trying, detail) : { ...refused(trying, answer), isSent };
}

async function askNow(trying: Trying): Promise<Next> {
  const { isSent } = trying.row;
  try {
    const answer = await askedNow(trying);
    if (answer.kind === 'ANSWERED') return await heard(trying, answer.word);
    return await refusedNow(trying, answer);
  } catch (error) {
    // Of this question the host has nothing; of one before it, it may.
    if (wasUnheard(error)) return { ...silent(trying), isSent };
    throw error;
  }
}

async function lookAgain(trying: Trying): Promise<Next> {
  const { row, content } = trying;
  const { associationId } = content;
  if (associationId === undefined) return answered(content, row.tries + 1);
  return answered(await bringHome(trying, associationId), row.tries + 1);
}

/**
 * Where the host may have it and never said what it calls it, it is looked for among the learner's own. Only a host that does
 * not show those is asked again, since it says so then.
 */
async function callOffNow(trying: Trying): Promise<Next> {
  const { content, row } = trying;
  const { tries } = row;
  if (content.associationId !== undefined) return endThere(trying, content.associationId);
  const found = await lookFor(trying);
  if (found.kind === 'NONE') return goneOrLater(trying);
  if (found.kind === 'FOUND') {
    const known = withWord(content, found.word);
    return { stage: 'CALLING_OFF', content: known, tries, againMs: 0 };
  }
  const asked = await askNow(trying);
  return asked.content.associationId === undefined
    ? untold(trying, asked)
    : { stage: 'CALLING_OFF', content: asked.content, tries, againMs: 0 };
}

async function endThere(trying: Trying, associationId: string): Promise<Next> {
  const { desk, content, token, row } = trying;
  const { tries } = row;
  const { kind } = content.offering;
  const answer = await desk.connection.callOff({ kind, associationId, token });
  if (answer.kind === 'ANSWERED') {
    const said = withWord(content, answer.word);
    const home = await bringHome({ ...trying, content: said }, associationId);
    return { stage: 'CALLED_OFF', content: home, tries };
  }
  if (answer.because === 'NOT_THERE') return { stage: 'CALLED_OFF', content, tries };
  return kept(trying, answer.detail);
}

/** Of a row that nobody can read any more. */
const unknown: EnrolmentContent = {
  offering: { key: '', kind: 'COURSE', sourceId: '' },
  homeState: 'PENDING',
};

const works = { ASKED: askNow, ANSWERED: lookAgain, CALLING_OFF: callOffNow } as const;

const isWork = (stage: string): stage is keyof typeof works => Object.hasOwn(works, stage);

async function work(trying: Trying): Promise<Next> {
  const { row } = trying;
  if (!isWork(row.stage)) return stopped(trying, 'OVER');
  try {
    return await works[row.stage](trying);
  } catch (error) {
    if (sourceProblemOf(error) === undefined) throw error;
    return silent(trying);
  }
}

/** Under the agreement, and with the learner's leave. */
async function withLeave(trying: Omit<Trying, 'token'>): Promise<Next> {
  const { tools, row, content } = trying;
  const { stage, tries } = row;
  try {
    const token = await tokenFor(tools, row.learner);
    if (token !== undefined) return await work({ ...trying, token });
  } catch (error) {
    if (error instanceof TakenBack) return { stage, content, tries, againMs: 0 };
    // Whoever gives leave is away: that is nobody's no.
    if (error instanceof LoginFailed) return silent(trying);
    throw error;
  }
  return stage === 'ANSWERED' ? unlooked(trying) : stopped(trying, 'TOKEN');
}

async function next(tools: EnrolTools, row: ClaimedEnrolment): Promise<Next> {
  const content = openEnrolment(tools, row);
  const { stage, tries } = row;
  // What was never heard is not asked for to call it off: that needs no host, and nobody's leave.
  if (stage === 'CALLING_OFF' && !row.isSent) {
    return { stage: 'CALLED_OFF', content: content ?? unknown, tries };
  }
  const desk = tools.institutions.get(row.institution);
  if (desk === undefined || content === undefined) {
    return stopped({ row, content: content ?? unknown }, 'NOT_ASKABLE');
  }
  // Nothing is asked of a host that the learner let go of, but that they call it off.
  const agreed = stage === 'CALLING_OFF' ? undefined : await agreementOf({ tools, row });
  if (agreed === 'ENDED') return stopped({ row, content }, 'AGREEMENT_ENDED');
  if (agreed === 'LATER') return { stage, content, tries, againMs: minute };
  return withLeave({ tools, row, desk, content });
}

/**
 * One try at what a learner asked of a host: a place, how it stands, or that they call it off. Whatever comes of it is kept
 * only by whoever holds the claim: an answer that comes late, or twice, finds what stands there and changes nothing else.
 */
export async function tryEnrolment(tools: EnrolTools, row: ClaimedEnrolment): Promise<void> {
  const { content, ...move } = boundedLook(row, await next(tools, row), new Date());
  const sealed = content === unknown ? row.sealed : sealEnrolment(tools, row.learner, content);
  await tools.ledger.enrolments.move(row, { ...move, sealed });
}

/** Whoever took one up is taken for dead after so long: longer than a host may take. */
export const enrolLeaseMs = 2 * minute;
