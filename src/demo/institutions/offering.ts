import type { Address, Code, Consumer, Cost, Load, Texts } from './model.js';

type OfferingCore = {
  readonly offeringId: string;
  readonly primaryCode: Code;
  readonly name: Texts;
  readonly description: Texts;
  readonly teachingLanguage: string;
  readonly academicSession: string;
  readonly organization: string;
  readonly resultExpected: boolean;
  /** Absent when the school does not say how to read its scores. */
  readonly resultValueType?: string;
  readonly modeOfDelivery?: readonly string[];
  readonly enrollStartDate?: string;
  readonly enrollEndDate?: string;
  readonly maxNumberStudents?: number;
  readonly enrolledNumberStudents?: number;
  readonly pendingNumberStudents?: number;
};
type Days = {
  readonly startDate: string;
  readonly endDate: string;
  readonly addresses?: readonly Address[];
  readonly priceInformation?: readonly Cost[];
};

export type ProgramOffering = OfferingCore &
  Days & { readonly offeringType: 'program'; readonly program: string };
export type CourseOffering = OfferingCore &
  Days & {
    readonly offeringType: 'course';
    readonly course: string;
    /** Of the programme that it is part of. */
    readonly programOffering?: string;
  };
export type ComponentOffering = OfferingCore & {
  readonly offeringType: 'component';
  readonly component: string;
  readonly courseOffering: string;
  readonly startDateTime: string;
  readonly endDateTime: string;
  readonly resultWeight: number;
};
export type Offering = ProgramOffering | CourseOffering | ComponentOffering;

export type Result = {
  readonly state: 'in progress' | 'postponed' | 'completed' | 'queued';
  readonly pass?: 'unknown' | 'passed' | 'failed';
  readonly score?: string;
  readonly comment?: string;
  readonly resultDate: string;
  /** Courses and programmes: what this result is worth, whether earned or not. */
  readonly studyLoad?: Load;
  /** Components: share of the course's mark, 0 to 100. */
  readonly weight?: number;
  /** Not in core v5; the mbo exam chain (nl-test-admin) puts it here. */
  readonly consumers?: readonly Consumer[];
  readonly ext?: Readonly<Record<string, unknown>>;
};

export type Association = {
  readonly associationId: string;
  readonly associationType:
    | 'programOfferingAssociation'
    | 'courseOfferingAssociation'
    | 'componentOfferingAssociation';
  readonly role: 'student';
  readonly state: 'pending' | 'canceled' | 'denied' | 'associated' | 'queued';
  /** Of a guest: as the school says that they come from. */
  readonly remoteState?: Association['state'];
  readonly person: string;
  readonly offering: string;
  readonly consumers?: readonly Consumer[];
  readonly result?: Result;
};
