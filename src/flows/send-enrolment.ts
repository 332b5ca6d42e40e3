import { Fault, present } from '../base/index.js';
import { granteeKey, mayWrite } from '../consent/index.js';
import { LoginFailed } from '../identity/index.js';
import {
  type EnrolAnswer,
  type EnrolmentPlace,
  type HostWord,
  pushedDelivery,
  readPushed,
  sourceProblemOf,
  TakenBack,
  wrongInPushed,
} from '../institutions/index.js';
import type { ClaimedEnrolment, EnrolmentMove, LogActor } from '../ledger/index.js';
import type { SourceDelivery, SourceDocument } from '../records/index.js';
import { type AuthorityTools, dropAuthority, isLet, tokenFor } from './authority.js';
import { type EnrolmentContent, openEnrolment, sealEnrolment } from './enrolment-content.js';
import type { House, InstitutionDesk } from './house.js';
import { hashedPush } from './push-results.js';

/** What asks hosts in learners' names: the house when the learner asks, the workshop when it is asked again. */
export interface EnrolTools extends AuthorityTools, Pick<House, 'fingerprint' | 'institutions'> {
  /** For the learner's log: who writes what the host says of it. */
  readonly actor: LogActor;
}

const [second, minute, hour] = [1000, 60_000, 3_600_000];
/** Between tries of a host that does not answer, in order; the last one again and again. */
const againMs = [10 * second, minute, 5 * minute, 15 * minute, hour];
/** Some three days. Then the learner is told that it did not come about. */
const mostTries = 72;
/** How often a host is asked whether it knows more, while it has yet to decide. */
const lookMs = [minute, 10 * minute, hour];

/** Why a host was not heard, as the route tells it. */
const [noAnswer, notLet] = ['NO_ANSWER', 'CALL_OFF_REFUSED'];

const stepOf = (steps: readonly number[], at: number): number =>
  steps[Math.min(at, steps.length - 1)] ?? hour;

interface Trying {
  readonly tools: EnrolTools;
  readonly row: ClaimedEnrolment;
  readonly desk: InstitutionDesk;
  readonly content: EnrolmentContent;
  readonly token: string;
}
type Next = Omit<EnrolmentMove, 'sealed'> & { readonly content: EnrolmentContent };

const isOpen = ({ hostState }: EnrolmentContent): boolean =>
  hostState === undefined || ['PENDING', 'QUEUED', 'OTHER'].includes(hostState.value);

/** The host has it. It is looked at again while it has yet to decide, or its word is not in the pod yet. */
const answered = (content: EnrolmentContent, tries: number): Next => ({
  stage: 'ANSWERED',
  content,
  tries,
  ...((isOpen(content) || content.isHome !== true) && { againMs: stepOf(lookMs, tries) }),
});

