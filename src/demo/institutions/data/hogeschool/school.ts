import type { Organization } from '../../model.js';
import { code, formsOf, idFor, texts } from '../build.js';
import { demoInstitutions } from '../people.js';

const info = demoInstitutions.hogeschool;
export const forms = formsOf('hogeschool', { level: 'bachelor' });
const { session } = forms;

const rootId = idFor('hogeschool', 'organization', 'root');
const academy = (key: string, nl: string, en: string): Organization => ({
  organizationId: idFor('hogeschool', 'organization', key),
  primaryCode: code('organizationId', key),
  organizationType: 'academy',
  name: texts(nl, en),
  shortName: key,
  parent: rootId,
});
export const health = academy('AGW', 'Academie Gezondheid en Welzijn', 'Academy of Health');
export const technology = academy('ATK', 'Academie Techniek en Klimaat', 'Academy of Technology');
export const root: Organization = {
  organizationId: rootId,
  primaryCode: code('schacHome', info.id),
  organizationType: 'root',
  name: texts(info.name.nl, info.name.en),
  shortName: 'HDR',
  link: `https://www.${info.id}/`,
  otherCodes: [code('brin', info.brin)],
  children: [health.organizationId, technology.organizationId],
};

const yearOf = (key: string) => idFor('hogeschool', 'session', key);
const within = (key: string) => ({ year: yearOf(key), parent: yearOf(key) });

// biome-ignore format: a table is read in columns
const terms = {
  block26: session('2025-2026-B4', 'period', { nl: 'Blok 4', en: 'Block 4' }, ['2026-04-20', '2026-07-03'], within('2025-2026')),
  autumn26: session('2026-2027-S1', 'semester', { nl: 'Eerste semester', en: 'First semester' }, ['2026-08-31', '2027-01-29'], within('2026-2027')),
};
export const { block26, autumn26 } = terms;
export const academicSessions = [
  session(
    '2025-2026',
    'academic year',
    { nl: 'Studiejaar 2025-2026', en: 'Academic year 2025-2026' },
    ['2025-09-01', '2026-08-30'],
    { children: [block26.academicSessionId] },
  ),
  session(
    '2026-2027',
    'academic year',
    { nl: 'Studiejaar 2026-2027', en: 'Academic year 2026-2027' },
    ['2026-08-31', '2027-08-29'],
    { children: [autumn26.academicSessionId] },
  ),
  block26,
  autumn26,
];
