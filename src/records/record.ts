import {
  type InstitutionId,
  type Json,
  type RecordKey,
  recordKey,
  sha256Url,
  unambiguous,
} from '../base/index.js';
import type { CalendarDate } from './calendar-date.js';
import type { GradingScale } from './grading-scale.js';
import type { PartialDate } from './partial-date.js';
import type { Recognition } from './recognition.js';
import type { RoutePlan } from './route-plan.js';
import type { SelectiveForm } from './selective-form.js';
import type { StudyLoad } from './study-load.js';
import type { Texts } from './text.js';

export const recordTypes = [
  'RESULT',
  'DIPLOMA',
  'MICROCREDENTIAL',
  'ENROLMENT',
  'SKILL',
  'WORK_EXPERIENCE',
  'CERTIFICATE',
  'ROUTE',
] as const;
export type RecordType = (typeof recordTypes)[number];

/** Who says so. What a learner typed never becomes what a school said. */
export const assertedBys = ['INSTITUTION', 'ISSUER_SIGNED', 'EMPLOYER', 'SELF', 'IMPORT'] as const;
export type AssertedBy = (typeof assertedBys)[number];

export const recordStatuses = ['CURRENT', 'SUPERSEDED', 'WITHDRAWN'] as const;
export type RecordStatus = (typeof recordStatuses)[number];

export const recordKinds = ['PROGRAMME', 'COURSE', 'LEARNING_COMPONENT', 'TEST'] as const;
export type RecordKind = (typeof recordKinds)[number];

export const badgeTypes = ['MICROCREDENTIAL', 'REGULAR', 'EXTRACURRICULAR'] as const;
export const enrolmentStates = [
  'PENDING',
  'CANCELLED',
  'DENIED',
  'ASSOCIATED',
  'QUEUED',
  'FINISHED',
  'OTHER',
] as const;
export const resultStates = ['IN_PROGRESS', 'POSTPONED', 'COMPLETED', 'QUEUED', 'OTHER'] as const;
/** The source's own word on passing; a score never decides it. */
export const passes = ['PASSED', 'FAILED', 'UNKNOWN'] as const;
export type Pass = (typeof passes)[number];

/** A value of an open enumeration: ours where we know it, OTHER with the source's word where not. */
export interface OpenValue<Known extends string> {
  readonly value: Known;
  readonly raw?: string;
}

export interface Level {
  readonly raw: string;
  /** European Qualifications Framework, 0 to 8. */
  readonly eqf?: number;
  /** Dutch framework: "1" to "8" or "4+". */
  readonly nlqf?: string;
  /** True when we read eqf and nlqf off the kind of education; false when the source stated them. */
  readonly derived: boolean;
}

/** What a badge, a microcredential or a European credential says of the learning it stands for, in its issuer's own words. */
export interface Award {
  /** Such as Open Badges' achievementType or ELM's learning opportunity type: "Badge", "Course", "Short learning programme". */
  readonly type?: string;
  /** edubadges' own three, where the source says which. */
  readonly badge?: (typeof badgeTypes)[number];
  /** What had to be done for it. */
  readonly criteria?: Texts;
  readonly formality?: string;
  readonly participation?: string;
  readonly assessment?: string;
  readonly supervision?: string;
  readonly identityChecked?: boolean;
  readonly partialQualification?: boolean;
  readonly stackable?: boolean;
  /** ISO 8601 duration, as sent: what it takes by its description, beside the credits. */
  readonly workload?: string;
  readonly quality?: { readonly name: string; readonly url?: string };
  /** Last day on which the credential is valid by its own word. The learning does not end with it. */
  readonly validUntil?: CalendarDate;
  /** Skills, frameworks and standards it says it meets; never none. */
  readonly alignments?: readonly Alignment[];
}
export interface Alignment {
  readonly name: string;
  /** Such as "ESCO" or "EQF". */
  readonly framework?: string;
  readonly code?: string;
  /** Absolute http(s) address. */
  readonly url?: string;
}

/** What, where and when: the least anyone sees of a record. Tells nothing of how it ended. */
export interface CoreFacet {
  readonly recordType: RecordType;
  readonly kind?: RecordKind;
  readonly title: Texts;
  readonly description?: Texts;
  readonly institution: { readonly id: InstitutionId; readonly name: Texts };
  readonly assertedBy: AssertedBy;
  readonly issuedOn?: CalendarDate;
  readonly period?: {
    readonly name: Texts;
    readonly start?: CalendarDate;
    readonly end?: CalendarDate;
  };
  readonly level?: Level;
  readonly enrolment?: {
    readonly role: string;
    /** The institution's own view of it. */
    readonly state: OpenValue<(typeof enrolmentStates)[number]>;
    /** The view of the institution at the other side, home or host, where this one tells it. */
    readonly remoteState?: OpenValue<(typeof enrolmentStates)[number]>;
  };
  /** For work: as what, for whom, and from when to when; no end where it goes on. */
  readonly work?: {
    readonly role: string;
    readonly organisation: string;
    readonly start: PartialDate;
    readonly end?: PartialDate;
    readonly hoursPerWeek?: number;
  };
  /** For a skill: the same in a public list of skills, such as ESCO, as an absolute http(s) address. */
  readonly concept?: string;
  /** For a certificate: where and when, in the words of who entered it. */
  readonly certificate?: { readonly organisation?: string; readonly issued?: PartialDate };
  readonly award?: Award;
  /** Of what offering it is, by the ids its source has for that and for the course or programme it is a run of. Tells nothing more than the title. */
  readonly offering?: { readonly offeringId?: string; readonly ofId?: string };
  /** For a route: where to, and by which steps. */
  readonly route?: RoutePlan;
  /** For a certificate by which an institution lets something count: what, and for which programme. */
  readonly recognition?: Recognition;
}

