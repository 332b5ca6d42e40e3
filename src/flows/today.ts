const days = new Intl.DateTimeFormat('en-CA', { timeZone: 'Europe/Amsterdam', dateStyle: 'short' });

/** The calendar day here, where the schools are: 2026-11-28. */
export const todayHere = (now = new Date()): string => days.format(now);
