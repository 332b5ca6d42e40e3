import type { InstitutionId } from '../base/index.js';
import type { CatalogueOffering, LearningOutcome } from '../records/index.js';
import type { StepNow } from './progress.js';
import { isDone, isOver } from './steps.js';

/** Two steps that are not over and run at the same time, by their ids, in the order of the plan. */
export type Overlap = readonly [string, string];

const daysOf = ({ step: { offering } }: StepNow) =>
  offering?.start === undefined || offering.end === undefined
    ? undefined
    : { start: offering.start, end: offering.end };

/** Of which the days are known; what has no days overlaps with nothing. */
export function overlapsIn(steps: readonly StepNow[]): readonly Overlap[] {
  const open = steps.filter(({ now }) => !isOver(now));
  return open.flatMap((one, at) => {
    const mine = daysOf(one);
    return open.slice(at + 1).flatMap((other): readonly Overlap[] => {
      const theirs = daysOf(other);
      if (mine === undefined || theirs === undefined) return [];
      const meet = mine.start <= theirs.end && theirs.start <= mine.end;
      return meet ? [[one.step.id, other.step.id]] : [];
    });
  });
}

/** A code of a course that a step asks for, and where the learner has it. */
export interface Prerequisite {
  readonly code: string;
  readonly state: 'HAD' | 'PLANNED_BEFORE' | 'MISSING';
}

/** @param had codes of courses that were passed, at the institution that uses them: codes of two schools are not compared. */
export function prerequisitesOf(
  { step, offered }: StepNow,
  before: readonly StepNow[],
  had: ReadonlyMap<InstitutionId, ReadonlySet<string>>,
): readonly Prerequisite[] {
  const host = step.offering?.institution.id;
  if (host === undefined || offered === undefined) return [];
  const planned = new Set(
    before.flatMap(({ step: { offering }, offered: other, now }) =>
      offering?.institution.id === host && (!isOver(now) || isDone(now))
        ? [offering.code, other?.of.code]
        : [],
    ),
  );
  return offered.prerequisites.map((code) => ({
    code,
    state:
      had.get(host)?.has(code) === true ? 'HAD' : planned.has(code) ? 'PLANNED_BEFORE' : 'MISSING',
  }));
}

/** One outcome of the goal, and how far it is covered. */
export interface OutcomeProgress {
  readonly outcome: LearningOutcome;
  readonly state: 'COVERED' | 'PLANNED' | 'OPEN';
}

/** Outcomes are the same by id, by a skill they share, or where a source has texts only by the same text. */
const marksOf = ({ id, skills = [], text }: LearningOutcome): readonly string[] => [
  `id ${id}`,
  ...skills.map((skill) => `skill ${skill}`),
  ...text.map(
    ({ language, value }) => `text ${language.slice(0, 2)} ${value.trim().toLowerCase()}`,
  ),
];
const marksIn = (offerings: readonly Pick<CatalogueOffering, 'outcomes'>[]): ReadonlySet<string> =>
  new Set(offerings.flatMap(({ outcomes }) => outcomes.flatMap(marksOf)));

type Covering = Pick<CatalogueOffering, 'outcomes'>;

/** How far the outcomes of a goal are covered, by what is behind the learner and by what is planned. */
export function outcomesOf(
  wanted: readonly LearningOutcome[],
  done: readonly Covering[],
  planned: readonly Covering[],
): readonly OutcomeProgress[] {
  const [covered, coming] = [marksIn(done), marksIn(planned)];
  return wanted.map((outcome) => {
    const marks = marksOf(outcome);
    if (marks.some((mark) => covered.has(mark))) return { outcome, state: 'COVERED' };
    return { outcome, state: marks.some((mark) => coming.has(mark)) ? 'PLANNED' : 'OPEN' };
  });
}

/** What if: the open outcomes that this offering would cover. */
export function wouldCover(
  offering: Covering,
  outcomes: readonly OutcomeProgress[],
): readonly LearningOutcome[] {
  const marks = marksIn([offering]);
  return outcomes
    .filter(({ state }) => state === 'OPEN')
    .map(({ outcome }) => outcome)
    .filter((outcome) => marksOf(outcome).some((mark) => marks.has(mark)));
}
