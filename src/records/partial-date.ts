import { readCalendarDate } from './calendar-date.js';

/** A day, a month or a year, as precisely as it was said: `2019-05-12`, `2019-05` or `2019`. Never filled in. */
export type PartialDate = string;

const shape = /^(?:19|20)\d{2}(?:-(?:0[1-9]|1[0-2])(?:-\d{2})?)?$/;

/** Of this century or the last. A day that no calendar has, or that systems write for "none", is no date. */
export const isPartialDate = (text: string): boolean =>
  shape.test(text) && (text.length < 10 || readCalendarDate(text).date === text);

/** As far as both are known: May 2019 does not come before 2019. */
export const isBefore = (one: PartialDate, other: PartialDate): boolean => {
  const known = Math.min(one.length, other.length);
  return one.slice(0, known) < other.slice(0, known);
};
