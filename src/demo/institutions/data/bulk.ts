import type { AcademicSession, Course, LearnerKey, Load } from '../model.js';
import type { Association, CourseOffering } from '../offering.js';
import type { World } from '../world.js';
import { ec, formsOf, runsAt, sbu } from './build.js';
import { enrolmentsAt, passed } from './enrol.js';

/** So many passed courses more for one learner, each with a course and an offering of its own. */
export type Bulk = { readonly learner: LearnerKey; readonly results: number };

/** What a bulk came to. */
export type Added = {
  readonly associationIds: readonly string[];
  /** Study load of those results together, per unit as the school names it. */
  readonly earned: { readonly ects?: number; readonly sbu?: number };
};
export const nothingAdded: Added = { associationIds: [], earned: {} };

// biome-ignore format: lists to choose from
const themes = [
  'Water in de wijk', 'Zorg op afstand', 'Samenwerken in de keten', 'Bouwen met hout', 'Omgaan met geld', 'De veilige werkplek',
  'Planten en bodem', 'Meten en regelen', 'Schrijven voor je vak', 'Rekenen met tabellen', 'Spreken voor een groep', 'Recht in gewone taal',
  'Geschiedenis van de streek', 'Vervoer zonder uitstoot', 'Licht en gezondheid', 'Beelden lezen', 'Ondernemen in het klein', 'Bewegen en voeding',
];
const scores = ['5.5', '6.0', '6.4', '6.9', '7.0', '7.3', '7.8', '8.1', '8.5', '9.0'] as const;

const pick = <T>(list: readonly T[], at: number): T => {
  const found = list[at % list.length];
  if (found === undefined) throw new RangeError('there is nothing to choose from');
  return found;
};
/** In half points, from 0.5 to 7.5. */
const ecOf = (at: number): Load => ec(0.5 + (at % 15) / 2);
const sbuOf = (at: number): Load => sbu(20 + (at % 12) * 20);

type Item = {
  readonly course: Course;
  readonly offering: CourseOffering;
  readonly association: Association;
};

/** The terms that are over, as far as the demo's today goes. */
const pastOf = ({ academicSessions }: World): readonly AcademicSession[] =>
  academicSessions.filter(({ endDate }) => endDate < '2026-11-01');

function itemOf(world: World, { learner }: Bulk, at: number): Item {
  const school = world.info.key;
  const isMbo = school === 'roc';
  const load = isMbo ? sbuOf(at) : ecOf(at);
  const level = isMbo ? 'secondary vocational education 4' : 'bachelor';
  const [number, theme] = [String(at + 1).padStart(3, '0'), pick(themes, at)];
  const part = Math.floor(at / themes.length) + 1;
  const course = formsOf(school, { level }).course(
    `VRIJ-${number}`,
    { nl: part === 1 ? theme : `${theme}, deel ${part}` },
    load,
    pick(world.organizations, 1 + (at % (world.organizations.length - 1))),
    {
      about: { nl: `Een keuzevak: ${theme.toLowerCase()}.` },
      learns: { nl: 'Past de stof toe in een eigen opdracht.' },
    },
  );
  const session = pick(pastOf(world), at);
  const offering = runsAt(school)(course, session);
  const result = passed(pick(scores, at), session.endDate, load);
  return {
    course,
    offering,
    association: enrolmentsAt(school)(world.people[learner], offering, result),
  };
}

/** The same bulk always adds the same. */
export function withBulk(
  world: World,
  bulk: Bulk,
): { readonly world: World; readonly added: Added } {
  const items = Array.from({ length: bulk.results }, (_, at) => itemOf(world, bulk, at));
  const loads = items.map(({ course }) => course.studyLoad);
  const sum = loads.reduce((total, { value }) => total + value, 0);
  return {
    world: {
      ...world,
      courses: [...world.courses, ...items.map(({ course }) => course)],
      offerings: [...world.offerings, ...items.map(({ offering }) => offering)],
      associations: [...world.associations, ...items.map(({ association }) => association)],
    },
    added: {
      associationIds: items.map(({ association }) => association.associationId),
      earned: loads.length === 0 ? {} : { [world.info.key === 'roc' ? 'sbu' : 'ects']: sum },
    },
  };
}
