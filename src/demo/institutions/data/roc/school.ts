import type { EducationSpecification, Organization, Program } from '../../model.js';
import type { ProgramOffering } from '../../offering.js';
import { code, examFormsOf, formsOf, idFor, sbu, texts } from '../build.js';
import { demoInstitutions } from '../people.js';

const info = demoInstitutions.roc;
export const forms = formsOf('roc', { level: 'secondary vocational education 4' });
export const exams = examFormsOf('roc');
const { session } = forms;
export const passOrFail = { resultValueType: 'pass-or-fail' };

const rootId = idFor('roc', 'organization', 'root');
const academy = (key: string, nl: string): Organization => ({
  organizationId: idFor('roc', 'organization', key),
  primaryCode: code('organizationId', key),
  organizationType: 'academy',
  name: texts(nl),
  shortName: key,
  parent: rootId,
});
export const techniek = academy('TECH', 'MBO-college Techniek & Klimaat');
export const vavo = academy('VAVO', 'Vavo De Waterlanden');
export const root: Organization = {
  organizationId: rootId,
  primaryCode: code('schacHome', info.id),
  organizationType: 'root',
  name: texts(info.name.nl, info.name.en),
  shortName: 'RDW',
  link: `https://www.${info.id}/`,
  otherCodes: [code('brin', info.brin)],
  children: [techniek.organizationId, vavo.organizationId],
};

export const year24 = session('2024-2025', 'academic year', { nl: 'Schooljaar 2024-2025' }, [
  '2024-08-01',
  '2025-07-31',
]);
export const year25 = session('2025-2026', 'academic year', { nl: 'Schooljaar 2025-2026' }, [
  '2025-08-01',
  '2026-07-31',
]);
export const year26 = session('2026-2027', 'academic year', { nl: 'Schooljaar 2026-2027' }, [
  '2026-08-01',
  '2027-07-31',
]);
export const spring27 = session(
  '2026-2027-P3',
  'period',
  { nl: 'Periode 3' },
  ['2027-02-01', '2027-04-16'],
  { year: year26.academicSessionId, parent: year26.academicSessionId },
);

export const qualification: EducationSpecification = {
  educationSpecificationId: idFor('roc', 'specification', '99180'),
  primaryCode: code('crohoCreboCode', '99180'),
  educationSpecificationType: 'program',
  name: texts('Technicus duurzame gebouwinstallaties'),
  formalDocument: 'diploma',
  level: 'secondary vocational education 4',
  sector: 'secondary vocational education',
  levelOfQualification: '4',
  fieldsOfStudy: '0713',
  studyLoad: sbu(4800),
  organization: rootId,
};
export const technicus: Program = {
  programId: idFor('roc', 'program', 'TDG-BBL'),
  primaryCode: code('programCode', 'TDG-BBL'),
  programType: 'program',
  name: texts('Technicus duurzame gebouwinstallaties (bbl)', 'Sustainable building systems'),
  abbreviation: 'TDG-BBL',
  description: texts('Leren en werken: vier dagen bij het leerbedrijf, een dag op school.'),
  teachingLanguage: 'nld',
  studyLoad: sbu(4800),
  qualificationAwarded: 'None',
  modeOfStudy: 'dual training',
  levelOfQualification: '4',
  level: 'secondary vocational education 4',
  sector: 'secondary vocational education',
  fieldsOfStudy: '0713',
  educationSpecification: qualification.educationSpecificationId,
  organization: techniek.organizationId,
  otherCodes: [code('crohoCreboCode', '99180')],
};
export const technicus25: ProgramOffering = {
  offeringId: idFor('roc', 'offering', 'TDG-BBL-2025'),
  primaryCode: code('offeringCode', 'TDG-BBL-2025'),
  offeringType: 'program',
  name: technicus.name,
  description: technicus.description,
  teachingLanguage: 'nld',
  academicSession: year25.academicSessionId,
  program: technicus.programId,
  organization: techniek.organizationId,
  resultExpected: true,
  ...passOrFail,
  startDate: '2025-08-25',
  endDate: '2028-07-14',
};
