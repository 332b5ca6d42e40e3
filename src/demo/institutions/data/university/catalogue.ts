import { ec } from '../build.js';
import { demoInstitutions } from '../people.js';
import { programmesOf } from '../tables/programmes.js';
import { coursesOf, type More } from '../tables/rows.js';
import { programmeRows } from './programmes.js';
import { lawGroups } from './table-law.js';
import { natureGroups } from './table-nature.js';
import { peopleGroups } from './table-people.js';
import { faculties, periods, sessions } from './terms.js';

const { id } = demoInstitutions.university;
const own = { school: 'university', id, load: ec, periods } as const;
const taught = coursesOf({ ...own, groups: [...peopleGroups, ...natureGroups, ...lawGroups] });
const programmes = programmesOf({ ...own, rows: programmeRows });

export const universityCatalogue: More = {
  organizations: faculties,
  academicSessions: sessions,
  programs: programmes.programs,
  courses: taught.courses,
  offerings: [...programmes.offerings, ...taught.offerings],
  rules: taught.rules ?? {},
};