/** What it said before does not stay beside what it says now; what it calls it stays what it called it first. */
function withWord(
  { message: _before, redirect: _there, detail: _why, ...content }: EnrolmentContent,
  { associationId, state, message, redirect }: HostWord,
): EnrolmentContent {
  const id = content.associationId ?? associationId;
  return { ...content, associationId: id, hostState: state, message, ...present({ redirect }) };
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

/** A no of the host's own is its decision; any other keeps the question from being one. */
const refused = (
  content: EnrolmentContent,
  { because, detail }: Extract<EnrolAnswer, { kind: 'REFUSED' }>,
  tries: number,
): Next => ({
  stage: 'REFUSED',
  code: because,
  tries,
  content: { ...content, ...present({ detail }) },
});

/** Of what the learner took back, nothing is sent: looked at in the moment of sending. */
const mayStill = async ({ tools, row }: Trying): Promise<boolean> => {
  const isAgreed =
    row.stage === 'CALLING_OFF' || typeof (await agreementOf({ tools, row })) !== 'string';
  return (
    isAgreed && (await isLet(tools, row.learner)) && (await tools.ledger.enrolments.isStill(row))
  );
};

async function askNow(trying: Trying): Promise<Next> {
  const { tools, row, desk, content, token } = trying;
  const { offering, home, homeState } = content;
  const from = home === undefined ? undefined : tools.institutions.get(home);
  const answer = await desk.connection.askForPlace({
    kind: offering.kind,
    offeringId: offering.sourceId,
    home: homeState,
    token,
    mayStill: () => mayStill(trying),
    ...(from !== undefined && { issuer: { id: from.id, name: from.name } }),
  });
  if (answer.kind === 'REFUSED') {
    // Of no use any more: they are asked for leave anew.
    if (answer.because === 'TOKEN') await dropAuthority(tools, row.learner);
    return refused(content, answer, row.tries);
  }
  const heard = withWord(content, answer.word);
  return answered(await bringHome({ ...trying, content: heard }, answer.word.associationId), 0);
}

async function lookAgain(trying: Trying): Promise<Next> {
  const { row, content } = trying;
  const { associationId } = content;
  if (associationId === undefined) return answered(content, row.tries + 1);
  return answered(await bringHome(trying, associationId), row.tries + 1);
}

/** Where the host never said what it calls it, it may have it all the same: asked again it says so, and then it is called off. */
async function callOffNow(trying: Trying): Promise<Next> {
  const { desk, content, token, row } = trying;
  const { tries } = row;
  if (!row.isSent) return { stage: 'CALLED_OFF', content, tries };
  const { associationId } = content;
  if (associationId === undefined) {
    const found = await askNow(trying);
    const isFound = found.content.associationId !== undefined;
    return isFound
      ? { stage: 'CALLING_OFF', content: found.content, tries, againMs: 0 }
      : { stage: 'CALLED_OFF', content, tries, code: found.code ?? noAnswer };
  }
  const { kind } = content.offering;
  const answer = await desk.connection.callOff({ kind, associationId, token });
  if (answer.kind === 'ANSWERED') {
    const heard = withWord(content, answer.word);
    const home = await bringHome({ ...trying, content: heard }, associationId);
    return { stage: 'CALLED_OFF', content: home, tries };
  }
  if (answer.because === 'NOT_THERE') return { stage: 'CALLED_OFF', content, tries };
  // The host does not let them go: they are still enrolled, and told so.
  const detailed = { ...content, ...present({ detail: answer.detail }) };
  return { ...answered(detailed, tries), code: notLet };
}

/** A host that gives no answer is asked again, for days; it may have heard the question all the same. */
function silent({ row, content }: Pick<Trying, 'row' | 'content'>): Next {
  const tries = row.tries + 1;
  if (row.stage === 'ANSWERED') return answered(content, tries);
  if (tries >= mostTries) {
    const stage = row.stage === 'ASKED' ? 'GIVEN_UP' : 'CALLED_OFF';
    return { stage, code: noAnswer, content, tries };
  }
  return {
    stage: row.stage,
    code: noAnswer,
    content,
    tries,
    againMs: stepOf(againMs, row.tries),
  };
}

/** Of a row that nobody can read any more. */
const unknown: EnrolmentContent = {
  offering: { key: '', kind: 'COURSE', sourceId: '' },
  homeState: 'PENDING',
};

const works = { ASKED: askNow, ANSWERED: lookAgain, CALLING_OFF: callOffNow } as const;

/** Nothing more is done; of what the host has already, it stays. What the host has to hear is told it as soon as can be. */
function stopped(row: ClaimedEnrolment, content: EnrolmentContent, code: string): Next {
  const { stage, tries } = row;
  if (stage === 'ASKED') return { stage: 'REFUSED', code, content, tries };
  const again = stage === 'CALLING_OFF' && tries < mostTries;
  if (again) return { stage, code, content, tries: tries + 1, againMs: hour };
  return { stage: stage === 'CALLING_OFF' ? 'CALLED_OFF' : stage, code, content, tries };
}

const isWork = (stage: string): stage is keyof typeof works => Object.hasOwn(works, stage);

async function work(trying: Trying): Promise<Next> {
  const { row, content } = trying;
  if (!isWork(row.stage)) return stopped(row, content, 'OVER');
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
    if (error instanceof LoginFailed) return silent({ row, content });
    throw error;
  }
  // What the host has is looked at again once they let us.
  if (stage === 'ANSWERED') return { stage, content, tries, againMs: hour };
  return stopped(row, content, 'TOKEN');
}

async function next(tools: EnrolTools, row: ClaimedEnrolment): Promise<Next> {
  const content = openEnrolment(tools, row);
  const desk = tools.institutions.get(row.institution);
  if (desk === undefined || content === undefined) {
    return stopped(row, content ?? unknown, 'NOT_ASKABLE');
  }
  // Nothing is asked of a host that the learner let go of, but that they call it off.
  const agreed = row.stage === 'CALLING_OFF' ? undefined : await agreementOf({ tools, row });
  if (agreed === 'ENDED') return stopped(row, content, 'AGREEMENT_ENDED');
  const { stage, tries } = row;
  if (agreed === 'LATER') return { stage, content, tries, againMs: minute };
  return withLeave({ tools, row, desk, content });
}

/**
 * One try at what a learner asked of a host: a place, how it stands, or that they call it off. Whatever comes of it is kept
 * only by whoever holds the claim: an answer that comes late, or twice, finds what stands there and changes nothing else.
 */
export async function tryEnrolment(tools: EnrolTools, row: ClaimedEnrolment): Promise<void> {
  const { content, ...move } = await next(tools, row);
  const sealed = content === unknown ? row.sealed : sealEnrolment(tools, row.learner, content);
  await tools.ledger.enrolments.move(row, { ...move, sealed });
}

/** Whoever took one up is taken for dead after so long: longer than a host may take. */
export const enrolLeaseMs = 2 * minute;

/** All that is due, by whoever comes first. */
export async function keepEnrolments(
  tools: EnrolTools,
  onError: (error: unknown) => void,
  goesOn: () => boolean = () => true,
): Promise<number> {
  let count = 0;
  while (goesOn()) {
    const row = await tools.ledger.enrolments.claim(enrolLeaseMs);
    if (row === undefined) break;
    count += 1;
    try {
      await tryEnrolment(tools, row);
    } catch (error) {
      onError(error);
    }
  }
  return count;
}
