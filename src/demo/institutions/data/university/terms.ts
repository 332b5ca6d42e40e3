import type { Organization } from '../../model.js';
import { code, idFor, texts } from '../build.js';
import type { Period } from '../tables/rows.js';
import { autumn26, forms, root, spring27, year26 } from './school.js';

const { session } = forms;
const faculty = (key: string, nl: string, en: string): Organization => ({
  organizationId: idFor('university', 'organization', key),
  primaryCode: code('organizationId', key),
  organizationType: 'faculty',
  name: texts(nl, en),
  shortName: key,
  parent: root.organizationId,
});
export const letters = faculty('FTC', 'Faculteit Taal en Communicatie', 'Faculty of Language');
export const nature = faculty('FNI', 'Faculteit Natuur en Informatica', 'Faculty of Science');
export const people = faculty('FGM', 'Faculteit Gedrag en Maatschappij', 'Faculty of Behaviour');
export const law = faculty('FRE', 'Faculteit Recht en Economie', 'Faculty of Law and Economics');
export const faculties = [letters, nature, people, law];

const year27 = session(
  '2027-2028',
  'academic year',
  { nl: 'Studiejaar 2027-2028', en: 'Academic year 2027-2028' },
  ['2027-09-01', '2028-08-31'],
);
const inSpring = { year: year26.academicSessionId, parent: spring27.academicSessionId };
const inYear26 = { year: year26.academicSessionId, parent: year26.academicSessionId };
const inYear27 = { year: year27.academicSessionId, parent: year27.academicSessionId };

// biome-ignore format: a table is read in columns
const added = {
  block3:   session('2027-B3', 'period', { nl: 'Blok 3', en: 'Block 3' }, ['2027-02-01', '2027-04-09'], inSpring),
  block4:   session('2027-B4', 'period', { nl: 'Blok 4', en: 'Block 4' }, ['2027-04-12', '2027-07-02'], inSpring),
  summer27: session('2027-ZS', 'x-zomerblok', { nl: 'Zomerschool', en: 'Summer school' }, ['2027-07-05', '2027-08-27'], inYear26),
  autumn27: session('2027-S1', 'semester', { nl: 'Eerste semester', en: 'First semester' }, ['2027-09-06', '2028-01-28'], inYear27),
};
export const sessions = [year27, ...Object.values(added)];

// biome-ignore format: a table is read in columns
export const periods = {
  S1: { session: autumn26,       enrol: ['2026-06-01', '2026-08-21'] },
  S2: { session: spring27,       enrol: ['2026-11-02', '2027-01-15'] },
  B3: { session: added.block3,   enrol: ['2026-11-02', '2027-01-10'] },
  B4: { session: added.block4,   enrol: ['2027-01-18', '2027-03-19'] },
  ZS: { session: added.summer27, enrol: ['2027-03-01', '2027-05-31'] },
  N1: { session: added.autumn27, enrol: ['2027-04-01', '2027-07-31'] },
} as const satisfies Readonly<Record<string, Period>>;
export type UniversityPeriod = keyof typeof periods;
