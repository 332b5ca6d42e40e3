import { code, idFor } from '../data/build.js';
import type { InstitutionKey, Learner, LearnerInfo } from '../model.js';
import type { Result } from '../offering.js';
import { notFound } from '../problem.js';
<<<<<<< HEAD
import type { Register, Resource } from '../register.js';
import { type Deciding, type Decision, decisionFor, recount, requireOpen } from './decide.js';
import { messageOf, type Reason, type State } from './messages.js';
import { type Notify, tell } from './notify.js';

/** A place that was asked for from elsewhere, with both sides of it. */
export type GuestEnrolment = {
  readonly associationId: string;
  readonly personId: string;
  readonly offeringId: string;
  readonly state: State;
  /** As the school says that the guest comes from. */
  readonly remoteState: State;
  /** Which school that is, by its schacHome, where it said so. */
  readonly home?: string;
};
export type Requested = Pick<GuestEnrolment, 'remoteState' | 'home'> & {
  readonly offering: Resource;
};
export type Told = { readonly isNew: boolean; readonly answer: Resource };

const states = ['pending', 'canceled', 'denied', 'associated', 'queued'] as const;
const stateOf = ({ state }: Resource): State | undefined => states.find((one) => one === state);
=======
import type { Resource } from '../register.js';
import { type Desk, type GuestEnrolment, openGuestBook, type Requested } from './book.js';
import { type Deciding, type Decision, decisionFor, requireOpen } from './decide.js';
import type { Reason, State } from './messages.js';

type Told = { readonly isNew: boolean; readonly answer: Resource };
>>>>>>> w-demo

/** All that this school knows of a guest is what their issuer told. */
const guestOf = (school: InstitutionKey, info: LearnerInfo): Resource => {
  const { eduid, givenName, surnamePrefix, surname, displayName, mail, eppn } = info;
  const personId = idFor(school, 'guest', eduid);
  const whole = [givenName, surnamePrefix, surname].filter((part) => part !== undefined).join(' ');
  return {
    personId,
    primaryCode: code('identifier', `gast-${personId.slice(0, 8)}`),
    givenName,
    ...(surnamePrefix !== undefined && { surnamePrefix }),
    surname,
    displayName: displayName ?? whole,
    affiliations: ['guest'],
    mail,
    activeEnrollment: true,
    otherCodes: [code('x-eduid', eduid), ...(eppn === undefined ? [] : [code('userName', eppn)])],
  };
};

<<<<<<< HEAD
type Desk = {
  readonly school: InstitutionKey;
  readonly register: Register;
  readonly now: () => Date;
  readonly notify: Notify | undefined;
};

