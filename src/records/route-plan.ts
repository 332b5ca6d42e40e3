import type { InstitutionId } from '../base/index.js';
import type { CalendarDate } from './calendar-date.js';
import type { PartialDate } from './partial-date.js';
import type { StudyLoad } from './study-load.js';
import type { Texts } from './text.js';

/** Where a route leads. */
export type RouteGoal =
  | {
      readonly kind: 'PROGRAMME';
      /** Of the catalogue. */
      readonly programme: string;
      readonly institution: InstitutionId;
      readonly title: Texts;
      /** What it took when it was chosen, one for each unit; the catalogue may say otherwise by now. */
      readonly loads: readonly StudyLoad[];
    }
  | {
      readonly kind: 'PROFESSION';
      readonly title: Texts;
      /** In the European list of professions and skills (ESCO), as an absolute http(s) address. */
      readonly concept?: string;
    }
  | { readonly kind: 'FREE'; readonly title: Texts };

/** What the catalogue said of an offering when it became a step: so a plan can be read where the catalogue is not. */
export interface PlannedOffering {
  /** Of the catalogue. */
  readonly key: string;
  readonly institution: { readonly id: InstitutionId; readonly name: Texts };
  readonly sourceId: string;
  /** The id, at the institution, of the course or programme it is a run of. */
  readonly of: string;
  readonly code?: string;
  readonly title: Texts;
  readonly loads: readonly StudyLoad[];
  readonly start?: CalendarDate;
  readonly end?: CalendarDate;
}

/**
 * One step. Only what a learner chose stands here: how far it is, is worked out from enrolments and results each time
 * that somebody asks.
 */
export interface PlannedStep {
  /** UUID-shaped; the same for as long as the step is there. */
  readonly id: string;
  /** Absent: something in the learner's own words. */
  readonly offering?: PlannedOffering;
  /** In the learner's own words, where it is no offering. */
  readonly title?: string;
  /** As the learner thinks, where it is no offering. */
  readonly load?: StudyLoad;
  readonly when?: PartialDate;
  readonly note?: string;
  /** Who suggested it, as they were called then. */
  readonly proposedBy?: string;
}

/** A learner's plan: where to, and by which steps, in their order. */
export interface RoutePlan {
  readonly title?: string;
  readonly goal?: RouteGoal;
  readonly steps: readonly PlannedStep[];
}
