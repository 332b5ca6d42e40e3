import type { LearnerId, WebId } from '../base/index.js';
import type { Grantee, Role } from '../consent/index.js';
import { GranteeShape } from '../ledger/index.js';
import type { House } from './house.js';
import { atAGlance, type Glance } from './look-alikes.js';
import { personName } from './person-name.js';
import { plainText } from './plain-text.js';
import { same, type Words, wordsIn } from './words.js';

/** What those are called whom an answer to one learner names. Known at this moment; no line of a log holds a name. */
export interface KnownNames extends Pick<House, 'institutions' | 'organisations'> {
  readonly people: ReadonlyMap<WebId, string>;
}
/** Whom an answer to one learner names. */
interface NamedIn {
  /** Who did something that stands in this learner's log. */
  readonly actors?: readonly WebId[];
  readonly grantees?: readonly Grantee[];
}

type Registries = Pick<House, 'institutions' | 'organisations'>;

/** Names of organisations and institutions that are not this person's, as they look at a glance. */
function takenFrom({ institutions, organisations }: Registries) {
  const names = new Map<string, { readonly glance: Glance; readonly owners: Set<WebId> }>();
  const add = (texts: readonly { readonly value: string }[], person: WebId | undefined) => {
    for (const { value } of texts) {
      const glance = atAGlance(value);
      const known = names.get(glance.letters) ?? { glance, owners: new Set() };
      names.set(glance.letters, known);
      if (person !== undefined) known.owners.add(person);
    }
  };
  for (const { name, agent } of institutions.values()) add(name, agent?.webId);
  for (const [person, { name }] of organisations) add(name, person);
  return (person: WebId) =>
    [...names.values()].flatMap(({ glance, owners }) => (owners.has(person) ? [] : [glance]));
}

/** All names of one answer, in one query; the same query whether or not anybody has one. */
export async function namesFor(
  { ledger, institutions, organisations }: Pick<House, 'ledger' | keyof Registries>,
  learner: LearnerId,
  { actors = [], grantees = [] }: NamedIn,
): Promise<KnownNames> {
  const named = new Set(grantees.flatMap((one) => (one.kind === 'person' ? [one.webId] : [])));
  // Who was looked into speaks for an organisation: they are no secret to whoever names them.
  const lookedInto = [...named].filter((person) => organisations.has(person));
  const found = await ledger.people.names(learner, {
    met: [...new Set([...actors, ...lookedInto])],
    named: [...named],
  });
  const taken = takenFrom({ institutions, organisations });
  const people = found.flatMap(({ webId, displayName }) => {
    const name = personName(displayName, taken(webId));
    return name === undefined ? [] : [[webId, name] as const];
  });
  return { people: new Map(people), institutions, organisations };
}

/** The words that logins use for what somebody is; another one stands as it came. */
const roleWords: ReadonlyMap<string, Words> = new Map([
  ['career-adviser', { nl: 'loopbaanadviseur', en: 'career adviser' }],
  ['teacher', { nl: 'docent', en: 'teacher' }],
  ['mentor', { nl: 'mentor', en: 'mentor' }],
]);
const longestRole = 60;

/** By the registries of this server only: a domain that stands in neither has no name. */
function organisationCalled({ institutions, organisations }: Registries, domain: string) {
  for (const [id, { name }] of institutions) if (id === domain) return wordsIn(name);
  for (const { id, name } of organisations.values()) if (id === domain) return wordsIn(name);
  return undefined;
}

function roleName(known: Registries, { role, organisation }: Role): Words | undefined {
  const at = organisationCalled(known, organisation);
  const word = roleWords.get(role) ?? same(plainText(role, longestRole));
  return at && { nl: `${word.nl} bij ${at.nl}`, en: `${word.en} at ${at.en}` };
}

export function personCalled({ people }: KnownNames, person: WebId): Words | undefined {
  const name = people.get(person);
  return name === undefined ? undefined : same(name);
}

/** What a learner reads for a grantee. Undefined: we know no name, and the page says so in words. */
export function nameOf(known: KnownNames, grantee: Grantee): Words | undefined {
  if (grantee.kind === 'person') return personCalled(known, grantee.webId);
  if (grantee.kind === 'role') return roleName(known, grantee);
  if (grantee.kind === 'institution') {
    const desk = known.institutions.get(grantee.institution);
    return desk && wordsIn(desk.name);
  }
  // An app gets its name here once it can be looked up who registered it. A link is whoever holds it.
  return undefined;
}

/** Who stands in a log line or a row as one text. Undefined for what we do not know the kind of. */
export const granteeIn = (text: string): Grantee | undefined => GranteeShape.safeParse(text).data;
