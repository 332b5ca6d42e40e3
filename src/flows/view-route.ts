import { present, type RecordKey } from '../base/index.js';
import type {
  CatalogueOffering,
  CatalogueProgramme,
  LearningOutcome,
  PlannedStep,
  RoutePlan,
} from '../records/index.js';
import {
  deriveStep,
  isDone,
  isOver,
  type OpenRequest,
  type OutcomeProgress,
  outcomesOf,
  overlapsIn,
  type Prerequisite,
  prerequisitesOf,
  progressOf,
  type StepEvidence,
  type StepNow,
  type UnitProgress,
} from '../route/index.js';
import { totalsOf } from './arrange.js';
import type { House } from './house.js';
import { openRequests } from './open-requests.js';
import type { ReadableRecord, Reading } from './reading.js';
import {
  codesHad,
  countedRecords,
  evidenceIn,
  type Recognised,
  recognisedFor,
} from './route-evidence.js';

/** A step, how far it is, and what to look out for. */
export interface RouteStepView extends StepNow {
  /** Ids of steps that run at the same time. */
  readonly overlaps: readonly string[];
  /** Of whoever may see what was passed, and by which codes; undefined for others. */
  readonly prerequisites?: readonly Prerequisite[];
}

/** A route as its reader sees it: a plan, and all that follows from what they may see of the records. */
export interface RouteView {
  readonly plan: RoutePlan;
  readonly steps: readonly RouteStepView[];
  /** Absent where the reader sees no credits. */
  readonly progress?: readonly UnitProgress[];
  /** Of the goal, where it is a programme whose outcomes are known; absent where the reader may not see what was passed. */
  readonly outcomes?: readonly OutcomeProgress[];
}

const nothingPlanned: RoutePlan = { steps: [] };

/** What a reader sees of how steps ended, and of what counts, leaves with the route, and is noted so. */
function note({ notes }: Reading, steps: readonly StepNow[], { by }: Recognised): void {
  for (const key of by) notes.record(key, 'core');
  for (const { now } of steps) {
    for (const key of now.enrolments) notes.record(key, 'core');
    if (now.result === undefined) continue;
    notes.record(now.result, 'core');
    notes.record(now.result, 'assessment');
  }
}

/** What is had and what is covered tells how each of these ended, also where no step of the route hangs on it. */
function notePassed(
  { notes }: Reading,
  passed: Iterable<RecordKey>,
  facets: readonly ('identifiers' | 'assessment')[],
): void {
  for (const key of passed)
    for (const facet of ['core', ...facets] as const) notes.record(key, facet);
}

interface Known {
  readonly evidence: readonly StepEvidence[];
  readonly requests: readonly OpenRequest[];
  readonly offered: ReadonlyMap<string, CatalogueOffering>;
  /** Offerings whose course need not be taken for the goal. */
  readonly recognised: ReadonlySet<string>;
}

/** Those of the institution that gives the goal: no other lets its courses be left out. */
const leftOut = ({ steps, goal }: RoutePlan, { courses }: Recognised): ReadonlySet<string> =>
  new Set(
    steps.flatMap(({ offering }) =>
      offering !== undefined &&
      goal?.kind === 'PROGRAMME' &&
      offering.institution.id === goal.institution &&
      courses.has(offering.of)
        ? [offering.key]
        : [],
    ),
  );

function derive(step: PlannedStep, { evidence, requests, offered, recognised }: Known): StepNow {
  const key = step.offering?.key ?? '';
  const request = requests.find((one) => one.offering === key);
  return present({
    step,
    now: deriveStep(step, { evidence, request, recognised }),
    offered: offered.get(key),
  });
}

/** What a learner asked for is theirs to see: nobody else reads it, whatever they were given. */
const requestsIn = (
  house: House,
  { learner, versionsOf }: Reading,
): Promise<readonly OpenRequest[]> =>
  versionsOf === undefined ? Promise.resolve([]) : openRequests(house, learner);

/** Of a programme its own outcomes; where it states none, those of its courses. */
function wantedOf(
  programme: CatalogueProgramme | undefined,
  courses: readonly CatalogueOffering[],
): readonly LearningOutcome[] {
  const stated = programme?.outcomes ?? [];
  const all = stated.length > 0 ? stated : courses.flatMap(({ outcomes }) => outcomes);
  return [...new Map(all.map((outcome) => [outcome.id, outcome])).values()];
}

