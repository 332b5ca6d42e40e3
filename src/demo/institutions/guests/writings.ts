import { badRequest, forbidden, notAllowed, notFound } from '../problem.js';
import { idAsked } from '../query.js';
import type { Register, Resource } from '../register.js';
import type { Asked, Writing } from '../routes.js';
import { type AssociationKind, associationKinds } from '../v6/associations.js';
import { associationState, stateInV5 } from '../v6/words.js';
import type { Requested } from './book.js';
import type { Guests } from './desk.js';

const states = ['pending', 'canceled', 'denied', 'associated', 'queued'] as const;
const objectOf = (value: unknown): Resource | undefined =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : undefined;

/** @throws Problem 400 when it is no state of the standard. */
function stateIn(version: 5 | 6, { remoteState }: Resource): (typeof states)[number] {
  const word = version === 6 && remoteState === 'cancelled' ? stateInV5(remoteState) : remoteState;
  const found = states.find((one) => one === word);
  if (found === undefined || (version === 6 && remoteState === 'canceled'))
    throw badRequest('remoteState must be a state of the standard.');
  return found;
}

/** By its id, else by its code. @throws Problem 400 when this school has no such offering of this kind. */
function offeringIn(
  register: Register,
  types: readonly string[],
  given: unknown,
  idName: string,
): Resource {
  const whole = objectOf(given);
  const id = whole === undefined ? given : whole[idName];
  const sent = objectOf(whole?.['primaryCode'])?.['code'];
  const found =
    typeof id === 'string'
      ? register.find('offerings', id.toLowerCase())
      : register
          .list('offerings')
          .find(
            ({ primaryCode }) => sent !== undefined && objectOf(primaryCode)?.['code'] === sent,
          );
  if (found === undefined || !types.includes(`${String(found['offeringType'])}OfferingAssociation`))
    throw badRequest('This school has no such offering to ask a place in.');
  return found;
}

function homeIn({ issuer }: Resource): Pick<Requested, 'home'> {
  const { codeType, code } = objectOf(objectOf(issuer)?.['primaryCode']) ?? {};
  return typeof code === 'string' && /^schac_?home$/i.test(String(codeType)) ? { home: code } : {};
}

/** @param offering reads which one is meant. */
const requesting = (
  guests: Guests,
  path: string,
  version: 5 | 6,
  offering: (register: Register, sent: Resource) => Resource,
): Writing => ({
  path: [path, 'external', 'me'],
  method: 'POST',
  by: 'learner',
  mediaType: 'application/json',
  write: ({ register, learner }, sent) => {
    if (learner === undefined) throw notFound();
    const remoteState = stateIn(version, sent);
    if (remoteState === 'canceled' || remoteState === 'denied')
      throw badRequest('Whoever asks for a place cannot have given it up.');
    const asked = { offering: offering(register, sent), remoteState, ...homeIn(sent) };
    const { isNew, answer } = guests.request(learner, asked);
    return { status: isNew ? 201 : 200, body: said(version, answer) };
  },
});

const said = (version: 5 | 6, answer: Resource): Resource =>
  version === 5 ? answer : { ...answer, state: associationState(answer['state']) };

const patching = (guests: Guests, path: string, version: 5 | 6, type?: string): Writing => ({
  path: [path, '*'],
  method: 'PATCH',
  by: 'application',
  mediaType: 'application/merge-patch+json',
  before: ({ register, ids }: Asked) => {
    const id = idAsked(ids[0]);
    const found = register.find('associations', id);
    if (found === undefined || (type !== undefined && found['associationType'] !== type))
      throw notFound();
    // What this school's own students have is not for others to change.
    if (!guests.isGuests(id)) throw notAllowed(['GET', 'HEAD']);
  },
  write: ({ ids }, sent) => {
    if (sent['result'] !== undefined) throw forbidden('The result is given by this school alone.');
    const remoteState = stateIn(version, sent);
    return { status: 200, body: said(version, guests.hear(idAsked(ids[0]), remoteState)) };
  },
});

const typesInV5 = ['programOfferingAssociation', 'courseOfferingAssociation'];
const offeringInV5 = (register: Register, { offering }: Resource): Resource =>
  offeringIn(register, typesInV5, offering, 'offeringId');

const kindsInV6 = ['course-offering', 'programme-offering'] as const satisfies AssociationKind[];

/** What can be sent to a school, in one version or the other. */
export const writingsFor = (guests: Guests, version: 5 | 6): readonly Writing[] =>
  version === 5
    ? [requesting(guests, 'associations', 5, offeringInV5), patching(guests, 'associations', 5)]
    : kindsInV6.flatMap((kind) => {
        const { field, type } = associationKinds[kind];
        const path = `${kind}-associations`;
        const offering = (register: Register, sent: Resource) =>
          offeringIn(register, [type], sent[`${field}Id`] ?? sent[field], `${field}Id`);
        return [requesting(guests, path, 6, offering), patching(guests, path, 6, type)];
      });
