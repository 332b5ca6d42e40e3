import { byPrimaryCode, type Filter, type ListForm, page } from './lists.js';
import { dayAsked } from './query.js';
import type { Kind, Register, Resource } from './register.js';
import { type Asked, known, many, one, type Route } from './routes.js';

// The standard's closed lists, as far as a list can be filtered by them.
const delivery = ['distance-learning', 'on campus', 'online', 'hybrid', 'situated'];
const sectors = [
  'secondary vocational education',
  'higher professional education',
  'university education',
];
const vocational = [1, 2, 3, 4].map((n) => `secondary vocational education ${n}`);
const academic = ['associate degree', 'bachelor', 'master', 'doctoral'];
const others = ['undefined', 'undivided', 'nt2-1', 'nt2-2'];
const levels = ['secondary vocational education', ...vocational, ...academic, ...others];
const organizationTypes = 'root institute department faculty branch academy school'.split(' ');
const language: Filter = { name: 'teachingLanguage' };
const mode: Filter = { name: 'modeOfDelivery', allowed: delivery };

const courses: ListForm = {
  filters: [byPrimaryCode, language, { name: 'level', allowed: levels }, mode],
  sorts: ['name', 'courseId'],
  searchable: true,
};
const programs: ListForm = {
  filters: [
    byPrimaryCode,
    language,
    {
      name: 'programType',
      allowed: ['program', 'minor', 'honours', 'specialization', 'track'],
    },
    {
      name: 'qualificationAwarded',
      allowed: ['AD', 'BA', 'BSc', 'LLB', 'MA', 'MSc', 'LLM', 'Phd', 'None'],
    },
    { name: 'levelOfQualification', allowed: ['1', '2', '3', '4', '4+', '5', '6', '7', '8'] },
    { name: 'sector', allowed: sectors },
    { name: 'fieldsOfStudy' },
  ],
  sorts: ['name', 'programId'],
  searchable: true,
};
const organizations: ListForm = {
  filters: [byPrimaryCode, { name: 'organizationType', allowed: organizationTypes }],
  sorts: ['name', 'organizationId'],
  searchable: true,
};
const academicSessions: ListForm = {
  filters: [byPrimaryCode, { name: 'academicSessionType' }, { name: 'parent' }, { name: 'year' }],
  sorts: ['startDate', 'academicSessionId', 'name'],
};
const components: ListForm = {
  filters: [language],
  sorts: ['name', 'componentId'],
  searchable: true,
};
const offerings: ListForm = {
  filters: [language, mode, { name: 'resultExpected', allowed: ['true', 'false'] }],
  sorts: ['startDate', 'offeringId', 'name', 'endDate'],
  searchable: true,
};

const listOf = (segment: string, kind: Kind, form: ListForm): Route =>
  many([segment], 'catalogue', ({ register, query }) =>
    page(register.list(kind), form, query, register.statesTotalPages),
  );

/** The standard shows what is still to come unless `since` says otherwise, by the days of the academic session. */
export function during(
  { register, query, now }: Asked,
  read: typeof dayAsked = dayAsked,
): (offering: Resource) => boolean {
  const since = read(query, 'since') ?? now().toISOString().slice(0, 10);
  const until = read(query, 'until');
  return (offering) => {
    const { startDate, endDate } = sessionOf(register, offering) ?? offering;
    return (
      typeof startDate === 'string' &&
      typeof endDate === 'string' &&
      startDate >= since &&
      (until === undefined || endDate <= until)
    );
  };
}

export const sessionOf = (register: Register, offering: Resource): Resource | undefined =>
  typeof offering['academicSession'] === 'string'
    ? register.find('academicSessions', offering['academicSession'])
    : undefined;

const offeringsOf = (segment: string, kind: 'courses' | 'programs', field: string): Route =>
  many([segment, '*', 'offerings'], 'catalogue', (asked) => {
    const { register, query, ids } = asked;
    known(asked, kind);
    const inTime = during(asked);
    const own = register.list('offerings').filter((run) => run[field] === ids[0] && inTime(run));
    return page(own, offerings, query, register.statesTotalPages);
  });

const coursesOfProgram = many(['programs', '*', 'courses'], 'catalogue', (asked) => {
  const { register, query, ids } = asked;
  known(asked, 'programs');
  const own = register
    .list('courses')
    .filter(({ programs: of }) => Array.isArray(of) && of.includes(ids[0]));
  return page(own, courses, query, register.statesTotalPages);
});

const componentsOfCourse = many(['courses', '*', 'components'], 'catalogue', (asked) => {
  const { register, query, ids } = asked;
  known(asked, 'courses');
  const own = register.list('components').filter(({ course }) => course === ids[0]);
  return page(own, components, query, register.statesTotalPages);
});

export const catalogueRoutes: readonly Route[] = [
  listOf('courses', 'courses', courses),
  one('courses', 'courses', ['programs', 'coordinators', 'organization', 'educationSpecification']),
  offeringsOf('courses', 'courses', 'course'),
  componentsOfCourse,
  listOf('programs', 'programs', programs),
  one('programs', 'programs', [
    'parent',
    'children',
    'coordinators',
    'organization',
    'educationSpecification',
  ]),
  coursesOfProgram,
  offeringsOf('programs', 'programs', 'program'),
  one('components', 'components', ['course', 'organization']),
  one('offerings', 'offerings', [
    'program',
    'programOffering',
    'course',
    'courseOffering',
    'component',
    'organization',
    'academicSession',
  ]),
  listOf('organizations', 'organizations', organizations),
  one('organizations', 'organizations', ['parent', 'children']),
  listOf('academic-sessions', 'academicSessions', academicSessions),
  one('academic-sessions', 'academicSessions', ['parent', 'children', 'year']),
  one('education-specifications', 'educationSpecifications', [
    'parent',
    'children',
    'organization',
  ]),
];
