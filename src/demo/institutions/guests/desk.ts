import { code, idFor } from '../data/build.js';
import type { Learner, LearnerInfo } from '../model.js';
import type { Result } from '../offering.js';
import { notFound } from '../problem.js';
import type { Resource } from '../register.js';
import { type Desk, type GuestEnrolment, openGuestBook, type Requested } from './book.js';
import { type Deciding, type Decision, decisionFor, requireOpen } from './decide.js';
import type { Reason, State } from './messages.js';

type Told = { readonly isNew: boolean; readonly answer: Resource };

/** All that this school knows of a guest is what their issuer told. */
const guestOf = (school: string, info: LearnerInfo): Resource => {
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
    stop: (): void => {
      for (const timer of timers) clearTimeout(timer);
    },
  };
}
export type Guests = ReturnType<typeof openGuests>;
