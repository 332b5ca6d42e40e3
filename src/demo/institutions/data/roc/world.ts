import type { World } from '../../world.js';
import { sbu } from '../build.js';
import {
  enrolmentsAt,
  examined,
  failed,
  open,
  passed,
  sharedAssociationId,
  specialCanaries,
} from '../enrol.js';
import { demoInstitutions, people } from '../people.js';
import { allCourses, nationalExam, practical, runs, sittings } from './courses.js';
import {
  qualification,
  root,
  spring27,
  technicus,
  technicus25,
  techniek,
  vavo,
  year24,
  year25,
  year26,
} from './school.js';

const { samira, barry } = people.roc;
const enrol = enrolmentsAt('roc');

const firstAttempt = enrol(
  barry,
  sittings.first,
  examined('failed', '4.6', '2026-10-05', {
    weight: 60,
    attempt: 1,
    test: {
      final: true,
      rawScore: 41,
      maxRawScore: 75,
      testDate: '2026-10-01',
      irregularities: specialCanaries.irregularities,
    },
  }),
);
const secondAttempt = enrol(
  barry,
  sittings.second,
  examined('unknown', '7', '2026-10-25', {
    weight: 60,
    attempt: 2,
    associated: {
      orgAssociationId: firstAttempt.associationId,
      additionalTimeInMin: 30,
      personalNeeds: ['extraTime', specialCanaries.personalNeeds],
    },
    test: { final: false, rawScore: 65, maxRawScore: 75, testDate: '2026-10-25' },
  }),
);
const associations = [
  enrol(samira, runs.maths, passed('7.1', '2025-06-12', sbu(200))),
  enrol(samira, runs.english, passed('8', '2025-06-12', sbu(160))),
  enrol(samira, runs.geography, {
    ...passed('7', '2025-06-12', sbu(160)),
    associationId: sharedAssociationId,
  }),
  enrol(
    samira,
    sittings.maths,
    examined('passed', '6.8', '2025-06-11', {
      weight: 50,
      attempt: 1,
      test: { final: true, rawScore: 52, maxRawScore: 78, testDate: '2025-05-19' },
    }),
  ),
  enrol(samira, runs.dutch, { state: 'canceled' }),

  enrol(barry, technicus25, open('in progress', '2025-08-25', sbu(4800))),
  enrol(barry, runs.heatPumps, passed('7.5', '2026-06-26', sbu(160))),
  enrol(barry, runs.safety, passed('voldaan', '2025-11-28', sbu(80))),
  enrol(barry, runs.control, failed('5.4', '2026-10-09', sbu(120))),
  enrol(barry, runs.customers, passed('8', '2026-03-13', sbu(40))),
  firstAttempt,
  secondAttempt,
  enrol(barry, runs.charging, { state: 'pending' }),
];

export const rocAssociations = {
  barryPassed: enrol(barry, runs.heatPumps).associationId,
  barryIrregular: firstAttempt.associationId,
  barryProvisional: secondAttempt.associationId,
  samiraShared: sharedAssociationId,
} as const;

export const roc: World = {
  info: demoInstitutions.roc,
  statesTotalPages: true,
  people: people.roc,
  organizations: [root, techniek, vavo],
  academicSessions: [
    year24,
    year25,
    { ...year26, children: [spring27.academicSessionId] },
    spring27,
  ],
  educationSpecifications: [qualification],
  programs: [technicus],
  courses: allCourses,
  components: [practical, nationalExam],
  offerings: [technicus25, ...Object.values(runs), ...Object.values(sittings)],
  associations,
};
