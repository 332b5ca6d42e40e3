import { sessionOf } from './catalogue.js';
import { type ListForm, member, page } from './lists.js';
import type { Register, Resource } from './register.js';
import { known, many, meOf, one, type Route } from './routes.js';

const associations: ListForm = {
  filters: [
    {
      name: 'associationType',
      allowed: ['programOffering', 'courseOffering', 'componentOffering'],
      says: (sent) => `${sent}Association`, // the parameter's words differ from the field's
    },
    {
      name: 'role',
      allowed: ['student', 'lecturer', 'teaching assistant', 'coordinator', 'guest'],
    },
    { name: 'state', allowed: ['pending', 'canceled', 'denied', 'associated', 'queued'] },
    {
      name: 'result-state',
      allowed: ['in progress', 'postponed', 'completed', 'queued'],
      of: ({ result }) => member(result, 'state'),
    },
  ],
  sorts: ['associationId'],
};

/** `remoteState` is only for writing. */
const asSaid = (association: Resource): Resource => ({ ...association, remoteState: undefined });

/** As the standard lists them: the whole offering and its session, and no person, since the path names them. */
function asListed(register: Register, association: Resource): Resource {
  const id = association['offering'];
  const offering = typeof id === 'string' ? register.find('offerings', id) : undefined;
  const session = offering === undefined ? undefined : sessionOf(register, offering);
  return { ...asSaid(association), person: undefined, offering, academicSession: session };
}

const ofPerson = many(['persons', '*', 'associations'], 'learner', (asked) => {
  const { register, query } = asked;
  const { personId } = known(asked, 'persons');
  const own = register.list('associations').filter(({ person }) => person === personId);
  const listed = own.map((association) => asListed(register, association));
  return page(listed, associations, query, register.statesTotalPages);
});

const single = one('associations', 'associations', ['person', 'offering'], 'learner');

export const learnerRoutes: readonly Route[] = [
  meOf((person) => person),
  one('persons', 'persons', [], 'learner'),
  ofPerson,
  { ...single, answer: (asked) => asSaid(single.answer(asked)) },
];
