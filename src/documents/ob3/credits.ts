import {
  type AssessmentFacet,
  type CreditsFacet,
  type Earning,
  isImplausible,
  type StudyLoad,
  studyLoad,
} from '../../records/index.js';
import type { Claims } from '../vc/claims.js';
import type { Issuer } from '../vc/credential.js';

/** What a load is counted in where its name says so. */
const named = [
  ['ECTS', 'EC'],
  ['SBU', 'SBU'],
] as const;

/** Credits of a system that names none are its issuer's own: three of one issuer are not three of another, and never EC. */
const issuersOwn = (amount: number, { id, name }: Issuer): StudyLoad =>
  studyLoad('ISSUER_CREDITS', amount, id ?? name[0]?.value ?? '');

interface Loads {
  readonly load?: StudyLoad;
  /** Hours it takes, beside a load of another kind. */
  readonly workload?: string;
}

interface Stated {
  readonly source: Claims;
  readonly field: string;
  readonly load: StudyLoad;
}

function statedIn(
  source: Claims | undefined,
  field: string,
  toLoad: (amount: number) => StudyLoad,
): readonly Stated[] {
  const amount = source?.amount(field);
  return source === undefined || amount === undefined
    ? []
    : [{ source, field, load: toLoad(amount) }];
}

/** Outside what the Dutch framework for microcredentials has in mind: said, and nothing more. */
const isUnusual = ({ unit, amount }: StudyLoad): boolean =>
  (unit === 'EC' && (Number(amount) < 3 || Number(amount) > 30)) ||
  (unit === 'SBU' && Number(amount) < 240);

function check({ source, field, load }: Stated, isMicrocredential: boolean): void {
  if (isImplausible(load)) source.note('CREDIT_IMPLAUSIBLE', field);
  else if (isMicrocredential && isUnusual(load)) source.note('CREDIT_UNUSUAL', field);
}

/** A load in a known unit comes before credits of the issuer's own, earned ones before those that could be earned. */
export function loadsOf(
  subject: Claims | undefined,
  achievement: Claims | undefined,
  issuer: Issuer,
  isMicrocredential: boolean,
): Loads {
  const own = (amount: number) => issuersOwn(amount, issuer);
  const earned = statedIn(subject, 'creditsEarned', own);
  const available = statedIn(achievement, 'creditsAvailable', own);
  const inUnits = named.flatMap(([field, unit]) =>
    statedIn(achievement, field, (amount) => studyLoad(unit, amount)),
  );
  const [hours] = statedIn(achievement, 'timeInvestment', (amount) => studyLoad('HOUR', amount));
  const [first, ...others] = [...inUnits, ...(earned.length > 0 ? earned : available)];
  for (const { source, field } of others) source.note('MORE_THAN_ONE_LOAD', field);
  const chosen = first ?? hours;
  if (chosen === undefined) return {};
  check(chosen, isMicrocredential);
  const isBeside = hours !== undefined && hours !== chosen;
  return { load: chosen.load, ...(isBeside && { workload: `PT${hours.load.amount}H` }) };
}

/** A badge that was given was earned, unless a result in it says that it was not, or not yet. */
function earningOf(load: StudyLoad, assessment: AssessmentFacet | undefined): Earning {
  if (assessment !== undefined) {
    const { state, pass, final } = assessment;
    if (state.value !== 'COMPLETED' || final === false) return 'PROVISIONAL';
    if (pass === 'FAILED') return 'NOT_PASSED';
  }
  return isImplausible(load) ? 'IMPLAUSIBLE' : 'EARNED';
}

export function creditsOf(
  load: StudyLoad | undefined,
  assessment: AssessmentFacet | undefined,
  retakeGroup: string,
): CreditsFacet | undefined {
  return load === undefined
    ? undefined
    : { load, earning: earningOf(load, assessment), retakeGroup };
}
