import type { World } from '../../world.js';
import { ec } from '../build.js';
import { enrolmentsAt, failed, open, passed, sharedAssociationId, unsaid } from '../enrol.js';
import { demoInstitutions, people } from '../people.js';
import { allCourses, exam, examJune, runs } from './courses.js';
import {
  academicSessions,
  bachelor,
  bachelor25,
  faculty,
  minor,
  minor27,
  root,
  specification,
} from './school.js';

const { samira, barry } = people.university;
const enrol = enrolmentsAt('university');

const associations = [
  enrol(samira, bachelor25, open('in progress', '2025-09-01', ec(180))),
  enrol(samira, runs.intro, {
    ...passed('7.8', '2025-11-14', ec(7.5)),
    associationId: sharedAssociationId,
  }),
  enrol(samira, runs.maps, passed('6.5', '2026-01-30', ec(7.5))),
  enrol(samira, runs.statistics, passed('8.0', '2026-06-26', ec(7.5))),
  enrol(
    samira,
    runs.cities,
    passed('7.1', '2026-04-17', ec(7.5), {
      comment: 'Sterke ontleding van het havenplan; let bij een volgend stuk op de bronvermelding.',
    }),
  ),
  enrol(samira, runs.economy, failed('4.8', '2026-07-03', ec(5))),
  enrol(
    samira,
    runs.health,
    passed('7.5', '2026-03-31', ec(2.5), {
      ext: {
        resultValueType: '1-10',
        responsibleTeachers: [{ displayName: 'dr. A. van Terschuur' }],
      },
    }),
  ),
  enrol(samira, runs.media, open('in progress', '2026-09-01', ec(5))),
  enrol(samira, runs.writing, passed('voldoende', '2025-12-19', ec(5))),
  enrol(samira, runs.methods, open('postponed', '2026-07-01', ec(5))),
  enrol(samira, examJune, {
    result: {
      state: 'completed',
      pass: 'passed',
      score: '8.2',
      resultDate: '2026-06-22',
      weight: 60,
    },
  }),
  // The school gives a mark and does not say whether she passed.
  enrol(samira, runs.philosophy, unsaid('6.0', '2026-08-28', ec(5))),
  enrol(samira, runs.climate, { state: 'queued' }),
  enrol(samira, minor27, { state: 'pending' }),

  enrol(barry, runs.energy, passed('7.0', '2026-07-02', ec(5))),
  enrol(barry, runs.data, passed('voldaan', '2026-08-27', ec(2.5))),
  enrol(barry, runs.economy, failed('5.1', '2026-07-03', ec(5))),
  enrol(barry, runs.climate, { state: 'queued' }),
];

export const universityAssociations = {
  samiraPassed: enrol(samira, runs.health).associationId,
  samiraFailed: enrol(samira, runs.economy).associationId,
  samiraInProgress: enrol(samira, runs.media).associationId,
  samiraShared: sharedAssociationId,
  barryPassed: enrol(barry, runs.energy).associationId,
} as const;

export const university: World = {
  info: demoInstitutions.university,
  statesTotalPages: false,
  people: people.university,
  organizations: [root, faculty],
  academicSessions,
  educationSpecifications: [specification],
  programs: [bachelor, minor],
  courses: allCourses,
  components: [exam],
  offerings: [bachelor25, minor27, ...Object.values(runs), examJune],
  associations,
};
