import type { AcademicSession, Course, Load, Organization } from '../../model.js';
import type { CourseOffering } from '../../offering.js';
import type { Rule, World } from '../../world.js';
import { formsOf, idFor, runsAt, skill, texts } from '../build.js';

/** From when until when one can ask for a place, other than is usual for the period. `unsaid`: nobody tells. */
const windows = {
  now: { enrollStartDate: '2026-11-16', enrollEndDate: '2026-12-20' },
  soon: { enrollStartDate: '2026-12-14', enrollEndDate: '2027-01-22' },
  over: { enrollStartDate: '2026-09-14', enrollEndDate: '2026-11-20' },
  unsaid: {},
} as const;

/** When courses run, and when one can ask for a place in them. */
export type Period = {
  readonly session: AcademicSession;
  readonly enrol: readonly [from: string, until: string];
};

/** Where one line differs from the others of its group. */
type How<Key extends string> = {
  readonly runs?: readonly Key[];
  readonly open?: keyof typeof windows;
  /** Places, who has one, and who waits to hear. */
  readonly places?: readonly [max: number, enrolled: number, pending?: number];
  readonly mode?: 'distance-learning' | 'online' | 'hybrid' | 'situated';
  readonly lang?: 'eng' | 'deu' | 'fry';
  readonly level?: string;
  /** Code of a course that comes before. */
  readonly after?: string;
  /** What is asked of whoever comes, in a sentence. */
  readonly asks?: string;
  readonly skills?: readonly string[];
  readonly price?: string;
  readonly scale?: string;
  /** What is said to whoever asks for a place from elsewhere; where something is asked of them, they wait to hear. */
  readonly guests?: Rule['decide'];
};

export type Row<Key extends string> = readonly [
  code: string,
  load: number,
  nl: string,
  en: string | undefined,
  about: string,
  learns: string | readonly string[],
  how?: How<Key>,
];

/** Lines that have most things in common. */
export type Group<Key extends string> = {
  readonly organization: Organization;
  /** By their codes. */
  readonly programs: readonly string[];
  readonly level: string;
  readonly town: string;
  readonly field: string;
  readonly runs: readonly Key[];
  readonly rows: readonly Row<Key>[];
};

type Table<Key extends string> = {
  readonly school: string;
  readonly id: string;
  readonly load: (value: number) => Load;
  readonly periods: Readonly<Record<Key, Period>>;
  readonly groups: readonly Group<Key>[];
};

const requirements = ({ after, asks }: How<string>): Pick<Course, 'admissionRequirements'> => {
  if (asks !== undefined) return { admissionRequirements: texts(asks) };
  return after === undefined
    ? {}
    : { admissionRequirements: texts(`Voorkennis: ${after}.`, `Prior knowledge: ${after}.`) };
};

function courseOf<Key extends string>(
  { school, id, load }: Table<Key>,
  { organization, programs, level, field }: Group<Key>,
  [key, size, nl, en, about, learns, how = {}]: Row<Key>,
): Course {
  const learned = typeof learns === 'string' ? [learns] : learns;
  const names = { nl, ...(en !== undefined && { en }) };
  const { skills = [], lang, mode } = how;
  return formsOf(school, { level }).course(key, names, load(size), organization, {
    about: { nl: about },
    learns: { nl: '' },
    learningOutcomes: learned.map((one) => texts(one)),
    level: how.level ?? level,
    fieldsOfStudy: field,
    link: `https://www.${id}/onderwijs/${key.toLowerCase()}`,
    ...(programs.length > 0 && { programs: programs.map((one) => idFor(school, 'program', one)) }),
    ...(lang !== undefined && { teachingLanguage: lang }),
    ...(mode !== undefined && { modeOfDelivery: [mode] }),
    ...(skills.length > 0 && { otherCodes: skills.map((name) => skill(name)) }),
    ...requirements(how),
  });
}

function counted({ places }: How<string>): Partial<CourseOffering> {
  if (places === undefined) return {};
  const [maxNumberStudents, enrolledNumberStudents, pendingNumberStudents] = places;
  return {
    maxNumberStudents,
    enrolledNumberStudents,
    ...(pendingNumberStudents !== undefined && { pendingNumberStudents }),
  };
}

/** The first run is as the line says; of a later one nobody asked for a place yet. */
function runsOf<Key extends string>(
  { school, periods }: Table<Key>,
  { town, runs }: Group<Key>,
  course: Course,
  how: How<Key> = {},
): readonly CourseOffering[] {
  return (how.runs ?? runs).map((key, at) => {
    const { session, enrol } = periods[key];
    const [enrollStartDate, enrollEndDate] = enrol;
    const usual = { enrollStartDate, enrollEndDate };
    const price = how.price;
    return runsAt(school)(course, session, {
      resultValueType: how.scale ?? '1-10',
      ...(at === 0 && how.open !== undefined ? windows[how.open] : usual),
      ...(at === 0 && counted(how)),
      addresses: [{ addressType: 'teaching', city: town, countryCode: 'NL' }],
      ...(price !== undefined && {
        priceInformation: [{ costType: 'total costs', amount: price, currency: 'EUR' }],
      }),
    });
  });
}

/** Where people wait to hear already, there is a queue. */
function ruleOf({ guests, asks, places }: How<string>): Rule {
  const decide = guests ?? (asks === undefined ? undefined : 'pending');
  return {
    ...(decide !== undefined && { decide }),
    ...(places?.[2] !== undefined && { queue: true }),
  };
}

/** What a school's tables come to. */
export function coursesOf<Key extends string>(
  table: Table<Key>,
): Pick<World, 'courses' | 'offerings' | 'rules'> {
  const made = table.groups.flatMap((group) =>
    group.rows.map((row) => {
      const course = courseOf(table, group, row);
      return { course, runs: runsOf(table, group, course, row[6]), rule: ruleOf(row[6] ?? {}) };
    }),
  );
  return {
    courses: made.map(({ course }) => course),
    offerings: made.flatMap(({ runs }) => runs),
    rules: Object.fromEntries(
      made.flatMap(({ runs, rule }) => runs.map(({ offeringId }) => [offeringId, rule])),
    ),
  };
}

/** What is added to a school's world to be learned there: whoever is enrolled already keeps what they have. */
export type More = Pick<
  World,
  'organizations' | 'academicSessions' | 'programs' | 'courses' | 'offerings' | 'rules'
>;

type Tree = { readonly parent?: string; readonly children?: readonly string[] };
/** Parents name those that were added below them. */
const grown = <T extends Tree>(
  old: readonly T[],
  added: readonly T[],
  idOf: (one: T) => string,
): readonly T[] =>
  [...old, ...added].map((one) => {
    const below = added.filter(({ parent }) => parent === idOf(one)).map(idOf);
    const children = [...new Set([...(one.children ?? []), ...below])];
    return children.length === 0 ? one : { ...one, children };
  });

export const withMore = (world: World, more: More): World => ({
  ...world,
  organizations: grown(world.organizations, more.organizations, (one) => one.organizationId),
  academicSessions: grown(
    world.academicSessions,
    more.academicSessions,
    (one) => one.academicSessionId,
  ),
  programs: [...world.programs, ...more.programs],
  courses: [...world.courses, ...more.courses],
  offerings: [...world.offerings, ...more.offerings],
  rules: { ...world.rules, ...more.rules },
});
