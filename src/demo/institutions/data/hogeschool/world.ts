import type { World } from '../../world.js';
import { ec, runsAt } from '../build.js';
import { enrolmentsAt, open, passed } from '../enrol.js';
import { demoInstitutions, people } from '../people.js';
import { academicSessions, autumn26, block26, forms, health, root, technology } from './school.js';

const { samira, barry } = people.hogeschool;
const enrol = enrolmentsAt('hogeschool');
const run = runsAt('hogeschool');
const { course } = forms;

const neighbourhood = course(
  'GLO-201',
  { nl: 'De gezonde wijk in de praktijk', en: 'The Healthy Neighbourhood in Practice' },
  ec(5),
  health,
  {
    about: { nl: 'Met bewoners en de wijkverpleging aan één straat werken.' },
    learns: { nl: 'Maakt met bewoners een plan voor een gezondere straat en toetst het.' },
    fieldsOfStudy: '0923',
  },
);
const advice = course(
  'EAW-010',
  { nl: 'Energieadvies voor bestaande woningen', en: 'Energy Advice for Existing Homes' },
  ec(2.5),
  technology,
  {
    about: { nl: 'Van opname tot advies: isolatie, ventilatie en installatie in samenhang.' },
    learns: { nl: 'Neemt een woning op en schrijft een advies dat de bewoner begrijpt.' },
    level: 'associate degree',
    fieldsOfStudy: '0713',
  },
);
const noise = course(
  'GWP-011',
  { nl: 'Geluid van warmtepompen', en: 'Noise of Heat Pumps' },
  ec(1.5),
  technology,
  {
    about: { nl: 'Meten, plaatsen en dempen, zodat de buren blijven slapen.' },
    learns: { nl: 'Rekent het geluid op de erfgrens uit en kiest een plek.' },
    level: 'associate degree',
    fieldsOfStudy: '0713',
    modeOfDelivery: ['online'],
  },
);

const runs = {
  neighbourhood: run(neighbourhood, autumn26),
  advice: run(advice, block26),
  noise: run(noise, block26, { resultValueType: 'pass-or-fail', endDate: '2026-05-29' }),
};

const associations = [
  enrol(samira, runs.neighbourhood, open('in progress', '2026-08-31', ec(5))),
  enrol(barry, runs.advice, passed('7.2', '2026-07-01', ec(2.5))),
  enrol(barry, runs.noise, passed('voldaan', '2026-06-05', ec(1.5))),
];

export const hogeschoolAssociations = {
  samiraInProgress: enrol(samira, runs.neighbourhood).associationId,
  barryPassed: enrol(barry, runs.advice).associationId,
} as const;

export const hogeschool: World = {
  info: demoInstitutions.hogeschool,
  statesTotalPages: true,
  people: people.hogeschool,
  organizations: [root, health, technology],
  academicSessions,
  educationSpecifications: [],
  programs: [],
  courses: [neighbourhood, advice, noise],
  components: [],
  offerings: Object.values(runs),
  associations,
};
