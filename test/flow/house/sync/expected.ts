/** What Samira has at three schools when each has many more results of hers, counted without the product. */
import {
  demoInstitutions,
  demoPeople,
  type InstitutionKey,
} from '../../../../src/demo/institutions/index.js';
import type { TestHouse } from '../../../fixtures/house.js';

export const schools = ['roc', 'university', 'hogeschool'] as const;
/** More of them at each school: with an enrolment each, 264 records more. */
const results = 44;
export const bulk = { learner: 'samira', results } as const;

export const idOf = (school: InstitutionKey): string => demoInstitutions[school].id;

/** An enrolment for each association, and a result where it has one. */
export const recordsAt = (school: InstitutionKey): number => {
  const { associations, withResult } = demoPeople[school].samira;
  return associations + withResult + 2 * results;
};

const loadIn = ({ ects = 0, sbu = 0 }): number => ects + sbu;
/** Earned there, in the school's own unit. */
export const loadAt = (house: TestHouse, school: InstitutionKey): number => {
  const { earned } = demoPeople[school].samira;
  return loadIn(earned) + loadIn(house.schools.servers[school].added.earned);
};
