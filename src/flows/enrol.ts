import { randomUUID } from 'node:crypto';
import { Fault, type InstitutionId, present } from '../base/index.js';
import { writePurpose } from '../consent/index.js';
import { type EnrolmentRow, type LearnerRow, mayBeThere } from '../ledger/index.js';
import type { CatalogueOffering, PlannedStep } from '../records/index.js';
import { type AccessReason, accessTo, availabilityOn } from '../route/index.js';
import { tokenFor } from './authority.js';
import { actorOf, giveAccess } from './change-consent.js';
import { routeNow } from './change-route.js';
import type { EnrolTools } from './enrolment-agreement.js';
import {
  type EnrolmentContent,
  markOfEnrolment,
  markOfLeave,
  openEnrolment,
  sealEnrolment,
} from './enrolment-content.js';
import { usualLookDays } from './enrolment-moves.js';
import { extendGrant } from './extend-grant.js';
import type { Caller, House, InstitutionDesk } from './house.js';
import { ownLearner } from './own-records.js';
import { noStep, refuseClosed } from './plan-route.js';
import { rightToWrite } from './right-to-write.js';
import { today } from './search-offerings.js';
import { enrolLeaseMs, tryEnrolment } from './send-enrolment.js';

/** How long the host may write after the offering ended: a result takes its time. */
const afterEndDays = 180;
const usualDays = 400;
/** A right that ends sooner after the offering is too short for what comes of it. */
const leastAfterEndDays = 30;
/** A host that has not decided by so long after the offering is not looked at any more. */
const lookAfterEndDays = 30;
const dayMs = 86_400_000;

/** What a learner agrees to before anything of theirs goes to a host. */
export interface EnrolAgreement {
  readonly host: InstitutionDesk;
  readonly step: PlannedStep;
  /** Why they may take it. */
  readonly access: AccessReason;
  /** Until when the host may put what comes of it in their kluis. */
  readonly until: Date;
  /** It has that right already, for long enough. */
  readonly isAgreed: boolean;
  /** They let us ask in their name already; else they sign in for that first. */
  readonly isAuthorised: boolean;
}

/**
 * SIGN_IN: they have to let us ask in their name first. WAITS: a parent or guardian has to say yes too, or the pod is still to
 * follow. CALLING_OFF: they called the same off, and the host has yet to hear that. ASKED: it was asked, and this is how far it is.
 */
export const enrolOutcomes = ['SIGN_IN', 'WAITS', 'CALLING_OFF', 'ASKED'] as const;
export type EnrolOutcome = (typeof enrolOutcomes)[number];

interface Asked {
  readonly learner: LearnerRow;
  readonly step: PlannedStep;
  readonly offering: CatalogueOffering;
  readonly host: InstitutionDesk;
  readonly homes: readonly InstitutionId[];
}

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

const daysOn = (from: number, days: number): number => from + days * dayMs;
const endOf = ({ end }: CatalogueOffering, after: number, otherwise: number): number =>
  end === undefined ? daysOn(Date.now(), otherwise) : daysOn(Date.parse(end), after);

function untilOf({ grantMaxDays }: House, offering: CatalogueOffering): Date {
  const now = Date.now();
  const wanted = endOf(offering, afterEndDays, usualDays);
  return new Date(Math.min(Math.max(wanted, daysOn(now, 30)), daysOn(now, grantMaxDays - 1)));
}

/** Until when the host has to be able to write, at least: one that it has from elsewhere may end before there is a result. */
function leastUntil({ grantMaxDays }: House, offering: CatalogueOffering): Date {
  const half = daysOn(Date.now(), Math.floor(grantMaxDays / 2));
  return new Date(Math.min(endOf(offering, leastAfterEndDays, usualLookDays), half));
}

/** The right that the host has, where it lasts long enough for this. */
async function rightFor(house: House, { learner, offering, host }: Asked) {
  const right = await rightToWrite(house, learner.id, host.id);
  return right !== undefined && right.until >= leastUntil(house, offering) ? right : undefined;
}

/** What was asked for the same before, and what came of it. */
interface Former {
  readonly row: EnrolmentRow;
  readonly content: EnrolmentContent | undefined;
}

async function formerOf(house: House, { learner, offering }: Asked): Promise<Former | undefined> {
  const mark = markOfEnrolment(house, learner.id, offering.key);
  const rows = await house.ledger.enrolments.of(learner.id);
  const row = rows.find((one) => one.mark === mark);
  return row && { row, content: openEnrolment(house, row) };
}

/** Its host said no or ended it: it can be asked anew. */
function isEndedByHost({ row, content }: Former): boolean {
  const state = content?.hostState?.value;
  return row.stage === 'ANSWERED' && (state === 'DENIED' || state === 'CANCELLED');
}

/** By leave that the host did not take when the same was asked before, it is not asked again. */
async function isLetFor(
  house: House,
  { learner }: Asked,
  former: Former | undefined,
): Promise<boolean> {
  const token = await tokenFor(house, learner.id);
  return token !== undefined && former?.content?.refusedLeave !== markOfLeave(house, token);
}

