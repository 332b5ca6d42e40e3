import { outcomeId } from '../data/build.js';
import type { Register, Resource } from '../register.js';
import { endOf, startOf } from './moments.js';
import { code, codes, objectOf } from './people.js';
import {
  changed,
  delivery,
  each,
  language,
  listOf,
  programmeType,
  qualification,
  qualificationLevel,
  said,
  scale,
  testType,
  word,
} from './words.js';

/** What most resources have. */
const named = (five: Resource): Resource => ({
  primaryCode: code(five['primaryCode']),
  name: five['name'],
  abbreviation: five['abbreviation'],
  description: five['description'],
  otherCodes: codes(five['otherCodes']),
});
const languages = (five: Resource) => changed(five['teachingLanguage'], (one) => [language(one)]);
const address = (value: unknown): Resource => {
  const { countryCode, ...rest } = objectOf(value);
  return said({
    ...rest,
    countryCode: changed(countryCode, (two) => ({ 'iso3166-1-alpha2': two })),
  });
};
const cost = (value: unknown): Resource => {
  const given = objectOf(value);
  return { ...given, costType: word(given['costType']) };
};

export const organisation = (five: Resource): Resource =>
  said({
    organisationId: five['organizationId'],
    ...named(five),
    abbreviation: undefined,
    organisationType: five['organizationType'],
    shortName: five['shortName'],
    link: five['link'],
    parentId: five['parent'],
    childIds: five['children'],
  });

export const academicSession = (five: Resource): Resource =>
  said({
    academicSessionId: five['academicSessionId'],
    academicSessionType: word(five['academicSessionType']),
    primaryCode: code(five['primaryCode']),
    name: five['name'],
    startDateTime: startOf(five['startDate']),
    endDateTime: endOf(five['endDate']),
    parentId: five['parent'],
    childIds: five['children'],
    yearId: five['year'],
  });

const outcomesOf = (five: Resource): readonly unknown[] => listOf(five['learningOutcomes']);
const outcomeIds = (five: Resource): readonly string[] =>
  outcomesOf(five).map((_, at) => outcomeId(String(five['courseId']), at));

export const course = (five: Resource): Resource =>
  said({
    courseId: five['courseId'],
    ...named(five),
    studyLoad: changed(five['studyLoad'], (load) => [load]),
    modesOfDelivery: each(five['modeOfDelivery'], delivery),
    teachingLanguages: languages(five),
    fieldsOfStudy: five['fieldsOfStudy'],
    learningOutcomeIds: outcomeIds(five),
    admissionRequirements: five['admissionRequirements'],
    level: word(five['level']),
    link: five['link'],
    programmeIds: five['programs'],
    organisationId: five['organization'],
  });

/** Version 5 has these as texts of a course; its skills are said of the first. */
export const learningOutcomes = (five: Resource): readonly Resource[] =>
  outcomesOf(five).map((text, at) =>
    said({
      learningOutcomeId: outcomeIds(five)[at],
      primaryCode: { codeType: 'identifier', code: `${String(five['abbreviation'])}-L${at + 1}` },
      name: text,
      fieldsOfStudy: five['fieldsOfStudy'],
      otherCodes: at === 0 ? codes(five['otherCodes']) : undefined,
    }),
  );

/** Version 6 has no education specifications: what it gives out stands with the programme. */
export function programme(register: Register, five: Resource): Resource {
  const id = five['educationSpecification'];
  const specification =
    typeof id === 'string' ? register.find('educationSpecifications', id) : undefined;
  const awarded = String(five['qualificationAwarded']);
  return said({
    programmeId: five['programId'],
    ...named(five),
    programmeType: programmeType(five['programType']),
    teachingLanguages: languages(five),
    studyLoad: changed(five['studyLoad'], (load) => [load]),
    qualificationAwarded: qualification(awarded),
    qualificationDesignations: awarded === 'None' ? undefined : [awarded],
    modeOfStudy: word(five['modeOfStudy']),
    levelOfQualification: qualificationLevel(five['levelOfQualification']),
    level: word(five['level']),
    fieldsOfStudy: five['fieldsOfStudy'],
    formalDocument: changed(specification?.['formalDocument'], word),
    parentId: five['parent'],
    organisationId: five['organization'],
  });
}

export const testComponent = (five: Resource): Resource =>
  said({
    componentId: five['componentId'],
    ...named(five),
    componentType: testType(five['componentType']),
    teachingLanguages: languages(five),
    courseId: five['course'],
    organisationId: five['organization'],
  });

const enrolmentPeriods = (register: Register, five: Resource) =>
  changed(five['enrollStartDate'], (from) => [
    said({
      startDateTime: startOf(from),
      endDateTime: changed(five['enrollEndDate'], endOf),
      queueEnabled: register.ruleOf(String(five['offeringId'])).queue === true || undefined,
    }),
  ]);

const anyOffering = (register: Register, five: Resource): Resource => ({
  ...named(five),
  academicSessionId: five['academicSession'],
  state: 'active',
  teachingLanguages: languages(five),
  modesOfDelivery: each(five['modeOfDelivery'], delivery),
  maxNumberStudents: five['maxNumberStudents'],
  enrolledNumberStudents: five['enrolledNumberStudents'],
  pendingNumberStudents: five['pendingNumberStudents'],
  resultExpected: five['resultExpected'],
  resultValueType: changed(five['resultValueType'], scale),
  enrolmentPeriods: enrolmentPeriods(register, five),
  addresses: each(five['addresses'], address),
  priceInformation: each(five['priceInformation'], cost),
  organisationId: five['organization'],
});
const inDays = (five: Resource): Resource => ({
  startDateTime: changed(five['startDate'], startOf),
  endDateTime: changed(five['endDate'], endOf),
});

export const courseOffering = (register: Register, five: Resource): Resource =>
  said({
    courseOfferingId: five['offeringId'],
    ...anyOffering(register, five),
    ...inDays(five),
    courseId: five['course'],
  });
export const programmeOffering = (register: Register, five: Resource): Resource =>
  said({
    programmeOfferingId: five['offeringId'],
    ...anyOffering(register, five),
    ...inDays(five),
    programmeId: five['program'],
  });
export const testComponentOffering = (register: Register, five: Resource): Resource =>
  said({
    testComponentOfferingId: five['offeringId'],
    ...anyOffering(register, five),
    startDateTime: five['startDateTime'],
    endDateTime: five['endDateTime'],
    resultWeight: five['resultWeight'],
    componentId: five['component'],
    courseOfferingIds: changed(five['courseOffering'], (one) => [one]),
  });
