/** OEAPI v5 as far as the demo schools speak it; names and values are the standard's. References are ids. */
export type LearnerKey = 'samira' | 'barry';
export type InstitutionKey = 'roc' | 'university' | 'hogeschool';

/** What an issuer tells of whom a token belongs to. The school types none of it over. */
export type LearnerInfo = {
  /** What the issuer gave this school: another value at each. */
  readonly eduid: string;
  readonly givenName: string;
  readonly surname: string;
  readonly mail: string;
  readonly displayName?: string;
  readonly surnamePrefix?: string;
  /** eduPersonPrincipalName at the school that the learner comes from. */
  readonly eppn?: string;
};
/** Somebody whom the school knew, or whom an issuer tells of. */
export type Learner = LearnerKey | LearnerInfo;

export type Text = { readonly language: string; readonly value: string };
export type Texts = readonly Text[];
export type Code = { readonly codeType: string; readonly code: string };
export type Consumer = { readonly consumerKey: string } & Readonly<Record<string, unknown>>;
export type Address = {
  readonly addressType: 'teaching';
  readonly city: string;
  readonly countryCode: 'NL';
};
export type Cost = {
  readonly costType: 'total costs';
  readonly amount: string;
  readonly currency: 'EUR';
};
export type Load = { readonly studyLoadUnit: 'ects' | 'sbu'; readonly value: number };

export type Person = {
  readonly personId: string;
  readonly primaryCode: Code;
  readonly givenName: string;
  readonly surnamePrefix?: string;
  readonly surname: string;
  readonly displayName: string;
  readonly initials: string;
  readonly dateOfBirth: string;
  readonly affiliations: readonly ('student' | 'employee' | 'guest')[];
  readonly mail: string;
  readonly activeEnrollment: boolean;
  readonly languageOfChoice: readonly string[];
  /** `userName` is the eduPersonPrincipalName; `x-eduid` what eduID gave this school (no v5 code type). */
  readonly otherCodes: readonly Code[];
};

export type Organization = {
  readonly organizationId: string;
  readonly primaryCode: Code;
  readonly organizationType: 'root' | 'faculty' | 'academy';
  readonly name: Texts;
  readonly shortName: string;
  readonly link?: string;
  readonly otherCodes?: readonly Code[];
  readonly parent?: string;
  readonly children?: readonly string[];
};

export type AcademicSession = {
  readonly academicSessionId: string;
  /** An extensible enumeration: schools may use words of their own, starting with `x-`. */
  readonly academicSessionType: string;
  readonly primaryCode: Code;
  readonly name: Texts;
  readonly startDate: string;
  readonly endDate: string;
  readonly year?: string;
  readonly parent?: string;
  readonly children?: readonly string[];
};

export type EducationSpecification = {
  readonly educationSpecificationId: string;
  readonly primaryCode: Code;
  readonly educationSpecificationType: 'program' | 'privateProgram' | 'cluster' | 'course';
  readonly name: Texts;
  readonly formalDocument: 'diploma' | 'certificate' | 'no official document';
  readonly level: string;
  readonly sector: string;
  readonly levelOfQualification: string;
  readonly fieldsOfStudy: string;
  readonly studyLoad: Load;
  readonly organization: string;
};

export type Program = {
  readonly programId: string;
  readonly primaryCode: Code;
  readonly programType: 'program' | 'minor';
  readonly name: Texts;
  readonly abbreviation: string;
  readonly description: Texts;
  readonly teachingLanguage: string;
  readonly studyLoad: Load;
  readonly qualificationAwarded: 'BA' | 'BSc' | 'LLB' | 'MSc' | 'AD' | 'None';
  readonly modeOfStudy: 'full-time' | 'part-time' | 'dual training';
  readonly levelOfQualification: string;
  readonly level: string;
  readonly sector: string;
  readonly fieldsOfStudy: string;
  readonly educationSpecification?: string;
  readonly organization: string;
  readonly otherCodes?: readonly Code[];
};

export type Course = {
  readonly courseId: string;
  readonly primaryCode: Code;
  readonly name: Texts;
  readonly abbreviation: string;
  readonly description: Texts;
  readonly teachingLanguage: string;
  readonly level: string;
  readonly studyLoad: Load;
  readonly modeOfDelivery: readonly string[];
  readonly learningOutcomes: readonly Texts[];
  readonly fieldsOfStudy?: string;
  readonly programs?: readonly string[];
  readonly organization: string;
  readonly admissionRequirements?: Texts;
  readonly link?: string;
  /** `x-esco`: what it teaches, in the European list of skills. */
  readonly otherCodes?: readonly Code[];
};

/** Part of a course; in the demo always a test. */
export type Component = {
  readonly componentId: string;
  readonly primaryCode: Code;
  readonly componentType: 'test';
  readonly name: Texts;
  readonly abbreviation: string;
  readonly teachingLanguage: string;
  readonly course: string;
  readonly organization: string;
};
