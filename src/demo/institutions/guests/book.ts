import { idFor } from '../data/build.js';
import type { Register, Resource } from '../register.js';
import { type Decision, recount } from './decide.js';
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
const states = ['pending', 'canceled', 'denied', 'associated', 'queued'] as const;
const stateOf = ({ state }: Resource): State | undefined => states.find((one) => one === state);

export type Desk = {
  readonly school: string;
  readonly register: Register;
  readonly now: () => Date;
  readonly notify: Notify | undefined;
};

type Ids = Pick<GuestEnrolment, 'associationId' | 'personId' | 'offeringId'>;
const associationOf = (
  { associationId, personId, offeringId }: Ids,
  { offering, remoteState }: Requested,
  state: State,
): Resource => ({
  associationId,
  associationType: `${String(offering['offeringType'])}OfferingAssociation`,
  person: personId,
  offering: offeringId,
  role: 'student',
  state,
  remoteState,
});

/** Who came as a guest and how each of them stands, beside what the school's own books say of it. */
export function openGuestBook({ school, register, notify }: Desk) {
  const guests = new Map<string, GuestEnrolment>();
  const reasons = new Map<string, Reason>();

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
    mustKnow(id);
    const association = register.find('associations', id);
    return notify && association ? tell(notify, association) : undefined;
  };

  return {
    find: (id: string): GuestEnrolment | undefined => guests.get(id),
    all: (): readonly GuestEnrolment[] => [...guests.values()],
    mustKnow,
    answerOf,
    tellHome,
    enter: (personId: string, asked: Requested, state: State, reason?: Reason): string => {
      const { offering, remoteState, home } = asked;
      const offeringId = String(offering['offeringId']);
      const id = idFor(school, 'association', personId, offeringId);
      recount(register, offeringId, undefined, state);
      const ids = { associationId: id, personId, offeringId };
      guests.set(id, { ...ids, state, remoteState, ...(home !== undefined && { home }) });
      if (reason === undefined) reasons.delete(id);
      else reasons.set(id, reason);
      register.put('associations', associationOf(ids, asked, state));
      return id;
    },
    /** The other side's word: when it withdraws, the place is free again. */
    hear: (id: string, remoteState: State): Resource => {
      const guest = mustKnow(id);
      guests.set(id, { ...guest, remoteState });
      register.amend(id, { remoteState });
      if (remoteState === 'canceled' && guest.state !== 'canceled') turn(id, 'canceled');
      return answerOf(id);
    },
    settle: async (id: string, state: Decision, reason?: Reason): Promise<number | undefined> => {
      turn(id, state);
      if (reason !== undefined) reasons.set(id, reason);
      return tellHome(id);
    },
  };
}
