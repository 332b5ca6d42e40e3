import type { badgeTypes, CalendarDate, Texts } from '../../records/index.js';

/** The Dutch profile's three closed lists, in its own words. */
export const participationTypes = [
  'online',
  'onsite or blended',
  'volunteering',
  'work experience',
  'personalized learning activities',
] as const;
export const assessmentTypes = [
  'testing',
  'application of a skill',
  'portfolio',
  'recognition of prior learning',
] as const;
export const supervisionTypes = [
  'unsupervised with no identity verification',
  'supervised with no identity verification',
  'supervised online',
  'onsite with identity verification',
] as const;

/** Open Badges' words for what becomes of a result. */
export const resultStatuses = [
  'Completed',
  'Enrolled',
  'Failed',
  'InProgress',
  'OnHold',
  'Provisional',
  'Withdrew',
] as const;

/** Of Open Badges' kinds of achievement those that an institution awards here. */
export const achievementTypes = [
  'Assessment',
  'Assignment',
  'Badge',
  'Certificate',
  'Course',
  'Diploma',
  'LearningProgram',
  'MicroCredential',
] as const;

/** mbo counts in SBU, hbo and wo in EC. */
export const sectors = ['MBO', 'HBO', 'WO'] as const;

/** The institution that awards. */
export interface Awarder {
  readonly did: string;
  readonly name: Texts;
  readonly schacHome: string;
  readonly brin?: string;
  readonly url?: string;
  /** Absent: what it counts in is not checked. */
  readonly sector?: (typeof sectors)[number];
}

/** Amount: decimal text, such as "2.5". */
export interface AwardedLoad {
  readonly unit: 'EC' | 'SBU';
  readonly amount: string;
}

/** Open Badges wants an address for each thing that an achievement is aligned with. */
export interface AwardedAlignment {
  readonly name: string;
  readonly framework?: string;
  readonly code?: string;
  readonly url: string;
}

/** Words of the lists above are plain text here: they come from elsewhere, and `dutchFindings` looks whether they fit. */
export interface AwardedAchievement {
  /** The same for everybody who earns it: a `urn:uuid:` or an address. */
  readonly id: string;
  readonly name: string;
  readonly description: string;
  /** Markdown: what had to be done for it. */
  readonly criteria: string;
  /** BCP 47, of all texts here. */
  readonly language: string;
  /** `data:` or https. */
  readonly image?: string;
  /** Which of edubadges' three; absent for an ordinary result, of which the Dutch profile asks nothing. */
  readonly kind?: (typeof badgeTypes)[number];
  readonly type?: (typeof achievementTypes)[number];
  readonly load?: AwardedLoad;
  /** Whole hours, beside the load. */
  readonly timeInvestment?: number;
  /** 1 to 8. */
  readonly eqf?: number;
  /** "1" to "8" or "4+". */
  readonly nlqf?: string;
  readonly quality?: { readonly name: string; readonly url: string; readonly description?: string };
  readonly participation?: string;
  readonly assessment?: string;
  readonly supervision?: string;
  readonly identityChecked?: boolean;
  /** Numbers of programmes: CROHO, CREBO, RIO. */
  readonly programmes?: readonly string[];
  readonly alignments?: readonly AwardedAlignment[];
  /** On what results are given; without it a result has no scale. */
  readonly scale?: AwardedScale;
}

/** By its ends, or by the words of which a result is one, from low to high. */
export interface AwardedScale {
  readonly name: string;
  readonly range?: { readonly min: string; readonly max: string };
  readonly words?: readonly string[];
  /** What is needed to pass. */
  readonly required?: string;
}

export interface AwardedResult {
  /** Literal, as the institution writes it. */
  readonly value: string;
  readonly status: (typeof resultStatuses)[number];
}

/** To whom, in a way that tells nobody else who it is. */
export interface AwardedSubject {
  /** A `urn:uuid:` by which only this institution's credentials know the learner; never a WebID. */
  readonly id: string;
  /** Goes into the credential as the hash of value and salt, and in no other way. */
  readonly identifier?: { readonly type: string; readonly value: string; readonly salt: string };
}

/** What an institution awards to one learner. */
export interface Award {
  /** `urn:uuid:`, of this credential alone. */
  readonly id: string;
  readonly issuer: Awarder;
  readonly achievement: AwardedAchievement;
  readonly result?: AwardedResult;
  readonly subject: AwardedSubject;
  readonly awardedOn: CalendarDate;
  readonly validFrom: Date;
  /** Last day on which it holds. */
  readonly validUntil?: CalendarDate;
}
