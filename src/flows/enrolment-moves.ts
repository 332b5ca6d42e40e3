import { present } from '../base/index.js';
import type { EnrolAnswer, HostWord } from '../institutions/index.js';
import type { EnrolmentMove, EnrolmentRow } from '../ledger/index.js';
import type { EnrolmentContent } from './enrolment-content.js';

export type Next = Omit<EnrolmentMove, 'sealed'> & { readonly content: EnrolmentContent };
/** What was tried. */
export interface Tried {
  readonly row: Pick<EnrolmentRow, 'stage' | 'code' | 'tries' | 'isSent' | 'askedAt'>;
  readonly content: EnrolmentContent;
}

const [second, hour] = [1000, 3_600_000];
export const minute = 60_000;
/** Between tries of a host that does not answer, in order; the last one again and again. */
const againMs = [10 * second, minute, 5 * minute, 15 * minute, hour];
/** Some three days. Then the learner is told that it did not come about. */
const mostTries = 72;
/** How often a host is asked whether it knows more, while it has yet to decide. */
const lookMs = [minute, 10 * minute, hour];
/** How long it is looked at where nobody said when the offering ends. */
export const usualLookDays = 180;

/** Why a host was not heard, as the route tells it. */
const [noAnswer, notLet] = ['NO_ANSWER', 'CALL_OFF_REFUSED'];
const [alreadyAsked, neverDecided] = ['ALREADY_ASKED', 'NEVER_DECIDED'];

const stepOf = (steps: readonly number[], at: number): number =>
  steps[Math.min(at, steps.length - 1)] ?? hour;

const isOpen = ({ hostState }: EnrolmentContent): boolean =>
  hostState === undefined || ['PENDING', 'QUEUED', 'OTHER'].includes(hostState.value);

/** The host has it. It is looked at again while it has yet to decide, or its word is not in the pod yet. */
export const answered = (content: EnrolmentContent, tries: number): Next => ({
  stage: 'ANSWERED',
  content,
  tries,
  ...((isOpen(content) || content.isHome !== true) && { againMs: stepOf(lookMs, tries) }),
});

/** The host does not let them go: they are still enrolled, and told so. */
export const kept = ({ row, content }: Tried, detail: string | undefined): Next => ({
  ...answered({ ...content, ...present({ detail }) }, row.tries),
  code: notLet,
});

/** What it said before does not stay beside what it says now; what it calls it stays what it called it first. */
export function withWord(
  {
    message: _before,
    redirect: _there,
    detail: _why,
    refusedLeave: _leave,
    ...content
  }: EnrolmentContent,
  { associationId, state, message, redirect }: HostWord,
): EnrolmentContent {
  const id = content.associationId ?? associationId;
  return { ...content, associationId: id, hostState: state, message, ...present({ redirect }) };
}

/** A no of the host's own is its decision; any other keeps the question from being one. */
export const refused = (
  { row, content }: Tried,
  { because, detail }: Extract<EnrolAnswer, { kind: 'REFUSED' }>,
): Next => ({
  stage: 'REFUSED',
  code: because,
  tries: row.tries,
  content: { ...content, ...present({ detail }) },
});

/** The host says that it has it, or may have it from before, and not how it stands: no answer yet, and no no. */
export function already({ row, content }: Tried, detail: string | undefined): Next {
  const tries = row.tries + 1;
  const move = { code: alreadyAsked, content: { ...content, ...present({ detail }) }, tries };
  if (tries >= mostTries) return { ...move, stage: 'GIVEN_UP' };
  return { ...move, stage: 'ASKED', againMs: stepOf(lookMs, row.tries) };
}

/** A host that gives no answer is asked again, for days; it may have heard the question all the same. */
export function silent({ row, content }: Tried): Next {
  const tries = row.tries + 1;
  if (row.stage === 'ANSWERED') return answered(content, tries);
  if (tries >= mostTries) {
    const stage = row.stage === 'ASKED' ? 'GIVEN_UP' : 'CALLED_OFF';
    return { stage, code: noAnswer, content, tries };
  }
  const wait = stepOf(againMs, row.tries);
  return { stage: row.stage, code: noAnswer, content, tries, againMs: wait };
}

/** Nothing more is done; of what the host has already, it stays. What the host has to hear is told it as soon as can be. */
export function stopped({ row, content }: Tried, code: string): Next {
  const { stage, tries } = row;
  if (stage === 'ASKED') return { stage: 'REFUSED', code, content, tries };
  const again = stage === 'CALLING_OFF' && tries < mostTries;
  if (again) return { stage, code, content, tries: tries + 1, againMs: hour };
  return { stage: stage === 'CALLING_OFF' ? 'CALLED_OFF' : stage, code, content, tries };
}

/** The host has it, and it cannot be looked at before the learner lets us again. */
export const unlooked = ({ row, content }: Tried): Next => ({
  stage: row.stage,
  content,
  tries: row.tries,
  againMs: hour,
});

/**
 * The host may be busy with the question yet: that it has nothing is believed where it says so again a minute later, and
 * nothing else between.
 */
export function goneOrLater(
  { row: { tries }, content, goneSince: before }: Tried & { readonly goneSince?: string },
  now: Date,
): Next {
  const goneSince = before ?? now.toISOString();
  if (now.getTime() - Date.parse(goneSince) >= minute) {
    return { stage: 'CALLED_OFF', content, tries, isSent: false };
  }
  return { stage: 'CALLING_OFF', content: { ...content, goneSince }, tries, againMs: minute };
}

/** Asked anew, it answered and did not say what it calls it: nothing can be called off there. */
export const untold = ({ row, content }: Tried, { code = noAnswer }: Next): Next => ({
  stage: 'CALLED_OFF',
  content,
  tries: row.tries,
  code,
});

/** That the host does not let them go is told for as long as it says nothing else of the enrolment. */
export function stillKept({ row, content }: Tried, move: Next): Next {
  const isSame =
    move.stage === 'ANSWERED' && move.content.hostState?.value === content.hostState?.value;
  return row.code === notLet && isSame ? { ...move, code: notLet } : move;
}

/** A host that never decides, or whose word never comes home, is not looked at for ever. */
export function boundedLook({ askedAt }: Tried['row'], move: Next, now: Date): Next {
  const { againMs: wait, ...rest } = move;
  if (move.stage !== 'ANSWERED' || wait === undefined) return move;
  const { lookUntil } = move.content;
  const last =
    lookUntil === undefined ? askedAt.getTime() + usualLookDays * 24 * hour : Date.parse(lookUntil);
  if (now.getTime() <= last) return move;
  return isOpen(move.content) ? { ...rest, stage: 'GIVEN_UP', code: neverDecided } : rest;
}