interface Behind {
  readonly steps: readonly StepNow[];
  readonly passed: readonly StepEvidence[];
}

const offeredIn = (some: readonly StepNow[]) => some.flatMap((one) => one.offered ?? []);

/** How far the goal's outcomes are covered: by offerings of courses that were passed, and by steps that are not over. */
async function outcomesFor({ ledger }: House, { goal }: RoutePlan, { steps, passed }: Behind) {
  if (goal?.kind !== 'PROGRAMME') return undefined;
  const { catalogue } = ledger;
  const programme = await catalogue.programme(goal.programme);
  if (programme === undefined) return undefined;
  const { institution, key } = programme;
  const courses =
    programme.outcomes.length > 0 ? [] : await catalogue.ofProgramme(institution, key);
  const behind = await catalogue.ofCourses(
    passed.flatMap(({ core }) =>
      core.offering?.ofId === undefined
        ? []
        : [{ institution: core.institution.id, of: core.offering.ofId }],
    ),
  );
  return outcomesOf(
    wantedOf(programme, courses),
    [...behind, ...offeredIn(steps.filter(({ now }) => isDone(now)))],
    offeredIn(steps.filter(({ now }) => !isOver(now))),
  );
}

const isPassed = ({ assessment, takenBack, status }: StepEvidence): boolean =>
  assessment !== 'HIDDEN' &&
  assessment?.pass === 'PASSED' &&
  assessment.state.value === 'COMPLETED' &&
  assessment.final !== false &&
  takenBack === undefined &&
  status === 'CURRENT';

function withWarnings(
  steps: readonly StepNow[],
  had: Awaited<ReturnType<typeof codesHad>> | undefined,
): readonly RouteStepView[] {
  const pairs = overlapsIn(steps);
  return steps.map((one, at) => {
    const { id } = one.step;
    const overlaps = pairs.flatMap(([a, b]) => (a === id ? [b] : b === id ? [a] : []));
    const prerequisites = had && prerequisitesOf(one, steps.slice(0, at), had);
    return { ...one, ...present({ overlaps, prerequisites }) };
  });
}

/** Works out how far a route is, from what this reading holds: for an adviser of what they were given, and of nothing else. */
export async function viewRoute(
  house: House,
  reading: Reading,
  { core }: Pick<ReadableRecord, 'core'>,
): Promise<RouteView> {
  const plan = core.route ?? nothingPlanned;
  const keys = plan.steps.flatMap(({ offering }) => offering?.key ?? []);
  const [evidence, requests, known, totals, counted, counting] = await Promise.all([
    evidenceIn(reading),
    requestsIn(house, reading),
    house.ledger.catalogue.find(keys),
    totalsOf(reading.records),
    countedRecords(reading),
    recognisedFor(reading, plan),
  ]);
  const offered = new Map(known.map((offering) => [offering.key, offering]));
  const behind = { evidence, requests, offered, recognised: leftOut(plan, counting) };
  const steps = plan.steps.map((step) => derive(step, behind));
  note(reading, steps, counting);
  const seesResults = reading.shows('assessment');
  const passed = evidence.filter(isPassed);
  const passedKeys = new Set<RecordKey>(passed.map(({ key }) => key));
  // Without their codes nobody knows which courses were passed: then nothing is said to be missing either.
  const seesCodes = seesResults && reading.shows('identifiers');
  const had = seesCodes ? await codesHad(reading, passedKeys) : undefined;
  const outcomes = seesResults ? await outcomesFor(house, plan, { steps, passed }) : undefined;
  if (outcomes !== undefined) notePassed(reading, passedKeys, ['assessment']);
  if (had !== undefined && known.some(({ prerequisites }) => prerequisites.length > 0)) {
    notePassed(reading, passedKeys, ['assessment', 'identifiers']);
  }
  if (reading.shows('credits')) reading.notes.aggregate('totals');
  return present({
    plan,
    steps: withWarnings(steps, had),
    progress: reading.shows('credits')
      ? progressOf(plan, { steps, totals, counted, recognised: counting.records })
      : undefined,
    outcomes,
  });
}
