import { Fault, present } from '../base/index.js';
import { granteeKey, mayWrite } from '../consent/index.js';
import {
  type EnrolAnswer,
  type EnrolmentPlace,
  type HostWord,
  pushedDelivery,
  readPushed,
  sourceProblemOf,
  wrongInPushed,
} from '../institutions/index.js';
import type { ClaimedEnrolment, EnrolmentMove, LogActor } from '../ledger/index.js';
import type { SourceDelivery, SourceDocument } from '../records/index.js';
import { type AuthorityTools, tokenFor } from './authority.js';
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
const noAnswer = 'NO_ANSWER';

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

const withWord = (
  content: EnrolmentContent,
  { associationId, state, message, redirect }: HostWord,
): EnrolmentContent => ({
  ...content,
  associationId,
  hostState: state,
  message,
  ...present({ redirect }),
});

/** Whether the agreement that the learner gave the host is in force: under it the host's word is written. */
async function agreementOf({ tools, row }: Pick<Trying, 'tools' | 'row'>) {
  const face = granteeKey({ kind: 'institution', institution: row.institution });
  const policy = await tools.ledger.grants.policyBetween(row.learner, [face]);
  const asked = { institution: row.institution, now: policy.now };
  const decision = mayWrite(policy, asked);
  return decision.kind === 'may' ? { grants: decision.grants, epoch: policy.epoch } : undefined;
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
  const found = await readNow(desk, place);
  if (found === undefined) return content;
  const { body: text, mediaType } = found;
  const message = { text, mediaType, associationId };
  const delivery = pushedDelivery(desk.id, row.learner, message, new Date());
  if (wrongInPushed(delivery, desk) !== undefined) return content;
  if (!(await isTaken({ tools, row, desk }, delivery))) return content;
  const [said] = readPushed(delivery, desk).records.flatMap(
    ({ facets }) => facets.core.enrolment ?? [],
  );
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

/** Under the agreement, as the host's own word. @returns false where that has ended, or what is shared changed meanwhile. */
async function isTaken(
  { tools, row, desk }: Pick<Trying, 'tools' | 'row' | 'desk'>,
  delivery: SourceDelivery,
): Promise<boolean> {
  const under = await agreementOf({ tools, row });
  if (under === undefined) return false;
  try {
    const accepted = await tools.ledger.deliveries.acceptUnder(row.learner, {
      actor: tools.actor,
      institution: desk.id,
      deliveries: [hashedPush(tools, { learner: { id: row.learner }, desk }, delivery)],
      channel: 'PULL',
      under,
    });
    return accepted !== undefined;
  } catch (error) {
    // Somebody had a newer word meanwhile: that one counts.
    if (!(error instanceof Fault) || error.kind !== 'Conflict') throw error;
    return true;
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

async function askNow(trying: Trying): Promise<Next> {
  const { tools, row, desk, content, token } = trying;
  const { offering, home, homeState } = content;
  const from = home === undefined ? undefined : tools.institutions.get(home);
  const answer = await desk.connection.askForPlace({
    kind: offering.kind,
    offeringId: offering.sourceId,
    home: homeState,
    token,
    ...(from !== undefined && { issuer: { id: from.id, name: from.name } }),
  });
  if (answer.kind === 'REFUSED') return refused(content, answer, row.tries);
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
  if (!row.isSent) return { stage: 'CALLED_OFF', content, tries: row.tries };
  const known = content.associationId === undefined ? await askNow(trying) : undefined;
  const now = known?.content ?? content;
  const { associationId } = now;
  const done: Next = { stage: 'CALLED_OFF', content: now, tries: row.tries };
  if (associationId === undefined) return done;
  const { kind } = now.offering;
  const answer = await desk.connection.callOff({ kind, associationId, token });
  if (answer.kind === 'REFUSED') {
    const isGone = answer.because === 'NOT_THERE';
    return isGone ? done : { ...done, code: answer.because };
  }
  const heard = withWord(now, answer.word);
  return { ...done, content: await bringHome({ ...trying, content: heard }, associationId) };
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

/** Nothing more is done; of what the host has already, it stays. */
const stopped = (row: ClaimedEnrolment, content: EnrolmentContent, code: string): Next => ({
  stage: row.stage === 'ASKED' ? 'REFUSED' : row.stage === 'CALLING_OFF' ? 'CALLED_OFF' : row.stage,
  code,
  content,
  tries: row.tries,
});

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

async function next(tools: EnrolTools, row: ClaimedEnrolment): Promise<Next> {
  const content = openEnrolment(tools, row);
  const desk = tools.institutions.get(row.institution);
  if (desk === undefined || content === undefined) {
    return stopped(row, content ?? unknown, 'NOT_ASKABLE');
  }
  // Nothing is asked of a host that the learner let go of, but that they call it off.
  if (row.stage !== 'CALLING_OFF' && (await agreementOf({ tools, row })) === undefined) {
    return stopped(row, content, 'AGREEMENT_ENDED');
  }
  const token = await tokenFor(tools, row.learner);
  if (token === undefined) return stopped(row, content, 'TOKEN');
  return work({ tools, row, desk, content, token });
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
