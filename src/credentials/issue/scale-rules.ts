import type { AwardedResult, AwardedScale } from './award.js';

const number = /^-?\d{1,9}(?:[.,]\d{1,6})?$/;
const valueOf = (text: string | undefined): number | undefined =>
  text !== undefined && number.test(text) ? Number(text.replace(',', '.')) : undefined;

const isBetween = (text: string, { min, max }: NonNullable<AwardedScale['range']>): boolean => {
  const [at, least, most] = [text, min, max].map((each) => valueOf(each));
  return at !== undefined && least !== undefined && most !== undefined && least <= at && at <= most;
};

const fits = (text: string, { range, words }: AwardedScale): boolean =>
  (range === undefined || isBetween(text, range)) && (words === undefined || words.includes(text));

/** Less than what is needed, as far as both are numbers or words of one scale. */
function isTooLow(value: string, { required, words }: AwardedScale): boolean {
  if (required === undefined) return false;
  if (words !== undefined) return words.indexOf(value) < words.indexOf(required);
  const [at, least] = [valueOf(value), valueOf(required)];
  return at !== undefined && least !== undefined && at < least;
}

/** JSON pointers into the award: what is on no place of its scale. */
export function outsideScale(scale: AwardedScale, { value }: AwardedResult): readonly string[] {
  const { required } = scale;
  return [
    ...(required === undefined || fits(required, scale) ? [] : ['/achievement/scale/required']),
    ...(fits(value, scale) ? [] : ['/result/value']),
  ];
}

/** Passed all the same: schools let one grade make up for another. */
export const isBelowRequired = (scale: AwardedScale, { value, status }: AwardedResult): boolean =>
  status === 'Completed' && fits(value, scale) && isTooLow(value, scale);
