import { type InstitutionId, sha256Url, unambiguous } from '../base/index.js';
import type { CalendarDate } from './calendar-date.js';
import type { GradingScale } from './grading-scale.js';
import type { Level, OpenValue, RecordIssue } from './record.js';
import type { StudyLoad } from './study-load.js';
import type { Texts } from './text.js';

/** What an offering is a run of. */
export const offeringKinds = ['COURSE', 'PROGRAMME'] as const;
export type OfferingKind = (typeof offeringKinds)[number];

/** How it is taught: the words of both versions of OEAPI, in ours. */
export const deliveryModes = [
  'ON_CAMPUS',
  'ONLINE',
  'HYBRID',
  'DISTANCE_LEARNING',
  'SITUATED',
  'LECTURE',
  'SELF_STUDY',
  'COACHING',
  'COIL',
  'JOINT_DELIVERY',
  'PROJECT_BASED',
  'RESEARCH_LAB_BASED',
  'OTHER',
] as const;
export type DeliveryMode = (typeof deliveryModes)[number];

/** CONCEPT and CANCELLED are no choices; version 5 knows no states, and what it lists is ACTIVE. */
export const offeringStates = ['ACTIVE', 'INACTIVE', 'CONCEPT', 'CANCELLED', 'OTHER'] as const;

/** From when until when one can ask for a place; both days count. */
export interface EnrolmentPeriod {
  readonly from?: CalendarDate;
  readonly until?: CalendarDate;
  /** Whoever comes when it is full can wait. */
  readonly hasQueue?: boolean;
  /** For whom, in the source's own words. */
  readonly targetGroups?: readonly string[];
}

/** People, as counted by the source. */
export interface Places {
  readonly max?: number;
  readonly enrolled?: number;
  /** Who asked and was not told yet. */
  readonly pending?: number;
}

/** What somebody can do afterwards. */
export interface LearningOutcome {
  /** Of version 6 the source's own id; of version 5, which has texts only, made of course, language and text. */
  readonly id: string;
  readonly code?: string;
  readonly text: Texts;
  /** The same in the European list of skills, as absolute http(s) addresses. */
  readonly skills?: readonly string[];
}

/** A part of a course: something to follow, or a test. */
export interface CoursePart {
  readonly sourceId: string;
  readonly kind: 'LEARNING_COMPONENT' | 'TEST';
  readonly title: Texts;
}

/** What an institution offers to be learned at one time and place, in one shape whatever version said it. Public. */
export interface CatalogueOffering {
  readonly key: string;
  readonly institution: InstitutionId;
  /** Its id at the institution. */
  readonly sourceId: string;
  readonly kind: OfferingKind;
  /** The course or programme it is a run of, by its id and its code there. */
  readonly of: { readonly sourceId: string; readonly code?: string };
  readonly code?: string;
  readonly title: Texts;
  readonly description?: Texts;
  /** One for each unit; never added to one another. */
  readonly loads: readonly StudyLoad[];
  readonly level?: Level;
  /** BCP 47, in lower case: "nl", "en". */
  readonly languages: readonly string[];
  readonly modes: readonly OpenValue<DeliveryMode>[];
  readonly period?: { readonly name: Texts };
  readonly start?: CalendarDate;
  readonly end?: CalendarDate;
  /** None: the source does not say. */
  readonly enrolment: readonly EnrolmentPeriod[];
  readonly places?: Places;
  readonly outcomes: readonly LearningOutcome[];
  /** Skills of the European list that come of it, its outcomes' and its own, each once. */
  readonly skills: readonly string[];
  /** Ids, at the institution, of the programmes that it belongs to. */
  readonly programmes: readonly string[];
  readonly parts: readonly CoursePart[];
  /** A town. */
  readonly place?: string;
  /** In the source's own words, such as "€ 150,00". */
  readonly price?: string;
  readonly scale?: GradingScale;
  readonly state: OpenValue<(typeof offeringStates)[number]>;
  /** What is asked of whoever comes, in the source's own words. */
  readonly admission?: Texts;
  /** Codes of courses of the same institution that those words name. */
  readonly prerequisites: readonly string[];
  /** Absolute http(s) address. */
  readonly link?: string;
  readonly issues: readonly RecordIssue[];
}

/** A programme: a way through courses that ends in a diploma, a certificate or a minor. */
export interface CatalogueProgramme {
  readonly key: string;
  readonly institution: InstitutionId;
  readonly sourceId: string;
  readonly code?: string;
  readonly title: Texts;
  readonly description?: Texts;
  /** What it takes, one for each unit. */
  readonly loads: readonly StudyLoad[];
  readonly level?: Level;
  /** In the source's own word: "program", "minor". */
  readonly type?: string;
  readonly outcomes: readonly LearningOutcome[];
  readonly parent?: string;
}

const keyOf = (kind: string, institution: InstitutionId, sourceId: string): string =>
  sha256Url(unambiguous([kind, institution, sourceId])).slice(0, 22);

/** The same in both versions of OEAPI: an institution that moves to the next one keeps its offerings. */
export const offeringKeyOf = (institution: InstitutionId, sourceId: string): string =>
  keyOf('offering', institution, sourceId);
export const programmeKeyOf = (institution: InstitutionId, sourceId: string): string =>
  keyOf('programme', institution, sourceId);
