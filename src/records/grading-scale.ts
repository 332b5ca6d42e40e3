/** The named scale a score is on. A score without its scale says nothing, and scales are never converted. */
export const gradingScales = [
  'PASS_FAIL',
  'O_V_G',
  'VOLDAAN',
  'GRADE_1_10',
  'GRADE_0_10',
  'GRADE_0_10_ONE_DECIMAL',
  'GRADE_0_100',
  'US_LETTER',
  'UK_LETTER',
  'DE_GRADE',
  'CEFR',
  'RKTR',
  'DECLARED_RANGE',
  'TEXTUAL',
  'OTHER',
  'UNKNOWN',
] as const;
export type GradingScaleKind = (typeof gradingScales)[number];

export interface GradingScale {
  readonly kind: GradingScaleKind;
  /** The source's own words: of OTHER its name, of TEXTUAL what it is, of DECLARED_RANGE its ends ("0–100, 55 to pass"). */
  readonly raw?: string;
}

const ranges: Partial<Record<GradingScaleKind, readonly [number, number]>> = {
  GRADE_1_10: [1, 10],
  GRADE_0_10: [0, 10],
  GRADE_0_10_ONE_DECIMAL: [0, 10],
  GRADE_0_100: [0, 100],
};

/** A score as a number, only inside a numeric scale: "7,5" and "7.5" are one grade there. */
export function numericScore(score: string, scale: GradingScale): number | undefined {
  if (ranges[scale.kind] === undefined) return undefined;
  const text = score.trim().replace(',', '.');
  return /^\d+(\.\d+)?$/.test(text) ? Number(text) : undefined;
}

/** A score its own scale cannot hold, such as 75 on 1–10. Kept as sent, and said. */
export function isOutsideScale(score: string, scale: GradingScale): boolean {
  const range = ranges[scale.kind];
  if (range === undefined) return false;
  const value = numericScore(score, scale);
  return value === undefined || value < range[0] || value > range[1];
}
