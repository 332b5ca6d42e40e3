import { present } from '../base/index.js';
import { LoginFailed } from '../identity/index.js';
import {
  type EnrolAnswer,
  type HostWord,
  type PlaceFound,
  sourceProblemOf,
  TakenBack,
  wasUnheard,
} from '../institutions/index.js';
import type { ClaimedEnrolment } from '../ledger/index.js';
import { tokenFor, tokenInsteadOf } from './authority.js';
import {
  agreementOf,
  type EnrolTools,
  mayAsk,
  maySend,
  type Trying,
} from './enrolment-agreement.js';
import {
  type EnrolmentContent,
  markOfLeave,
  openEnrolment,
  sealEnrolment,
} from './enrolment-content.js';
import { bringHome } from './enrolment-home.js';
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
  stillKept,
  stopped,
  unlooked,
  untold,
  withWord,
} from './enrolment-moves.js';

/** Why a host was not asked, or takes nothing: the learner has to let us first, or again. */
const noLeave = 'TOKEN';

function askedNow(trying: Trying): Promise<EnrolAnswer> {
  const { tools, desk, content, token } = trying;
  const { offering, home, homeState } = content;
  const from = home === undefined ? undefined : tools.institutions.get(home);
  return desk.connection.askForPlace({
    kind: offering.kind,
    offeringId: offering.sourceId,
    home: homeState,
    token,
    mayStill: () => maySend(trying),
    ...(from !== undefined && { issuer: { id: from.id, name: from.name } }),
  });
}

/** What the host says of it, into the row and the pod. */
async function heard(trying: Trying, word: HostWord): Promise<Next> {
  const content = withWord(trying.content, word);
  return answered(await bringHome({ ...trying, content }, word.associationId), 0);
}

/** Among the learner's own at the host, where it shows those. */
const lookFor = (trying: Trying): Promise<PlaceFound> => {
  const { desk, content, token } = trying;
  const { kind, sourceId: offeringId } = content.offering;
  const mayStill = () => mayAsk(trying);
  return desk.connection.findPlace({ kind, offeringId, token, mayStill });
};

/**
 * A refusal is the host's no, unless it may have taken an earlier question that we heard no answer to, or says that it has
 * the same already: then it is looked how that stands.
 */
async function refusedNow(
  trying: Trying,
  answer: Extract<EnrolAnswer, { kind: 'REFUSED' }>,
): Promise<Next> {
  const { isSent } = trying.row;
  const { because, detail } = answer;
  const isLooked = because !== noLeave && (isSent || because === 'ALREADY');
  if (!isLooked) return { ...refused(trying, answer), isSent };
  const found = await lookFor(trying);
  if (found.kind === 'FOUND') return heard(trying, found.word);
  if (found.kind === 'NONE') return { ...refused(trying, answer), isSent: false };
  const isNo = because === 'NOT_ALLOWED' || because === 'ALREADY';
  return isSent && isNo ? already(trying, detail) : { ...refused(trying, answer), isSent };
}

/** @returns undefined where nothing of this question reached the host; of one before it, something may have. */
async function answerNow(trying: Trying): Promise<EnrolAnswer | undefined> {
  try {
    return await askedNow(trying);
  } catch (error) {
    if (wasUnheard(error)) return undefined;
    throw error;
  }
}

async function askNow(trying: Trying): Promise<Next> {
  const answer = await answerNow(trying);
  if (answer === undefined) return { ...silent(trying), isSent: trying.row.isSent };
  return answer.kind === 'ANSWERED' ? heard(trying, answer.word) : refusedNow(trying, answer);
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
  if (found.kind === 'NONE') return goneOrLater(trying, new Date());
  if (found.kind !== 'FOUND') return askedToCallOff(trying);
  const known = withWord(content, found.word);
  return { stage: 'CALLING_OFF', content: known, tries, againMs: 0 };
}

/** Where the host was not heard this time, it is told another time; one that takes no leave of theirs, with another. */
async function askedToCallOff(trying: Trying): Promise<Next> {
  const asked = await askNow(trying);
  const { stage, code, content, isSent } = asked;
  if (content.associationId !== undefined) {
    return { stage: 'CALLING_OFF', content, tries: trying.row.tries, againMs: 0 };
  }
  if (code === noLeave) return stopped(trying, noLeave);
  // It shows by now what is theirs, and that is not among it.
  if (isSent === false) return goneOrLater(trying, new Date());
  return stage === 'CALLING_OFF' || stage === 'CALLED_OFF' ? asked : untold(trying, asked);
}