/** Shown before anything is asked. @throws Fault where nothing can be asked: it says why. */
export async function enrolAgreement(
  house: House,
  caller: Caller,
  stepId: string,
): Promise<EnrolAgreement> {
  const asked = await askedOf(house, caller, stepId);
  const { step, offering, host } = asked;
  refuseUnopened(offering);
  const [right, former] = await Promise.all([rightFor(house, asked), formerOf(house, asked)]);
  return {
    host,
    step,
    access: reasonOf(house, asked),
    until: right?.until ?? untilOf(house, offering),
    isAgreed: right !== undefined,
    isAuthorised: await isLetFor(house, asked, former),
  };
}

/** For the log: what a host says of it is written in the name of whoever asked. */
const toolsOf = (house: House, caller: Caller): EnrolTools => ({
  ...house,
  actor: actorOf(caller),
});

/** Tried at once, so that most learners see at once what comes of it; whatever fails is tried again without them. */
export async function tryNow(house: House, caller: Caller, { id }: EnrolmentRow): Promise<void> {
  const row = await house.ledger.enrolments.claim(enrolLeaseMs, id);
  if (row !== undefined) await tryEnrolment(toolsOf(house, caller), row);
}

/** A school is said to let them go only where it does: where it is its own offering, or by an agreement of schools. */
function homeOf(access: AccessReason, { offering }: Asked): InstitutionId | undefined {
  if (access.kind === 'ALLIANCE') return access.home;
  return access.kind === 'OWN' ? offering.institution : undefined;
}

/** What the host may have of the former question keeps the name that the host gave it. */
const nameIn = (former: Former | undefined): string | undefined =>
  former !== undefined && mayBeThere(former.row) ? former.content?.associationId : undefined;

function contentOf(
  access: AccessReason,
  asked: Asked,
  former: Former | undefined,
): EnrolmentContent {
  const { key, kind, sourceId } = asked.offering;
  const home = homeOf(access, asked);
  const lookUntil = new Date(endOf(asked.offering, lookAfterEndDays, usualLookDays)).toISOString();
  const offering = { key, kind, sourceId };
  const associationId = nameIn(former);
  return present({ offering, home, homeState: 'ASSOCIATED' as const, lookUntil, associationId });
}

/** Cannot be asked for today, also where it can be planned. */
function refuseUnopened(offering: CatalogueOffering): void {
  refuseClosed(offering, today());
  if (availabilityOn(offering, today()).kind === 'CLOSED') {
    throw new Fault('BadInput', 'Enrolment for it is not open yet.');
  }
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
    const right = await rightFor(house, asked);
    if (right === undefined) return undefined;
    const { grant, epoch } = right;
    const former = await formerOf(house, asked);
    const made = await house.ledger.enrolments.ask(learner.id, {
      id: randomUUID(),
      institution: host.id,
      mark,
      sealed: sealEnrolment(house, learner.id, contentOf(reasonOf(house, asked), asked, former)),
      grant,
      epoch,
      instead: former !== undefined && isEndedByHost(former) ? former.row.id : undefined,
      actor: actorOf(caller),
    });
    if (made !== undefined) return made;
  }
  return undefined;
}

/** Lets what the host has last longer. @returns false where it has nothing that can: then it is given anew. */
async function isLengthened(house: House, caller: Caller, asked: Asked): Promise<boolean> {
  const { learner, offering, host } = asked;
  const right = await rightToWrite(house, learner.id, host.id);
  if (right === undefined) return false;
  try {
    await extendGrant(house, caller, right.grant.id, untilOf(house, offering));
    return true;
  } catch (error) {
    // Such as of somebody whose guardian has to say yes to it anew.
    if (error instanceof Fault && error.kind === 'Conflict') return false;
    throw error;
  }
}

/** The agreement, where the host has none that lasts long enough: one right for each host, so that one no ends it. */
async function giveRight(house: House, caller: Caller, asked: Asked): Promise<void> {
  const { learner, offering, host } = asked;
  if ((await rightFor(house, asked)) !== undefined) return;
  if (await isLengthened(house, caller, asked)) return;
  await giveAccess(house, caller, learner, {
    grantee: { kind: 'institution', institution: host.id },
    purpose: writePurpose,
    scope: [],
    until: untilOf(house, offering),
    unlessGiven: leastUntil(house, offering),
  });
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
  refuseUnopened(asked.offering);
  if (!agreed) throw new Fault('BadInput', 'Agree first to what this school gets and may do.');
  const former = await formerOf(house, asked);
  if (former?.row.stage === 'CALLING_OFF') return 'CALLING_OFF';
  if (!(await isLetFor(house, asked, former))) return 'SIGN_IN';
  await giveRight(house, caller, asked);
  const made = await askUnderRight(house, caller, asked);
  if (made === undefined) return 'WAITS';
  if (made.stage === 'CALLING_OFF') return 'CALLING_OFF';
  await tryNow(house, caller, made);
  return 'ASKED';
}
