import { sbu } from '../build.js';
import { demoInstitutions } from '../people.js';
import { programmesOf } from '../tables/programmes.js';
import { coursesOf, type More } from '../tables/rows.js';
import { careGroups } from './table-care.js';
import { technologyGroups } from './table-technology.js';
import { colleges, periods, programmeRows, sessions } from './terms.js';

const { id } = demoInstitutions.roc;
const own = { school: 'roc', id, load: sbu, periods } as const;
const taught = coursesOf({ ...own, groups: [...careGroups, ...technologyGroups] });
const programmes = programmesOf({ ...own, rows: programmeRows });

export const rocCatalogue: More = {
  organizations: colleges,
  academicSessions: sessions,
  programs: programmes.programs,
  courses: taught.courses,
  offerings: [...programmes.offerings, ...taught.offerings],
  rules: taught.rules ?? {},
};
