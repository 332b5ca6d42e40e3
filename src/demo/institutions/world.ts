import type {
  AcademicSession,
  Component,
  Course,
  EducationSpecification,
  LearnerKey,
  Organization,
  Person,
  Program,
} from './model.js';
import type { Association, Offering } from './offering.js';

export type InstitutionInfo = {
  /** Begins the ids of all that it has: another word, other ids. */
  readonly key: string;
  /** The schacHome domain, which is how the product names an institution. */
  readonly id: string;
  readonly name: { readonly nl: string; readonly en: string };
  /** In the form of a BRIN (two digits, two letters), from a range that is not in use. */
  readonly brin: string;
};

/** How a school decides on somebody who asks for a place from elsewhere. */
export type Rule = {
  /** At once so; where it is not said, a place that is free is given. */
  readonly decide?: 'associated' | 'pending' | 'queued' | 'denied';
  /** Whoever comes when it is full can wait. */
  readonly queue?: boolean;
};

/** All that one school knows when its server starts. */
export type World = {
  readonly info: InstitutionInfo;
  /** Whether lists say `totalPages`. It is optional, so one demo school leaves it out. */
  readonly statesTotalPages: boolean;
  readonly people: Readonly<Record<LearnerKey, Person>>;
  readonly organizations: readonly Organization[];
  readonly academicSessions: readonly AcademicSession[];
  readonly educationSpecifications: readonly EducationSpecification[];
  readonly programs: readonly Program[];
  readonly courses: readonly Course[];
  readonly components: readonly Component[];
  readonly offerings: readonly Offering[];
  readonly associations: readonly Association[];
  /** By the id of an offering. */
  readonly rules?: Readonly<Record<string, Rule>>;
};
