import type {
  AcademicSession,
  EducationSpecification,
  Organization,
  Program,
} from '../../model.js';
import type { ProgramOffering } from '../../offering.js';
import { code, ec, examFormsOf, formsOf, idFor, texts } from '../build.js';
import { demoInstitutions } from '../people.js';

const info = demoInstitutions.university;
export const forms = formsOf('university', { level: 'bachelor' });
export const exams = examFormsOf('university');
const { session } = forms;

const rootId = idFor('university', 'organization', 'root');
export const faculty: Organization = {
  organizationId: idFor('university', 'organization', 'GEO'),
  primaryCode: code('organizationId', 'GEO'),
  organizationType: 'faculty',
  name: texts('Faculteit Ruimte en Samenleving', 'Faculty of Space and Society'),
  shortName: 'FRS',
  parent: rootId,
};
export const root: Organization = {
  organizationId: rootId,
  primaryCode: code('schacHome', info.id),
  organizationType: 'root',
  name: texts(info.name.nl, info.name.en),
  shortName: 'UMV',
  link: `https://www.${info.id}/`,
  otherCodes: [code('brin', info.brin)],
  children: [faculty.organizationId],
};

const of25 = { year: idFor('university', 'session', '2025-2026') };
const of26 = { year: idFor('university', 'session', '2026-2027') };
const within = ({ year }: { readonly year: string }) => ({ year, parent: year });
const first = { nl: 'Eerste semester', en: 'First semester' };
const second = { nl: 'Tweede semester', en: 'Second semester' };

// biome-ignore format: a table is read in columns
const sessions = {
  autumn25: session('2025-S1', 'semester', first, ['2025-09-01', '2026-01-30'], within(of25)),
  spring26: session('2026-S2', 'semester', second, ['2026-02-02', '2026-07-03'], within(of25)),
  // A word of the university's own: v5 leaves this list open, so readers must keep what they do not know.
  summer26: session('2026-ZB', 'x-zomerblok', { nl: 'Zomerblok', en: 'Summer block' }, ['2026-07-06', '2026-08-28'], within(of25)),
  autumn26: session('2026-S1', 'semester', first, ['2026-09-01', '2027-01-29'], within(of26)),
  spring27: session('2027-S2', 'semester', second, ['2027-02-01', '2027-07-02'], within(of26)),
};
export const { autumn25, spring26, summer26, autumn26, spring27 } = sessions;
const idsOf = (...some: readonly AcademicSession[]) => some.map((one) => one.academicSessionId);
export const year25 = session(
  '2025-2026',
  'academic year',
  { nl: 'Studiejaar 2025-2026', en: 'Academic year 2025-2026' },
  ['2025-09-01', '2026-08-31'],
  { children: idsOf(autumn25, spring26, summer26) },
);
export const year26 = session(
  '2026-2027',
  'academic year',
  { nl: 'Studiejaar 2026-2027', en: 'Academic year 2026-2027' },
  ['2026-09-01', '2027-08-31'],
  { children: idsOf(autumn26, spring27) },
);
export const academicSessions = [year25, year26, ...Object.values(sessions)];

export const specification: EducationSpecification = {
  educationSpecificationId: idFor('university', 'specification', 'B-SGP'),
  primaryCode: code('crohoCreboCode', '98607'),
  educationSpecificationType: 'program',
  name: texts('Bachelor Sociale geografie en gezondheid', 'Bachelor Human Geography and Health'),
  formalDocument: 'diploma',
  level: 'bachelor',
  sector: 'university education',
  levelOfQualification: '6',
  fieldsOfStudy: '0314',
  studyLoad: ec(180),
  organization: rootId,
};
const programme = (key: string, nl: string, en: string, more: Partial<Program>): Program => ({
  programId: idFor('university', 'program', key),
  primaryCode: code('programCode', key),
  programType: 'program',
  name: texts(nl, en),
  abbreviation: key,
  description: texts(
    'Hoe plek en gezondheid elkaar maken.',
    'How place and health shape each other.',
  ),
  teachingLanguage: 'nld',
  studyLoad: ec(180),
  qualificationAwarded: 'BSc',
  modeOfStudy: 'full-time',
  levelOfQualification: '6',
  level: 'bachelor',
  sector: 'university education',
  fieldsOfStudy: '0314',
  organization: faculty.organizationId,
  ...more,
});
export const bachelor = programme(
  'B-SGG',
  'Sociale geografie en gezondheid',
  'Human Geography and Health',
  {
    educationSpecification: specification.educationSpecificationId,
    otherCodes: [code('crohoCreboCode', '98607')],
  },
);
export const minor = programme(
  'M-DKW',
  'Minor De klimaatbestendige wijk',
  'Minor Climate-proof Neighbourhood',
  {
    programType: 'minor',
    studyLoad: ec(15),
    qualificationAwarded: 'None',
  },
);
const offered = (
  of: Program,
  during: AcademicSession,
  more: Partial<ProgramOffering>,
): ProgramOffering => ({
  offeringId: idFor('university', 'offering', of.abbreviation, during.primaryCode.code),
  primaryCode: code('offeringCode', `${of.abbreviation}-${during.primaryCode.code}`),
  offeringType: 'program',
  name: of.name,
  description: of.description,
  teachingLanguage: of.teachingLanguage,
  academicSession: during.academicSessionId,
  program: of.programId,
  organization: of.organization,
  resultExpected: true,
  resultValueType: 'pass-or-fail',
  startDate: during.startDate,
  endDate: during.endDate,
  ...more,
});
export const bachelor25 = offered(bachelor, year25, { endDate: '2028-08-31' });
export const minor27 = offered(minor, spring27, {
  enrollStartDate: '2026-11-16',
  enrollEndDate: '2026-12-18',
});
