import { randomUUID } from 'node:crypto';
import { Fault, type InstitutionId, type LearnerId, present } from '../base/index.js';
import { granteeKey, mayWrite, writePurpose } from '../consent/index.js';
import type { EnrolmentRow, LearnerRow } from '../ledger/index.js';
import type { CatalogueOffering, PlannedStep } from '../records/index.js';
import { type AccessReason, accessTo, availabilityOn, type OpenRequest } from '../route/index.js';
import { tokenFor } from './authority.js';
import { actorOf, giveAccess } from './change-consent.js';
import { routeNow } from './change-route.js';
import {
  type EnrolmentContent,
  markOfEnrolment,
  openEnrolment,
  sealEnrolment,
} from './enrolment-content.js';
import type { Caller, House, InstitutionDesk } from './house.js';
import { ownLearner } from './own-records.js';
import { refuseClosed } from './plan-route.js';
import { today } from './search-offerings.js';
import { type EnrolTools, enrolLeaseMs, tryEnrolment } from './send-enrolment.js';

/** How long the host may write after the offering ended: a result takes its time. */
const afterEndDays = 180;
const usualDays = 400;
const dayMs = 86_400_000;

/** What a learner agrees to before anything of theirs goes to a host. */
export interface EnrolAgreement {
  readonly host: InstitutionDesk;
  readonly step: PlannedStep;
  /** Why they may take it. */
  readonly access: AccessReason;
  /** Until when the host may put what comes of it in their kluis. */
  readonly until: Date;
  /** It has that right already. */
  readonly isAgreed: boolean;
  /** They let us ask in their name already; else they sign in for that first. */
  readonly isAuthorised: boolean;
}

/**
 * SIGN_IN: they have to let us ask in their name first. WAITS: a parent or guardian has to say yes too, or the pod is still to
 * follow. ASKED: it was asked, and this is how far it is.
 */
export const enrolOutcomes = ['SIGN_IN', 'WAITS', 'ASKED'] as const;
export type EnrolOutcome = (typeof enrolOutcomes)[number];

interface Asked {
  readonly learner: LearnerRow;
  readonly step: PlannedStep;
  readonly offering: CatalogueOffering;
  readonly host: InstitutionDesk;
  readonly homes: readonly InstitutionId[];
}

const noStep = () => new Fault('NotFound', 'There is no such step in your route.');
const notHere = () => new Fault('BadInput', 'You cannot ask for a place at this school from here.');

async function askedOf(house: House, caller: Caller, id: string): Promise<Asked> {
  const learner = await ownLearner(house, caller);
  const plan = await routeNow(house, caller, learner);
  const step = plan.steps.find((one) => one.id === id);
  if (step === undefined) throw noStep();
  const [offering] =
    step.offering === undefined ? [] : await house.ledger.catalogue.find([step.offering.key]);
  const host = offering && house.institutions.get(offering.institution);
  if (offering === undefined || host?.agent === undefined) throw notHere();
  if (!host.connection.takesGuests) throw notHere();
  const links = await house.ledger.learners.links(learner.id, new Date());
  const homes = links.map(({ institution }) => institution);
  return { learner, step, offering, host, homes };
}

const reasonOf = ({ agreements }: House, { offering, homes }: Asked): AccessReason =>
  accessTo(offering, { homes, agreements, today: today() });

/** The right to write that the host has now, whatever it was given for. */
async function rightOf({ ledger }: House, learner: LearnerId, institution: InstitutionId) {
  const face = granteeKey({ kind: 'institution', institution });
  const { grants, now, epoch } = await ledger.grants.policyBetween(learner, [face]);
  const decision = mayWrite({ grants }, { institution, now });
  const [grant] = decision.kind === 'may' ? decision.grants : [];
  return grant && { grant, epoch };
}

function untilOf({ grantMaxDays }: House, { end }: CatalogueOffering): Date {
  const now = Date.now();
  const wanted =
    end === undefined ? now + usualDays * dayMs : Date.parse(end) + afterEndDays * dayMs;
  const most = now + (grantMaxDays - 1) * dayMs;
  return new Date(Math.min(Math.max(wanted, now + 30 * dayMs), most));
}

/** Shown before anything is asked. @throws Fault where nothing can be asked: it says why. */
export async function enrolAgreement(
  house: House,
  caller: Caller,
  stepId: string,
): Promise<EnrolAgreement> {
  const asked = await askedOf(house, caller, stepId);
  const { learner, step, offering, host } = asked;
  refuseUnopened(offering);
  const [right, token] = await Promise.all([
    rightOf(house, learner.id, host.id),
    tokenFor(house, learner.id),
  ]);
  return {
    host,
    step,
    access: reasonOf(house, asked),
    until: untilOf(house, offering),
    isAgreed: right !== undefined,
    isAuthorised: token !== undefined,
  };
}

/** For the log: what a host says of it is written in the name of whoever asked. */
const toolsOf = (house: House, caller: Caller): EnrolTools => ({
  ...house,
  actor: actorOf(caller),
});