export interface AssessmentFacet {
  readonly state: OpenValue<(typeof resultStates)[number]>;
  readonly pass: Pass;
  /** Literal, as sent. */
  readonly score?: string;
  readonly scale: GradingScale;
  /** False: not yet set by the exam committee, so provisional. Absent: the source does not say. */
  readonly final?: boolean;
  readonly attempt?: number;
  readonly rawScore?: number;
  readonly maxRawScore?: number;
  /** 0 to 100. */
  readonly weightPercent?: number;
  readonly testedOn?: CalendarDate;
  /** All known tries at the test, in order, where there is more than one; what stands beside them is of the last. */
  readonly attempts?: readonly Attempt[];
}

/** One try at a test. */
export interface Attempt
  extends Pick<
    AssessmentFacet,
    'state' | 'pass' | 'score' | 'final' | 'rawScore' | 'maxRawScore' | 'testedOn'
  > {
  /** From 1. */
  readonly attempt: number;
  readonly issuedOn?: CalendarDate;
}

/** Why a record's load counts, or why it does not, by its own result alone. */
export const earnings = [
  'EARNED',
  'NOT_PASSED',
  'PROVISIONAL',
  'UNIT_UNKNOWN',
  'IMPLAUSIBLE',
] as const;
export type Earning = (typeof earnings)[number];

export interface CreditsFacet {
  readonly load: StudyLoad;
  readonly earning: Earning;
  /** Records with the same group are tries at one thing: at most one of them counts. */
  readonly retakeGroup: string;
  /** The group this one is a part of: when that counts, this does not. */
  readonly partOf?: string;
  /**
   * Other records that tell of the same achievement, in the order of keys; never none. No source says so: it is laid over what
   * is read, and in a view it names only records whose credits stand there too.
   */
  readonly sameAs?: readonly RecordKey[];
  /** Where sameAs stands: when the first version of this one came, which is told on. Of equals the earlier counts. */
  readonly sameSince?: string;
}

export interface EvidenceFacet {
  readonly documents: readonly { readonly title: string; readonly url?: string }[];
  /** Records by which the learner shows this, in the order of keys; never none. In a view only those that it shows too. */
  readonly provenBy?: readonly RecordKey[];
}
export interface FeedbackFacet {
  readonly comment: string;
}
export interface IdentifiersFacet {
  readonly connector: string;
  /** The id the source knows it by; for OEAPI the associationId. */
  readonly sourceId: string;
  readonly codes: readonly { readonly type: string; readonly code: string }[];
  /** Source fields that have no place in our model: named, never dropped in silence. */
  readonly losses: readonly string[];
  readonly issues: readonly RecordIssue[];
}
export interface RecordIssue {
  readonly code: string;
  /** Where in the source, as a path of field names. */
  readonly path: string;
}
/** An item that was not read: where in its document, as a JSON pointer, and why. The rest was. */
export interface SetAside {
  readonly path: string;
  readonly code: string;
}
/**
 * The signed credential that says this record and nothing beside it. Never set where the record has special data: the
 * signed bytes hold all of it.
 */
export interface CredentialFacet {
  /** Hex SHA-256, over the exact signed bytes. */
  readonly digest: string;
  readonly mediaType: string;
  /** How large it is, without a byte order mark. */
  readonly bytes: number;
  /**
   * It was put beside what its source said, and is not that itself: it stands with the manifest of the delivery. Only what was
   * passed has one. Absent: it is the page of its delivery.
   */
  readonly beside?: true;
  /** Absent: it was signed in one piece only. */
  readonly selective?: SelectiveForm;
}
/** Special-category data (irregularities, personal needs): the learner's alone, in no grant and no log. */
export interface SpecialFacet {
  readonly [field: string]: Json;
}

export interface RecordFacets {
  readonly core: CoreFacet;
  readonly assessment?: AssessmentFacet;
  readonly credits?: CreditsFacet;
  readonly evidence?: EvidenceFacet;
  readonly feedback?: FeedbackFacet;
  readonly identifiers: IdentifiersFacet;
  readonly special?: SpecialFacet;
  readonly credential?: CredentialFacet;
}

/** Facets a learner can share; `credential` is the signed bytes themselves. */
export const facets = [
  'core',
  'assessment',
  'credits',
  'evidence',
  'feedback',
  'identifiers',
  'credential',
] as const;
export type Facet = (typeof facets)[number];

export const personFacets = ['name', 'contact', 'birthdate'] as const;
export type PersonFacet = (typeof personFacets)[number];
/** Who the learner is, in their own pod. Each facet is shared on its own. */
export interface Person {
  readonly name?: { readonly given: string; readonly family: string };
  readonly contact?: { readonly email: string };
  readonly birthdate?: CalendarDate;
}

/** One version of one record, as it stands in the pod. */
export interface RecordVersion {
  readonly key: RecordKey;
  /** From 1, by order of receipt. */
  readonly version: number;
  readonly status: RecordStatus;
  readonly receivedAt: string;
  /** The delivery in the inbox whose bytes say this. */
  readonly delivery: string;
  /** Its date lies before that of the version it replaced. */
  readonly outOfOrder?: boolean;
  /** Why its source took it back, in the source's own words; absent where it gave no reason. */
  readonly withdrawalReason?: string;
  readonly facets: RecordFacets;
}

/** Two schools that use one code, or even one UUID, stay two records: the key names the school. */
export const recordKeyOf = (
  institution: InstitutionId,
  connector: string,
  recordType: RecordType,
  sourceId: string,
): RecordKey =>
  recordKey(sha256Url(unambiguous([institution, connector, recordType, sourceId])).slice(0, 22));