/** Who may come, and who came: the part of a school that deals with guests. */
export function openGuests({ school, register, now, notify }: Desk) {
  const guests = new Map<string, GuestEnrolment>();
  const reasons = new Map<string, Reason>();
  const decisions = new Map<string, Deciding>();
  const timers = new Set<NodeJS.Timeout>();

  const mustKnow = (id: string): GuestEnrolment => {
    const found = guests.get(id);
    if (found === undefined)
      throw new RangeError('no guest of this school has such an association');
    return found;
  };
  const answerOf = (id: string): Resource => {
    const association = register.find('associations', id) ?? {};
    const state = stateOf(association) ?? 'pending';
    const offering = register.find('offerings', String(association['offering'])) ?? {};
    return { associationId: id, state, message: messageOf(state, offering, reasons.get(id)) };
  };
  const turn = (id: string, state: State): void => {
    const guest = mustKnow(id);
    recount(register, guest.offeringId, guest.state, state);
    guests.set(id, { ...guest, state });
    register.amend(id, { state });
  };
  const tellHome = async (id: string): Promise<number | undefined> => {
    const association = register.find('associations', id);
    return notify && association ? tell(notify, association) : undefined;
  };
  const settle = (id: string, state: Decision, reason?: Reason): Promise<number | undefined> => {
    if (reason !== undefined) reasons.set(id, reason);
    turn(id, state);
    return tellHome(id);
  };
  const later = (id: string, { decide, reason, afterMs }: Deciding): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (guests.get(id)?.state === 'pending') void settle(id, decide, reason);
    }, afterMs);
    timers.add(timer);
  };
  const personFor = (learner: Learner): Resource => {
    const known = register.personOf(learner);
    if (known !== undefined) return known;
    if (typeof learner === 'string') throw notFound();
    const guest = guestOf(school, learner);
    register.put('persons', guest);
    return guest;
  };
  const place = (personId: string, { offering, remoteState, home }: Requested): string => {
    const offeringId = String(offering['offeringId']);
    const id = idFor(school, 'association', personId, offeringId);
    const said = decisions.get(offeringId) ?? decisions.get('') ?? decisionFor(register, offering);
    const isLater = said.afterMs !== undefined;
    const state = isLater ? 'pending' : said.decide;
    recount(register, offeringId, undefined, state);
    guests.set(id, {
      associationId: id,
      personId,
      offeringId,
      state,
      remoteState,
      ...(home !== undefined && { home }),
    });
    reasons.delete(id);
    if (said.reason !== undefined && !isLater) reasons.set(id, said.reason);
    const associationType = `${String(offering['offeringType'])}OfferingAssociation`;
    const ids = { associationId: id, associationType, person: personId, offering: offeringId };
    register.put('associations', { ...ids, role: 'student', state, remoteState });
    if (isLater) later(id, said);
    return id;
  };

  return {
    isGuests: (id: string): boolean => guests.has(id),
    /** What stands under this learner and offering already is answered again, unless it was withdrawn. @throws Problem */
    request(learner: Learner, asked: Requested): Told {
      const today = now().toISOString().slice(0, 10);
      const { offering } = asked;
      const known = register.personOf(learner);
      const there = register
        .list('associations')
        .find(
          (one) =>
            one['person'] === known?.['personId'] && one['offering'] === offering['offeringId'],
        );
      if (there !== undefined && there['state'] !== 'canceled') {
        return { isNew: false, answer: answerOf(String(there['associationId'])) };
      }
      requireOpen(offering, today);
      const id = place(String(personFor(learner)['personId']), asked);
      return { isNew: there === undefined, answer: answerOf(id) };
    },
    /** What the school that the guest comes from says: when it withdraws, the place is free again. */
    hear(id: string, remoteState: State): Resource {
      const guest = mustKnow(id);
      guests.set(id, { ...guest, remoteState });
      register.amend(id, { remoteState });
      if (remoteState === 'canceled' && guest.state !== 'canceled') turn(id, 'canceled');
      return answerOf(id);
    },
    /** From the next request on; without a decision, by places and rules again. */
    decide(deciding: Deciding | undefined, offeringId = ''): void {
      if (deciding === undefined) decisions.delete(offeringId);
      else decisions.set(offeringId, deciding);
    },
    decideLater: async (id: string, state: Decision, reason?: Reason) => settle(id, state, reason),
    async giveResult(id: string, result: Result): Promise<number | undefined> {
      mustKnow(id);
      register.amend(id, { result });
      return tellHome(id);
    },
    enrolments: (): readonly GuestEnrolment[] => [...guests.values()],
=======
/** Somebody whom the school has, or has from now on. @throws Problem 404 for one who is to be known and is not. */
function personFor({ register, school }: Desk, learner: Learner): Resource {
  const known = register.personOf(learner);
  if (known !== undefined) return known;
  if (typeof learner === 'string') throw notFound();
  const guest = guestOf(school, learner);
  register.put('persons', guest);
  return guest;
}

/** An association of this learner's with this offering, whoever made it. */
function standing(
  { register }: Desk,
  learner: Learner,
  { offering }: Requested,
): Resource | undefined {
  const { personId } = register.personOf(learner) ?? {};
  return register
    .list('associations')
    .find((one) => one['person'] === personId && one['offering'] === offering['offeringId']);
}

/** Who may come: the part of a school that deals with guests. */
export function openGuests(desk: Desk) {
  const { register, now } = desk;
  const book = openGuestBook(desk);
  const decisions = new Map<string, Deciding>();
  const timers = new Set<NodeJS.Timeout>();

  const later = (id: string, { decide, reason, afterMs }: Deciding): void => {
    const timer = setTimeout(() => {
      timers.delete(timer);
      if (book.find(id)?.state === 'pending') void book.settle(id, decide, reason);
    }, afterMs);
    timers.add(timer);
  };
  const place = (personId: string, asked: Requested): string => {
    const { offering } = asked;
    const by = decisions.get(String(offering['offeringId'])) ?? decisions.get('');
    const said = by ?? decisionFor(register, offering);
    if (said.afterMs === undefined) return book.enter(personId, asked, said.decide, said.reason);
    const id = book.enter(personId, asked, 'pending');
    later(id, said);
    return id;
  };
  return {
    isGuests: (id: string): boolean => book.find(id) !== undefined,
    /** What stands already is answered again, unless it was withdrawn. @throws Problem */
    request: (learner: Learner, asked: Requested): Told => {
      const there = standing(desk, learner, asked);
      if (there !== undefined && there['state'] !== 'canceled') {
        return { isNew: false, answer: book.answerOf(String(there['associationId'])) };
      }
      requireOpen(asked.offering, now().toISOString().slice(0, 10));
      const id = place(String(personFor(desk, learner)['personId']), asked);
      return { isNew: there === undefined, answer: book.answerOf(id) };
    },
    hear: (id: string, remoteState: State): Resource => book.hear(id, remoteState),
    /** From the next request on; without a decision, by places and rules again. */
    decide: (deciding: Deciding | undefined, offeringId = ''): void => {
      if (deciding === undefined) decisions.delete(offeringId);
      else decisions.set(offeringId, deciding);
    },
    decideLater: (id: string, state: Decision, reason?: Reason): Promise<number | undefined> =>
      book.settle(id, state, reason),
    giveResult: async (id: string, result: Result): Promise<number | undefined> => {
      book.mustKnow(id);
      register.amend(id, { result });
      return book.tellHome(id);
    },
    enrolments: (): readonly GuestEnrolment[] => book.all(),
>>>>>>> w-demo
    stop: (): void => {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
export type Guests = ReturnType<typeof openGuests>;
