import { type InstitutionId, present, type RecordKey } from '../base/index.js';
import type {
  AssessmentFacet,
  CoreFacet,
  Countable,
  PlannedOffering,
  PlannedStep,
  RecordStatus,
  Texts,
} from '../records/index.js';

/** How far a step is. Never stored: worked out anew from what its reader sees. */
export const stepStates = [
  'PLANNED',
  'REQUESTED',
  'ENROLLED',
  'IN_PROGRESS',
  'COMPLETED',
  'FAILED',
  'DENIED',
  'WITHDRAWN',
  'RECOGNISED',
] as const;
export type StepState = (typeof stepStates)[number];

/** The learner's own institution, or the one where the step is taken. */
export const sides = ['HOME', 'HOST'] as const;
export type Side = (typeof sides)[number];

export const stepReasons = [
  'QUEUED',
  'WAITING_FOR_HOME',
  'WAITING_FOR_HOST',
  'PROVISIONAL',
  'PASS_NOT_STATED',
  'RESULT_TO_COME',
  'PASSED_EARLIER',
  'HOST_SILENT',
  'HOST_NEVER_ANSWERED',
  'HOST_NEVER_DECIDED',
  'ALREADY_ASKED',
  'HOST_DOES_NOT_SAY',
  'HOST_NOT_TOLD_YET',
  'HOST_NOT_TOLD',
  'CALL_OFF_REFUSED',
  'NOT_ASKABLE',
  'SIGN_IN_AGAIN',
  'AGREEMENT_ENDED',
] as const;
export type StepReason = (typeof stepReasons)[number];

type EnrolmentWord = NonNullable<CoreFacet['enrolment']>['state'];

/** One record, as far as its reader sees it and a step can hang on it. */
export interface StepEvidence {
  readonly key: RecordKey;
  readonly status: RecordStatus;
  readonly core: Pick<CoreFacet, 'recordType' | 'institution' | 'offering' | 'enrolment'>;
  /** HIDDEN: its reader may not see how it ended, nor anything that follows from that. */
  readonly assessment?: AssessmentFacet | 'HIDDEN';
  readonly takenBack?: Countable['takenBack'];
}

/** How far what was asked for in the learner's name is. */
export const requestStages = [
  'ASKED',
  'ANSWERED',
  'CALLING_OFF',
  'CALLED_OFF',
  'REFUSED',
  'GIVEN_UP',
] as const;

/** What was asked for in the learner's name: it is known before any record tells of it. */
export interface OpenRequest {
  /** Of the catalogue. */
  readonly offering: string;
  readonly stage: (typeof requestStages)[number];
  /** Why it goes no further. */
  readonly code?: string;
  /** A question went out that the host may have taken, whatever we heard. */
  readonly isSent?: boolean;
  readonly home?: EnrolmentWord;
  readonly host?: EnrolmentWord;
  /** The host's own words for the learner. */
  readonly message?: Texts;
  /** Why not, in the host's own words. */
  readonly detail?: string;
  /** Where the learner has something to do at the host. */
  readonly redirect?: string;
}

export interface DerivedStep {
  readonly state: StepState;
  /** Who said no, or ended it. */
  readonly by?: Side;
  readonly reason?: StepReason;
  /** As each side sees it, both shown where both are known. */
  readonly home?: EnrolmentWord;
  readonly host?: EnrolmentWord;
  readonly enrolments: readonly RecordKey[];
  readonly result?: RecordKey;
  /** What was asked from here; only of one's own. */
  readonly request?: OpenRequest;
  /** How it ended is not shared: the state is of the enrolment alone. */
  readonly isOutcomeHidden: boolean;
}

type Offered = Pick<PlannedOffering, 'institution' | 'sourceId' | 'of' | 'key'>;

const isAt = ({ core }: StepEvidence, institution: InstitutionId): boolean =>
  core.institution.id === institution;
const isRun = ({ core }: StepEvidence, { sourceId }: Offered): boolean =>
  core.offering?.offeringId === sourceId;
const isCourse = ({ core }: StepEvidence, { of }: Offered): boolean => core.offering?.ofId === of;

const isResult = ({ core: { recordType } }: StepEvidence): boolean =>
  recordType === 'RESULT' || recordType === 'DIPLOMA';

const known = ({ assessment }: StepEvidence): AssessmentFacet | undefined =>
  assessment === 'HIDDEN' ? undefined : assessment;

/** The school's last word: completed, and set by whoever sets it. */
const isFinal = ({ state, final }: AssessmentFacet): boolean =>
  state.value === 'COMPLETED' && final !== false;

function isPassed(evidence: StepEvidence): boolean {
  const assessment = known(evidence);
  return (
    assessment !== undefined &&
    isFinal(assessment) &&
    assessment.pass === 'PASSED' &&
    evidence.takenBack === undefined
  );
}

type Outcome = Pick<DerivedStep, 'state' | 'reason' | 'result'>;