async function endThere(trying: Trying, associationId: string): Promise<Next> {
  const { desk, content, token, row } = trying;
  const { tries } = row;
  const { kind } = content.offering;
  const mayStill = () => mayAsk(trying);
  const answer = await desk.connection.callOff({ kind, associationId, token, mayStill });
  if (answer.kind === 'ANSWERED') {
    const said = withWord(content, answer.word);
    const home = await bringHome({ ...trying, content: said }, associationId);
    return { stage: 'CALLED_OFF', content: home, tries };
  }
  if (answer.because === 'NOT_THERE') return { stage: 'CALLED_OFF', content, tries };
  return answer.because === noLeave ? stopped(trying, noLeave) : kept(trying, answer.detail);
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

/** A host that does not take their leave is asked by what came in its place, and after that not before they let us anew. */
async function workAsLet(trying: Trying): Promise<Next> {
  const { tools, row, token } = trying;
  const first = await work(trying);
  if (first.code !== noLeave) return first;
  const other = await tokenInsteadOf(tools, row.learner, token);
  const last = other === undefined ? first : await work({ ...trying, token: other });
  if (last.code !== noLeave) return last;
  const refusedLeave = markOfLeave(tools, other ?? token);
  return { ...last, content: { ...last.content, refusedLeave } };
}

/** Under the agreement, and with the learner's leave. */
async function withLeave(trying: Omit<Trying, 'token'>): Promise<Next> {
  const { tools, row, content } = trying;
  const { stage, tries, isSent } = row;
  try {
    const token = await tokenFor(tools, row.learner);
    if (token !== undefined) return await workAsLet({ ...trying, token });
  } catch (error) {
    if (error instanceof TakenBack) return { stage, content, tries, againMs: 0 };
    // Whoever gives leave is away: that is nobody's no, and the host has nothing of this question.
    if (error instanceof LoginFailed) return { ...silent(trying), isSent };
    throw error;
  }
  return stage === 'ANSWERED' ? unlooked(trying) : stopped(trying, noLeave);
}

async function next(
  tools: EnrolTools,
  row: ClaimedEnrolment,
  opened: EnrolmentContent | undefined,
): Promise<Next> {
  const { stage, tries } = row;
  // What was never heard is not asked for to call it off: that needs no host, and nobody's leave.
  if (stage === 'CALLING_OFF' && !row.isSent) {
    return { stage: 'CALLED_OFF', content: opened ?? unknown, tries };
  }
  const desk = tools.institutions.get(row.institution);
  if (desk === undefined || opened === undefined) {
    return stopped({ row, content: opened ?? unknown }, 'NOT_ASKABLE');
  }
  // What it comes to now says anew since when it is gone, or that it is not.
  const { goneSince, ...content } = opened;
  // Nothing is asked of a host that the learner let go of, but that they call it off.
  const agreed = stage === 'CALLING_OFF' ? undefined : await agreementOf({ tools, row });
  if (agreed === 'ENDED') return stopped({ row, content }, 'AGREEMENT_ENDED');
  if (agreed === 'LATER') return { stage, content, tries, againMs: minute };
  return withLeave({ tools, row, desk, content, ...present({ goneSince }) });
}

/**
 * One try at what a learner asked of a host: a place, how it stands, or that they call it off. Whatever comes of it is kept
 * only by whoever holds the claim: an answer that comes late, or twice, finds what stands there and changes nothing else.
 */
export async function tryEnrolment(tools: EnrolTools, row: ClaimedEnrolment): Promise<void> {
  const opened = openEnrolment(tools, row);
  const tried = { row, content: opened ?? unknown };
  const bounded = boundedLook(row, await next(tools, row, opened), new Date());
  const { content, ...move } = stillKept(tried, bounded);
  const sealed = content === unknown ? row.sealed : sealEnrolment(tools, row.learner, content);
  await tools.ledger.enrolments.move(row, { ...move, sealed });
}

/** Whoever took one up is taken for dead after so long: longer than a host may take. */
export const enrolLeaseMs = 2 * minute;
