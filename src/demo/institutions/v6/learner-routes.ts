import { page } from '../lists.js';
import { notFound } from '../problem.js';
import { choices } from '../query.js';
import type { Register, Resource } from '../register.js';
import { type Asked, known, many, meOf, type Route } from '../routes.js';
import { type AssociationKind, association, associationKinds, kindNames } from './associations.js';
import { courseOffering, programmeOffering, testComponentOffering } from './catalogue.js';
import { expansions, type Show } from './expand.js';
import { forms } from './forms.js';
import { person } from './people.js';

const shows: Readonly<Record<AssociationKind, Show>> = {
  'programme-offering': programmeOffering,
  'course-offering': courseOffering,
  'learning-component-offering': testComponentOffering,
  'test-component-offering': testComponentOffering,
};
const wordFor = (kind: AssociationKind): string => kind.replaceAll('-', '_');
const { session } = expansions;

/** The offering by its id, and as a whole where that is asked, with its session where that is asked too. */
function offeringOf(
  register: Register,
  kind: AssociationKind,
  five: Resource,
  sent: readonly string[],
): Resource {
  const { field } = associationKinds[kind];
  const id = five['offering'];
  const found = typeof id === 'string' ? register.find('offerings', id) : undefined;
  if (found === undefined || !sent.includes(wordFor(kind))) return { [`${field}Id`]: id };
  const at = found['academicSession'];
  const during = typeof at === 'string' ? register.find('academicSessions', at) : undefined;
  const isWanted = sent.includes('academic_session') && during !== undefined;
  const shown = shows[kind](register, found);
  return {
    [`${field}Id`]: id,
    [field]: isWanted ? { ...shown, academicSession: session.show(register, during) } : shown,
  };
}

const inV6 = (register: Register, kind: AssociationKind, sent: readonly string[], five: Resource) =>
  association(five, offeringOf(register, kind, five, sent));

function listed(kind: AssociationKind): Route {
  const words = kind === 'course-offering' ? ['academic_session', 'course_offering'] : [];
  const list = ({ register, query, ids }: Asked): readonly Resource[] => {
    const sent = choices(query, 'expand', words);
    return register
      .list('associations')
      .filter(({ person: of }) => of === ids[0])
      .filter(({ associationType: type }) => type === associationKinds[kind].type)
      .map((five) => inV6(register, kind, sent, five));
  };
  const route = many(['persons', '*', `${kind}-associations`], 'learner', (asked) => {
    known(asked, 'persons');
    const { register, query } = asked;
    return page(list(asked), forms.associations, query, register.statesTotalPages);
  });
  return { ...route, expands: words };
}

function single(kind: AssociationKind): Route {
  const words = [
    ...(kind === 'course-offering' ? ['academic_session'] : []),
    wordFor(kind),
    'person',
  ];
  return {
    path: [`${kind}-associations`, '*'],
    keeping: 'learner',
    single: true,
    by: 'application',
    expands: words,
    answer: (asked) => {
      const { register, query } = asked;
      const five = known(asked, 'associations');
      if (five['associationType'] !== associationKinds[kind].type) throw notFound();
      const sent = choices(query, 'expand', [...words, 'rooms']);
      const six = inV6(register, kind, sent, five);
      const id = five['person'];
      const who = typeof id === 'string' ? register.find('persons', id) : undefined;
      return sent.includes('person') && who !== undefined ? { ...six, person: person(who) } : six;
    },
  };
}

export const learnerRoutesInV6: readonly Route[] = [
  meOf(person),
  {
    path: ['persons', '*'],
    keeping: 'learner',
    single: true,
    by: 'application',
    answer: (asked) => person(known(asked, 'persons')),
  },
  ...kindNames.map(listed),
  ...kindNames.map(single),
];