function openOutcome(assessment: AssessmentFacet): Pick<Outcome, 'state' | 'reason'> {
  if (assessment.state.value !== 'COMPLETED') return { state: 'IN_PROGRESS' };
  if (assessment.final === false) return { state: 'IN_PROGRESS', reason: 'PROVISIONAL' };
  if (assessment.pass === 'FAILED') return { state: 'FAILED' };
  return { state: 'IN_PROGRESS', reason: 'PASS_NOT_STATED' };
}

/** A pass stays a pass, whatever came after it; of another run of the same course too. A fail there says nothing of this one. */
function outcomeOf(offering: Offered, evidence: readonly StepEvidence[]): Outcome | undefined {
  const there = evidence.filter(
    (one) => isResult(one) && isAt(one, offering.institution.id) && one.status === 'CURRENT',
  );
  const runs = there.filter((one) => isRun(one, offering));
  const passed = runs.find(isPassed);
  if (passed !== undefined) return { state: 'COMPLETED', result: passed.key };
  const earlier = there.find((one) => isCourse(one, offering) && isPassed(one));
  if (earlier !== undefined) {
    return { state: 'COMPLETED', reason: 'PASSED_EARLIER', result: earlier.key };
  }
  const [last] = runs.filter((one) => known(one) !== undefined && one.takenBack === undefined);
  const assessment = last && known(last);
  return last === undefined || assessment === undefined
    ? undefined
    : { ...openOutcome(assessment), result: last.key };
}

interface Sides {
  readonly home?: EnrolmentWord;
  readonly host?: EnrolmentWord;
  readonly enrolments: readonly RecordKey[];
}

/**
 * What both sides say of the enrolment. Each side's own word leads; the other side's copy of it stands in where there is
 * none. A record of another school is one of the home only if it says that there is another side: two schools can use one id.
 */
function sidesOf(
  offering: Offered,
  evidence: readonly StepEvidence[],
  request: OpenRequest | undefined,
): Sides {
  const enrolments = evidence.filter(
    (one) =>
      one.core.recordType === 'ENROLMENT' && one.status === 'CURRENT' && isRun(one, offering),
  );
  const host = enrolments.find((one) => isAt(one, offering.institution.id));
  const home = enrolments.find(
    (one) => !isAt(one, offering.institution.id) && one.core.enrolment?.remoteState !== undefined,
  );
  const [ofHost, ofHome] = [wordsOf(host), wordsOf(home)];
  return present({
    home: firstOf(ofHome.state, ofHost.remoteState, request?.home),
    host: firstOf(ofHost.state, ofHome.remoteState, request?.host),
    enrolments: [host, home].flatMap((one) => (one === undefined ? [] : [one.key])),
  });
}

type Words = Partial<NonNullable<CoreFacet['enrolment']>>;
const wordsOf = (one: StepEvidence | undefined): Words => one?.core.enrolment ?? {};
const firstOf = (...words: readonly (EnrolmentWord | undefined)[]): EnrolmentWord | undefined =>
  words.find((word) => word !== undefined);

const ended = { DENIED: 'DENIED', CANCELLED: 'WITHDRAWN' } as const;
export const endOf = (word: EnrolmentWord | undefined): 'DENIED' | 'WITHDRAWN' | undefined =>
  word?.value === 'DENIED' || word?.value === 'CANCELLED' ? ended[word.value] : undefined;

const isIn = (word: EnrolmentWord | undefined): boolean =>
  word?.value === 'ASSOCIATED' || word?.value === 'FINISHED';

type Enrolled = Pick<DerivedStep, 'state' | 'by' | 'reason'>;

/** Why a question was none: asked again it would be answered the same. */
const notAsked: Readonly<Record<string, StepReason>> = {
  TOKEN: 'SIGN_IN_AGAIN',
  AGREEMENT_ENDED: 'AGREEMENT_ENDED',
  NOT_THERE: 'NOT_ASKABLE',
  NOT_ASKABLE: 'NOT_ASKABLE',
  NO_ANSWER: 'HOST_SILENT',
  ALREADY_ASKED: 'ALREADY_ASKED',
};

/** It went no further, and why; what the host refused itself is a no. */
const refusedAs = (reason: StepReason | undefined): Enrolled =>
  reason === undefined ? { state: 'DENIED', by: 'HOST' } : { state: 'PLANNED', reason };

/** We ask no more; what the host has of it may go on there. */
function givenUpAs(code: string): Enrolled {
  if (code === 'ALREADY_ASKED') return { state: 'REQUESTED', reason: 'HOST_DOES_NOT_SAY' };
  const isUndecided = code === 'NEVER_DECIDED';
  return { state: 'PLANNED', reason: isUndecided ? 'HOST_NEVER_DECIDED' : 'HOST_NEVER_ANSWERED' };
}

