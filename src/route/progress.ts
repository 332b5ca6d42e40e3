import { type InstitutionId, present, type RecordKey } from '../base/index.js';
import {
  type CatalogueOffering,
  type PlannedStep,
  type RoutePlan,
  type StudyLoad,
  type StudyLoadTotal,
  type StudyLoadUnit,
  sumAmounts,
  unitKey,
} from '../records/index.js';
import { type DerivedStep, isDone, isOver } from './steps.js';

/** A step with what was worked out of it, and what the catalogue says of its offering today, where it has it. */
export interface StepNow {
  readonly step: PlannedStep;
  readonly now: DerivedStep;
  readonly offered?: CatalogueOffering;
}

/** One line per unit. EC and SBU are two lines, and nothing is ever a part of the other. Decimal texts. */
export interface UnitProgress {
  readonly unit: StudyLoadUnit;
  readonly unitRaw?: string;
  /** What the goal takes; absent where it asks nothing in this unit. */
  readonly required?: string;
  /** What institutions and issuers say was earned, all of it. */
  readonly earned: string;
  /** Of that what counts for the goal: earned where the programme is given, or recognised there. */
  readonly towardsGoal?: string;
  /** Of steps that are not over. */
  readonly planned: string;
  /** What the goal still takes when all that is planned is earned and counts; never less than nothing. */
  readonly left?: string;
}

/** What came to nothing tells of nothing else. */
const counts = ({ now }: StepNow): boolean => !isOver(now) || isDone(now);

const isWholeOf = (whole: StepNow, { offered }: StepNow): boolean =>
  whole.offered?.kind === 'PROGRAMME' &&
  offered?.programmes.includes(whole.step.offering?.of ?? '') === true;

/** Whether a step stands in the plan beside another that is the whole of it, or the same again. */
function isTold(one: StepNow, others: readonly StepNow[], at: number): boolean {
  const mine = one.step.offering;
  return others.some((other, place) => {
    const { offering } = other.step;
    if (place === at || mine === undefined || !counts(other)) return false;
    if (offering?.institution.id !== mine.institution.id) return false;
    const isSame = offering.of === mine.of && (place < at || isDone(other.now));
    return isSame || isWholeOf(other, one);
  });
}

/** Loads of steps that are still to be done: of a programme and its parts the programme, of one course twice the first. */
export function plannedLoads(steps: readonly StepNow[]): readonly StudyLoad[] {
  return steps.flatMap((one, at) => {
    if (isOver(one.now) || isTold(one, steps, at)) return [];
    const { offering, load } = one.step;
    return offering?.loads ?? (load === undefined ? [] : [load]);
  });
}

/** Of the records that count in a total, what each is worth and who said it. */
export interface CountedRecord {
  readonly key: RecordKey;
  readonly institution: InstitutionId;
  readonly load: StudyLoad;
  /** Nobody but the learner says so. */
  readonly isOwnWord: boolean;
}

const amountIn = (loads: readonly StudyLoad[], unit: string): string =>
  sumAmounts(loads.filter((load) => unitKey(load) === unit));

const thousandths = (text: string): number => Math.round(Number(text) * 1000);
const lessThan = (required: string, ...taken: readonly string[]): string => {
  const left = taken.reduce((rest, amount) => rest - thousandths(amount), thousandths(required));
  return String(Math.max(0, left) / 1000);
};

/**
 * What is earned, planned and still to do, one line per unit.
 * @param totals of all records that the reader sees.
 * @param counted what stands behind them.
 * @param recognised records that an examination board lets count for the goal.
 */
export function progressOf(
  { goal }: Pick<RoutePlan, 'goal'>,
  {
    steps,
    totals,
    counted,
    recognised = new Set(),
  }: {
    readonly steps: readonly StepNow[];
    readonly totals: readonly StudyLoadTotal[];
    readonly counted: readonly CountedRecord[];
    readonly recognised?: ReadonlySet<RecordKey>;
  },
): readonly UnitProgress[] {
  const programme = goal?.kind === 'PROGRAMME' ? goal : undefined;
  const wanted = programme?.loads ?? [];
  const planned = plannedLoads(steps);
  const inTotals = new Set(totals.flatMap((total) => total.counted));
  const towards = counted
    .filter(({ key, isOwnWord }) => inTotals.has(key) && !isOwnWord)
    .filter(({ key, institution }) => institution === programme?.institution || recognised.has(key))
    .map(({ load }) => load);
  const lines = new Map<string, Pick<StudyLoad, 'unit' | 'unitRaw'>>();
  for (const load of [...wanted, ...planned]) lines.set(unitKey(load), load);
  for (const total of totals) {
    if (Number(total.amount) > 0) lines.set(unitKey({ ...total, amount: '' }), total);
  }
  return [...lines.keys()].toSorted().flatMap((key) => {
    const line = lines.get(key);
    if (line === undefined) return [];
    const { unit, unitRaw } = line;
    const total = totals.find((one) => unitKey({ ...one, amount: '' }) === key);
    const required = wanted.find((load) => unitKey(load) === key)?.amount;
    const [towardsGoal, stillPlanned] = [amountIn(towards, key), amountIn(planned, key)];
    const left = required === undefined ? undefined : lessThan(required, towardsGoal, stillPlanned);
    return present({
      unit,
      unitRaw,
      required,
      earned: total?.amount ?? '0',
      towardsGoal: programme === undefined ? undefined : towardsGoal,
      planned: stillPlanned,
      left,
    });
  });
}
