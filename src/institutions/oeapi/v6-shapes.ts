import type { DocumentKind } from './dialect.js';

/** Of what version 6 sends: where it stands, and what it is called in version 5. */
export type Names = Readonly<Record<string, string>>;
/** A property that holds an object, or its id beside it: each with what the object is. */
export interface Reference {
  readonly to: string;
  readonly object: string;
  readonly id: string;
  readonly shape: Shape;
  /** Whether version 6 has a list here; it is read where it has one element, since version 5 has one. */
  readonly isList?: boolean;
  /** What the association is, where it is told by the name of this property alone. */
  readonly type?: string;
}
export interface Shape {
  /** What its own id is called. */
  readonly id?: string;
  readonly names?: Names;
  /** Moments in version 6, days in version 5. */
  readonly days?: Names;
  readonly words?: Readonly<Record<string, (word: string) => string>>;
  readonly references?: readonly Reference[];
}

export const codeTypes: Names = {
  component_code: 'componentCode',
  programme_code: 'programCode',
  offering_code: 'offeringCode',
  organisation_id: 'organizationId',
  building_id: 'buildingId',
  bag_id: 'bagId',
  room_code: 'roomCode',
  system_id: 'systemId',
  product_id: 'productId',
  national_identity_number: 'nationalIdentityNumber',
  student_number: 'studentNumber',
  studielink_number: 'studielinkNumber',
  schac_home: 'schacHome',
  group_code: 'groupCode',
  account_id: 'accountId',
  email_address: 'emailAddress',
};
const levels: Names = {
  secondary_vocational_education: 'secondary vocational education',
  secondary_vocational_education_1: 'secondary vocational education 1',
  secondary_vocational_education_2: 'secondary vocational education 2',
  secondary_vocational_education_3: 'secondary vocational education 3',
  secondary_vocational_education_4: 'secondary vocational education 4',
  associate_degree: 'associate degree',
  nt2_1: 'nt2-1',
  nt2_2: 'nt2-2',
};
export const inTable =
  (table: Names) =>
  (word: string): string =>
    (Object.hasOwn(table, word) ? table[word] : undefined) ?? word;
const qualificationLevel = (word: string): string =>
  word === 'nlqf_4plus' ? '4+' : (/^eqf_([0-8])$/.exec(word)?.[1] ?? word);
const levelWords = { level: inTable(levels), levelOfQualification: qualificationLevel };

const organization: Shape = {
  id: 'organizationId',
  names: { organisationId: 'organizationId', organisationType: 'organizationType' },
};
const session: Shape = {
  id: 'academicSessionId',
  days: { startDateTime: 'startDate', endDateTime: 'endDate' },
};
const course: Shape = { id: 'courseId', words: levelWords };
const program: Shape = {
  id: 'programId',
  names: { programmeId: 'programId', programmeType: 'programType' },
  words: levelWords,
};
const ofCourse: Reference = { to: 'course', object: 'course', id: 'courseId', shape: course };
const component: Shape = {
  id: 'componentId',
  names: { testComponentId: 'componentId', learningComponentId: 'componentId' },
  references: [ofCourse],
};
const inSession: Reference = {
  to: 'academicSession',
  object: 'academicSession',
  id: 'academicSessionId',
  shape: session,
};
const by: Reference = {
  to: 'organization',
  object: 'organisation',
  id: 'organisationId',
  shape: organization,
};

const programOffering: Shape = {
  id: 'offeringId',
  names: { programmeOfferingId: 'offeringId' },
  references: [
    inSession,
    by,
    { to: 'program', object: 'programme', id: 'programmeId', shape: program },
  ],
};
const courseOffering: Shape = {
  id: 'offeringId',
  names: { courseOfferingId: 'offeringId' },
  references: [
    inSession,
    by,
    ofCourse,
    {
      to: 'programOffering',
      object: 'programmeOfferings',
      id: 'programmeOfferingIds',
      shape: programOffering,
      isList: true,
    },
  ],
};
const componentOffering: Shape = {
  id: 'offeringId',
  names: {
    learningComponentOfferingId: 'offeringId',
    testComponentOfferingId: 'offeringId',
  },
  references: [
    inSession,
    by,
    { to: 'component', object: 'component', id: 'componentId', shape: component },
    { to: 'component', object: 'testComponent', id: 'testComponentId', shape: component },
    { to: 'component', object: 'learningComponent', id: 'learningComponentId', shape: component },
    {
      to: 'courseOffering',
      object: 'courseOfferings',
      id: 'courseOfferingIds',
      shape: courseOffering,
      isList: true,
    },
  ],
};
/** Version 5 says in the offering what it is of. */
const anyOffering: Shape = {
  id: 'offeringId',
  references: [
    ...new Set(
      [courseOffering, componentOffering, programOffering].flatMap(
        ({ references = [] }) => references,
      ),
    ),
  ],
};
const result: Shape = {
  names: { resultvaluetype: 'resultValueType' },
  days: { resultDateTime: 'resultDate' },
};
const offeringOf = (name: string, shape: Shape, type: string): Reference => ({
  to: 'offering',
  object: name,
  id: `${name}Id`,
  shape,
  type,
});
export const association: Shape = {
  references: [
    { to: 'offering', object: 'offering', id: 'offeringId', shape: anyOffering },
    offeringOf('courseOffering', courseOffering, 'courseOfferingAssociation'),
    offeringOf('programmeOffering', programOffering, 'programOfferingAssociation'),
    offeringOf(
      'learningComponentOffering',
      componentOffering,
      'learningComponentOfferingAssociation',
    ),
    offeringOf('testComponentOffering', componentOffering, 'testComponentOfferingAssociation'),
    { to: 'person', object: 'person', id: 'personId', shape: {} },
    inSession,
    { to: 'result', object: 'result', id: 'resultId', shape: result },
  ],
};
export const attempt: Shape = {
  names: { attemptId: 'associationId' },
  references: [{ to: 'result', object: 'result', id: 'resultId', shape: result }],
};

export const shapes: Readonly<Record<DocumentKind, Shape>> = {
  'course-offerings': courseOffering,
  'program-offerings': programOffering,
  'component-offerings': componentOffering,
  'learning-component-offerings': componentOffering,
  'test-component-offerings': componentOffering,
  courses: course,
  programs: program,
  components: component,
  'learning-components': component,
  'test-components': component,
  'education-specifications': { words: levelWords },
  'academic-sessions': session,
  organizations: organization,
  attempts: attempt,
};
