import type { CalendarDate } from '../records/index.js';
import type { GrantablePurpose } from './purpose.js';

/** Age, in years, from which a learner says yes alone. */
export const ownYesAge = 16;

/** The hour of the day on Dutch clocks. */
const dutchHour = new Intl.DateTimeFormat('en', {
  timeZone: 'Europe/Amsterdam',
  hour: 'numeric',
  hourCycle: 'h23',
});
/** Milliseconds that they are ahead of UTC at its midnight: whole hours, ever since 1940. */
const aheadAt = (midnight: Date): number => Number(dutchHour.format(midnight)) * 3_600_000;

/** The first instant, in the Netherlands, of the birthday from which a learner says yes alone. */
export function aloneFrom(birthdate: CalendarDate): Date {
  const [year = 0, month = 1, day = 1] = birthdate.split('-').map(Number);
  const midnight = new Date(Date.UTC(year + ownYesAge, month - 1, day));
  return new Date(midnight.getTime() - aheadAt(midnight));
}

/** For advice to themselves a young learner needs nobody's leave (GDPR, recital 38). */
const exempt: readonly GrantablePurpose[] = ['CAREER_GUIDANCE'];

/**
 * Whether a yes needs a guardian's as well.
 * @param alone from when the learner says yes alone; absent: always did.
 */
export const needsCosigning = (
  purpose: GrantablePurpose,
  alone: Date | undefined,
  now: Date,
): boolean => alone !== undefined && now < alone && !exempt.includes(purpose);
