import { during } from '../catalogue.js';
import { type ListForm, page } from '../lists.js';
import { notFound } from '../problem.js';
import { idAsked, momentAsked } from '../query.js';
import type { Kind, Resource } from '../register.js';
import { type Asked, known, many, type Route } from '../routes.js';
import {
  courseOffering,
  learningOutcomes,
  programme,
  programmeOffering,
  testComponentOffering,
} from './catalogue.js';
import {
  type Expansion,
  expanded,
  expansions,
  type Show,
  showCourse,
  showOrganisation,
  showSession,
  showTest,
} from './expand.js';
import { forms } from './forms.js';

const { course, session, organisation, programmes, test, above, below, year } = expansions;

const pageOf = ({ register, query }: Asked, form: ListForm, items: readonly Resource[]) =>
  page(items, form, query, register.statesTotalPages);

const listOf = (segment: string, kind: Kind, form: ListForm, show: Show): Route =>
  many([segment], 'catalogue', (asked) =>
    pageOf(
      asked,
      form,
      asked.register.list(kind).map((five) => show(asked.register, five)),
    ),
  );

/** @param of what of a kind is meant, where version 5 has several in one. */
export const oneOf = (
  segment: string,
  kind: Kind,
  show: Show,
  {
    words = [],
    others = [],
    of = () => true,
  }: {
    readonly words?: readonly Expansion[];
    readonly others?: readonly string[];
    readonly of?: (five: Resource) => boolean;
  } = {},
): Route => ({
  path: [segment, '*'],
  keeping: 'catalogue',
  single: true,
  by: 'application',
  expands: words.map(({ word }) => word),
  answer: (asked) => {
    const five = known(asked, kind);
    if (!of(five)) throw notFound();
    return expanded(asked, five, show(asked.register, five), { words, others });
  },
});

/** Offerings of one resource, those that are still to come unless `since` says otherwise. */
const offeringsOf = (
  segment: string,
  kind: Kind,
  field: string,
  below_: string,
  show: Show,
): Route =>
  many([segment, '*', below_], 'catalogue', (asked) => {
    known(asked, kind);
    const { register, ids } = asked;
    const isInTime = during(asked, momentAsked);
    const own = register.list('offerings').filter((run) => run[field] === ids[0] && isInTime(run));
    return pageOf(
      asked,
      forms.offerings,
      own.map((five) => show(register, five)),
    );
  });

const isOf = (type: string) => (five: Resource) => five['offeringType'] === type;

const belowCourse = (segment: string, isTest: boolean): Route =>
  many(['courses', '*', segment], 'catalogue', (asked) => {
    known(asked, 'courses');
    const { register, ids } = asked;
    // All components of the demo are tests.
    const own = isTest
      ? register.list('components').filter((five) => five['course'] === ids[0])
      : [];
    return pageOf(
      asked,
      forms.components,
      own.map((five) => showTest(register, five)),
    );
  });

const coursesOfProgramme = many(['programmes', '*', 'courses'], 'catalogue', (asked) => {
  known(asked, 'programs');
  const { register, ids } = asked;
  const own = register
    .list('courses')
    .filter(({ programs: of }) => Array.isArray(of) && of.includes(ids[0]));
  return pageOf(
    asked,
    forms.courses,
    own.map((five) => showCourse(register, five)),
  );
});

const allOutcomes = ({ register }: Asked) => register.list('courses').flatMap(learningOutcomes);
const outcomes = many(['learning-outcomes'], 'catalogue', (asked) =>
  pageOf(asked, forms.outcomes, allOutcomes(asked)),
);
const outcome: Route = {
  path: ['learning-outcomes', '*'],
  keeping: 'catalogue',
  single: true,
  by: 'application',
  answer: (asked) => {
    const id = idAsked(asked.ids[0]);
    const found = allOutcomes(asked).find((one) => one['learningOutcomeId'] === id);
    if (found === undefined) throw notFound();
    return found;
  },
};

const nothing = (segment: string): readonly Route[] => [
  many([segment], 'catalogue', (asked) => pageOf(asked, forms.components, [])),
  oneOf(segment, 'components', showTest, { of: () => false }),
];
const runs = 'test-component-offerings';
const staff = ['coordinators', 'instructors'];
const besides = [
  'course',
  'course_offering',
  'learning_component',
  'programme_offering',
  'test_component',
];

// biome-ignore format: a table is read in columns
export const catalogueRoutesInV6: readonly Route[] = [
  listOf('courses', 'courses', forms.courses, showCourse),
  oneOf('courses', 'courses', showCourse, { words: [programmes, organisation], others: staff }),
  offeringsOf('courses', 'courses', 'course', 'course-offerings', courseOffering),
  belowCourse('test-components', true),
  belowCourse('learning-components', false),
  oneOf('course-offerings', 'offerings', courseOffering, { words: [course, session], others: ['programme_offering'], of: isOf('course') }),
  listOf('programmes', 'programs', forms.programmes, programme),
  oneOf('programmes', 'programs', programme, { words: [above('programs', programme), below('programs', programme), organisation], others: staff }),
  coursesOfProgramme,
  offeringsOf('programmes', 'programs', 'program', 'programme-offerings', programmeOffering),
  oneOf('programme-offerings', 'offerings', programmeOffering, { words: [expansions.programme, session, organisation], others: besides, of: isOf('program') }),
  listOf('test-components', 'components', forms.components, showTest),
  oneOf('test-components', 'components', showTest, { words: [course, organisation] }),
  offeringsOf('test-components', 'components', 'component', runs, testComponentOffering),
  oneOf(runs, 'offerings', testComponentOffering, { words: [test, organisation], others: ['rooms'], of: isOf('component') }),
  ...nothing('learning-components'),
  oneOf('learning-component-offerings', 'offerings', testComponentOffering, { of: () => false }),
  outcomes,
  outcome,
  listOf('organisations', 'organizations', forms.organisations, showOrganisation),
  oneOf('organisations', 'organizations', showOrganisation, { words: [above('organizations', showOrganisation), below('organizations', showOrganisation)] }),
  listOf('academic-sessions', 'academicSessions', forms.sessions, showSession),
  oneOf('academic-sessions', 'academicSessions', showSession, { words: [above('academicSessions', showSession), below('academicSessions', showSession), year] }),
];
