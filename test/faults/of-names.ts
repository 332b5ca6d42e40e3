import type { Fault } from './fault.js';

const people = 'test/flow/ledger/known-people.test.ts';
const name = 'test/unit/flows/person-name.test.ts';

/** Whose name is told to whom, and what passes for one. */
export const ofNames: readonly Fault[] = [
  {
    name: 'naming-tells-the-name',
    what: 'A learner who names any WebID is told whose it is, and that they were here.',
    file: 'src/ledger/known-people.ts',
    find: 'where who.met or ${turnedToThem}',
    replace: 'where who.met or not who.met or ${turnedToThem}',
    caughtBy: [people],
  },
  {
    name: 'asking-anybody-tells-all',
    what: 'Who asked one learner is known by name to every other.',
    file: 'src/ledger/known-people.ts',
    find: 'where a.learner_id = asked.id and a.grantee = k.web_id',
    replace: 'where a.grantee = k.web_id',
    caughtBy: [people],
  },
  {
    name: 'name-forgotten-under-access',
    what: 'Somebody who may look now is nameless to whoever lets them.',
    file: 'src/ledger/known-people.ts',
    find: "and g.state in ('PROPOSED', 'PREPARING', 'ACTIVE', 'SUSPENDED'))",
    replace: "and g.state in ('PROPOSED'))",
    caughtBy: [people],
  },
  {
    name: 'lookalike-has-a-name',
    what: 'Who calls themself as an organisation does is shown as that organisation.',
    file: 'src/flows/person-name.ts',
    find: 'taken.some((organisation) => looksLike(glance, organisation))',
    replace: 'taken.some(({ letters }) => letters === glance.letters)',
    caughtBy: [name],
  },
  {
    name: 'figures-pass-for-letters',
    what: 'An organisation’s name with a figure for a letter is a name.',
    file: 'src/flows/look-alikes.ts',
    find: 'passing[figure] ?? figure',
    replace: 'figure',
    caughtBy: [name],
  },
  {
    name: 'name-takes-the-sentence-over',
    what: 'A name can be the word that the log has for the learner.',
    file: 'src/flows/person-name.ts',
    find: 'ours.has(glance.letters) || ',
    replace: '',
    caughtBy: [name],
  },
];
