import { createHash } from 'node:crypto';
import type {
  AcademicSession,
  Code,
  Component,
  Course,
  Load,
  Organization,
  Texts,
} from '../model.js';
import type { ComponentOffering, CourseOffering } from '../offering.js';

/** Dutch first; English where the school offers it. */
export const texts = (nl: string, en?: string): Texts => [
  { language: 'nl-NL', value: nl },
  ...(en === undefined ? [] : [{ language: 'en-GB', value: en }]),
];
export const code = (codeType: string, value: string): Code => ({ codeType, code: value });
export const ec = (value: number): Load => ({ studyLoadUnit: 'ects', value });
export const sbu = (value: number): Load => ({ studyLoadUnit: 'sbu', value });

/** The same UUID (version 5 form) for the same words. */
function uuidOf(words: readonly string[]): string {
  const hex = createHash('sha256').update(words.join('\n')).digest('hex');
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  const parts = [hex.slice(0, 8), hex.slice(8, 12), `5${hex.slice(13, 16)}`];
  return [...parts, `${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)].join('-');
}

/** So ids survive a restart and tests can name them. */
export const idFor = (school: string, ...words: readonly string[]): string =>
  uuidOf([school, ...words]);

/** Version 6 has what is learned as a resource: the so many-th of a course. */
export const outcomeId = (courseId: string, at: number): string =>
  uuidOf([courseId, 'outcome', String(at)]);

/** A skill as the European list (ESCO) would name it, the same at every school. The skills are invented. */
export const skill = (name: string): Code =>
  code('x-esco', `http://data.europa.eu/esco/skill/${uuidOf(['esco', name])}`);

type Names = { readonly nl: string; readonly en?: string };
type Draft<T, Given extends keyof T> = Partial<Omit<T, Given>>;

/** A school's way of filling in the forms; `more` adds to or replaces what is usual there. */
export function formsOf(school: string, usual: { readonly level: string }) {
  return {
    session: (
      key: string,
      type: string,
      names: Names,
      days: readonly [first: string, last: string],
      more: Draft<AcademicSession, 'academicSessionId'> = {},
    ): AcademicSession => ({
      academicSessionId: idFor(school, 'session', key),
      academicSessionType: type,
      primaryCode: code('identifier', key),
      name: texts(names.nl, names.en),
      startDate: days[0],
      endDate: days[1],
      ...more,
    }),

    course: (
      key: string,
      names: Names,
      load: Load,
      organization: Organization,
      more: Draft<Course, 'courseId'> & { readonly about: Names; readonly learns: Names },
    ): Course => {
      const { about, learns, ...rest } = more;
      return {
        courseId: idFor(school, 'course', key),
        primaryCode: code('identifier', key),
        name: texts(names.nl, names.en),
        abbreviation: key,
        description: texts(about.nl, about.en),
        teachingLanguage: 'nld',
        level: usual.level,
        studyLoad: load,
        modeOfDelivery: ['on campus'],
        learningOutcomes: [texts(learns.nl, learns.en)],
        organization: organization.organizationId,
        ...rest,
      };
    },
  };
}

/** One run of a course in one period. Its days are the period's unless `more` says otherwise. */
export const runsAt =
  (school: string) =>
  (
    course: Course,
    session: AcademicSession,
    more: Draft<CourseOffering, 'offeringId'> = { resultValueType: '1-10' },
  ): CourseOffering => {
    const key = `${course.abbreviation}-${session.primaryCode.code}`;
    return {
      offeringId: idFor(school, 'offering', key),
      primaryCode: code('offeringCode', key),
      offeringType: 'course',
      name: course.name,
      description: course.description,
      teachingLanguage: course.teachingLanguage,
      modeOfDelivery: course.modeOfDelivery,
      academicSession: session.academicSessionId,
      course: course.courseId,
      organization: course.organization,
      resultExpected: true,
      startDate: session.startDate,
      endDate: session.endDate,
      ...more,
    };
  };

/** Tests belong to a course; a sitting is one moment at which a test is taken. */
export function examFormsOf(school: string) {
  return {
    test: (course: Course, key: string, names: Names): Component => ({
      componentId: idFor(school, 'component', key),
      primaryCode: code('componentCode', key),
      componentType: 'test',
      name: texts(names.nl, names.en),
      abbreviation: key,
      teachingLanguage: course.teachingLanguage,
      course: course.courseId,
      organization: course.organization,
    }),

    sitting: (
      test: Component,
      run: CourseOffering,
      times: readonly [start: string, end: string],
      resultWeight: number,
    ): ComponentOffering => {
      const key = `${test.abbreviation}-${times[0].slice(0, 10)}`;
      return {
        offeringId: idFor(school, 'offering', key),
        primaryCode: code('offeringCode', key),
        offeringType: 'component',
        name: test.name,
        description: test.name,
        teachingLanguage: test.teachingLanguage,
        academicSession: run.academicSession,
        component: test.componentId,
        courseOffering: run.offeringId,
        organization: test.organization,
        resultExpected: true,
        resultValueType: '1-10',
        startDateTime: times[0],
        endDateTime: times[1],
        resultWeight,
      };
    },
  };
}