/** Tried at once, so that most learners see at once what comes of it; whatever fails is tried again without them. */
async function tryNow(house: House, caller: Caller, { id }: EnrolmentRow): Promise<void> {
  const row = await house.ledger.enrolments.claim(enrolLeaseMs, id);
  if (row !== undefined) await tryEnrolment(toolsOf(house, caller), row);
}

/** A school is said to let them go only where it does: where it is its own offering, or by an agreement of schools. */
function homeOf(access: AccessReason, { offering }: Asked): InstitutionId | undefined {
  if (access.kind === 'ALLIANCE') return access.home;
  return access.kind === 'OWN' ? offering.institution : undefined;
}

function contentOf(access: AccessReason, asked: Asked): EnrolmentContent {
  const { key, kind, sourceId } = asked.offering;
  const home = homeOf(access, asked);
  return present({ offering: { key, kind, sourceId }, home, homeState: 'ASSOCIATED' as const });
}

/** Cannot be asked for today, also where it can be planned. */
function refuseUnopened(offering: CatalogueOffering): void {
  refuseClosed(offering, today());
  if (availabilityOn(offering, today()).kind === 'CLOSED') {
    throw new Fault('BadInput', 'Enrolment for it is not open yet.');
  }
}

/** The former question, where its host said no or ended it: it can be asked anew. */
async function endedByHost(house: House, learner: LearnerId, mark: string) {
  const rows = await house.ledger.enrolments.of(learner);
  const row = rows.find((one) => one.mark === mark && one.stage === 'ANSWERED');
  const state = row && openEnrolment(house, row)?.hostState?.value;
  return state === 'DENIED' || state === 'CANCELLED' ? row?.id : undefined;
}

/** How often it is looked at anew because the learner's policy moved meanwhile. */
const restarts = 3;

/** @returns undefined where the host may not write now. */
async function askUnderRight(
  house: House,
  caller: Caller,
  asked: Asked,
): Promise<EnrolmentRow | undefined> {
  const { learner, offering, host } = asked;
  const mark = markOfEnrolment(house, learner.id, offering.key);
  for (let at = 0; at < restarts; at += 1) {
    const right = await rightOf(house, learner.id, host.id);
    if (right === undefined) return undefined;
    const made = await house.ledger.enrolments.ask(learner.id, {
      id: randomUUID(),
      institution: host.id,
      mark,
      sealed: sealEnrolment(house, learner.id, contentOf(reasonOf(house, asked), asked)),
      ...right,
      instead: await endedByHost(house, learner.id, mark),
      actor: actorOf(caller),
    });
    if (made !== undefined) return made;
  }
  return undefined;
}

/**
 * A learner asks for a place, having seen what they agree to. The host gets the right to put what comes of it in their kluis,
 * for enrolment; then it is asked in their own name. All of it stands in their log before anything is sent. Asked twice it is
 * asked once.
 */
export async function enrolStep(
  house: House,
  caller: Caller,
  { step: stepId, agreed }: { readonly step: string; readonly agreed: boolean },
): Promise<EnrolOutcome> {
  const asked = await askedOf(house, caller, stepId);
  const { learner, offering, host } = asked;
  refuseUnopened(offering);
  if (!agreed) throw new Fault('BadInput', 'Agree first to what this school gets and may do.');
  if ((await tokenFor(house, learner.id)) === undefined) return 'SIGN_IN';
  if ((await rightOf(house, learner.id, host.id)) === undefined) {
    await giveAccess(house, caller, learner, {
      grantee: { kind: 'institution', institution: host.id },
      purpose: writePurpose,
      scope: [],
      until: untilOf(house, offering),
      unlessGiven: true,
    });
  }
  const made = await askUnderRight(house, caller, asked);
  if (made === undefined) return 'WAITS';
  await tryNow(house, caller, made);
  return 'ASKED';
}

/** A learner calls a place off. It counts at once; the host is told as soon as it answers. */
export async function withdrawStep(house: House, caller: Caller, stepId: string): Promise<void> {
  const learner = await ownLearner(house, caller);
  const plan = await routeNow(house, caller, learner);
  const offering = plan.steps.find(({ id }) => id === stepId)?.offering;
  if (offering === undefined) throw noStep();
  const mark = markOfEnrolment(house, learner.id, offering.key);
  const off = await house.ledger.enrolments.callOff(learner.id, mark, actorOf(caller));
  if (off === undefined) {
    throw new Fault('NotFound', 'There is no enrolment here that you asked for from here.');
  }
  await tryNow(house, caller, off);
}

/** What of a learner's own was asked for and goes on, for how far their steps are. */
export async function openRequests(
  house: Pick<House, 'ledger' | 'rowSeal'>,
  learner: LearnerId,
): Promise<readonly OpenRequest[]> {
  const rows = await house.ledger.enrolments.of(learner);
  return rows.flatMap((row): readonly OpenRequest[] => {
    const content = openEnrolment(house, row);
    if (content === undefined) return [];
    const { offering, home, homeState, hostState, message, detail, redirect } = content;
    const request = {
      offering: offering.key,
      stage: row.stage,
      code: row.code,
      home: home === undefined ? undefined : { value: homeState },
      host: hostState,
      message,
      detail,
      redirect,
    };
    return [present(request)];
  });
}
