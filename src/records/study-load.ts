/**
 * How a load is counted. EC (hbo, wo; 28 hours by law) and SBU (mbo: clock hours) share no size:
 * nothing here adds or converts across units.
 */
export const studyLoadUnits = [
  'EC',
  'SBU',
  'HOUR',
  'CONTACT_HOUR',
  'SP',
  'ECVET',
  'ISSUER_CREDITS',
  'OTHER',
] as const;
export type StudyLoadUnit = (typeof studyLoadUnits)[number];

/** A load with its unit. */
export interface StudyLoad {
  readonly unit: StudyLoadUnit;
  /** The source's own word, where unit is OTHER; the issuer, where it is ISSUER_CREDITS. */
  readonly unitRaw?: string;
  /** Decimal text without trailing zeros: "7.5", "240". */
  readonly amount: string;
}

const scale = 1000;
/** Thousandths, so that sums are exact. */
const toThousandths = (amount: string): number => Math.round(Number(amount) * scale);
const toAmount = (thousandths: number): string => String(thousandths / scale);

/** EC has one decimal; more is the source's rounding noise. Other units keep what was stated, to three decimals. */
export function studyLoad(unit: StudyLoadUnit, value: number, unitRaw?: string): StudyLoad {
  const step = unit === 'EC' ? 10 : scale;
  const amount = String(Math.round(value * step) / step);
  return { unit, amount, ...(unitRaw !== undefined && { unitRaw }) };
}

/** Not a number, negative, or over 240 EC for one record: kept, never counted. */
export const isImplausible = ({ unit, amount }: StudyLoad): boolean => {
  const value = Number(amount);
  return !Number.isFinite(value) || value < 0 || (unit === 'EC' && value > 240);
};

/** Which totals line a load belongs to. */
export const unitKey = ({ unit, unitRaw }: StudyLoad): string => `${unit} ${unitRaw ?? ''}`;

/** @param loads all of one unit. */
export const sumAmounts = (loads: readonly StudyLoad[]): string =>
  toAmount(loads.reduce((sum, load) => sum + toThousandths(load.amount), 0));