/** What a request says by itself, before both sides are heard; undefined: what they say is what counts. */
function requestedAs({ stage, code = '' }: OpenRequest): Enrolled | undefined {
  const reason = notAsked[code];
  const off = { state: 'WITHDRAWN', by: 'HOME' } as const;
  if (stage === 'CALLED_OFF') return code === '' ? off : { ...off, reason: 'HOST_NOT_TOLD' };
  if (stage === 'CALLING_OFF') return { ...off, reason: 'HOST_NOT_TOLD_YET' };
  if (stage === 'REFUSED') return refusedAs(reason);
  if (stage === 'GIVEN_UP') return givenUpAs(code);
  // Asked anew: what both sides said of the time before does not count any more.
  if (stage === 'ASKED') return { state: 'REQUESTED', reason: reason ?? 'WAITING_FOR_HOST' };
  return undefined;
}

/** Both are asked, and at least one has yet to say yes. */
function waitingFor({ home, host }: Sides): StepReason | undefined {
  if (host?.value === 'QUEUED') return 'QUEUED';
  if (!isIn(host)) return 'WAITING_FOR_HOST';
  return home !== undefined && !isIn(home) ? 'WAITING_FOR_HOME' : undefined;
}

/** Who said no, or ended it: the host first, since it decides last. */
function endedBy({ home, host }: Sides): Enrolled | undefined {
  const [hostEnd, homeEnd] = [endOf(host), endOf(home)];
  if (hostEnd !== undefined) return { state: hostEnd, by: 'HOST' };
  return homeEnd === undefined ? undefined : { state: homeEnd, by: 'HOME' };
}

/** A host that decides after we gave up says so by its own door. Of one we never heard, a no may be of the time before. */
export function decidedLate(
  { host }: Pick<Sides, 'host'>,
  { stage, code }: Pick<OpenRequest, 'stage' | 'code'>,
): boolean {
  if (stage !== 'GIVEN_UP') return false;
  return isIn(host) || (code === 'NEVER_DECIDED' && endOf(host) !== undefined);
}

/** The host leads: its no is a no whatever the home says. */
function enrolledAs(both: Sides, asked: OpenRequest | undefined): Enrolled {
  const request = asked !== undefined && decidedLate(both, asked) ? undefined : asked;
  const first = (request && requestedAs(request)) ?? endedBy(both);
  if (first !== undefined) return first;
  if (both.home === undefined && both.host === undefined) return { state: 'PLANNED' };
  const reason = waitingFor(both);
  if (reason !== undefined) return { state: 'REQUESTED', reason };
  return placedAs(both, request);
}

/** Both sides said yes. */
function placedAs({ host }: Sides, request: OpenRequest | undefined): Enrolled {
  if (host?.value === 'FINISHED') return { state: 'IN_PROGRESS', reason: 'RESULT_TO_COME' };
  const isKept = request?.code === 'CALL_OFF_REFUSED';
  return isKept ? { state: 'ENROLLED', reason: 'CALL_OFF_REFUSED' } : { state: 'ENROLLED' };
}

/** Whether how it ended is there and its reader may not see it. */
const hides = (offering: Offered, evidence: readonly StepEvidence[]): boolean =>
  evidence.some(
    (one) =>
      one.assessment === 'HIDDEN' &&
      isResult(one) &&
      isAt(one, offering.institution.id) &&
      (isRun(one, offering) || isCourse(one, offering)),
  );

/**
 * How far a step is, by what its reader sees and nothing else: a step of a reader who is not shown results says only what
 * enrolments say.
 * @param recognised keys of offerings that an examination board lets count.
 */
export function deriveStep(
  { offering }: Pick<PlannedStep, 'offering'>,
  {
    evidence,
    request,
    recognised = new Set(),
  }: {
    readonly evidence: readonly StepEvidence[];
    readonly request?: OpenRequest | undefined;
    readonly recognised?: ReadonlySet<string>;
  },
): DerivedStep {
  if (offering === undefined) {
    return { state: 'PLANNED', enrolments: [], isOutcomeHidden: false };
  }
  const outcome = outcomeOf(offering, evidence);
  const both = sidesOf(offering, evidence, request);
  const isOutcomeHidden = hides(offering, evidence);
  const shown = present({ ...both, isOutcomeHidden, request });
  if (outcome?.state !== 'COMPLETED' && recognised.has(offering.key)) {
    return { ...shown, state: 'RECOGNISED' };
  }
  return { ...shown, ...(outcome ?? enrolledAs(both, request)) };
}

/** Nothing more is to come of it. */
export const isOver = ({ state }: Pick<DerivedStep, 'state'>): boolean =>
  ['COMPLETED', 'FAILED', 'DENIED', 'WITHDRAWN', 'RECOGNISED'].includes(state);

/** It is behind the learner, and counts. */
export const isDone = ({ state }: Pick<DerivedStep, 'state'>): boolean =>
  state === 'COMPLETED' || state === 'RECOGNISED';
