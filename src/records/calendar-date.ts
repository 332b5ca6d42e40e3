/** A day in the issuer's zone, `YYYY-MM-DD`. Never an instant: it reads the same in every time zone. */
export type CalendarDate = string;

/** Days that systems write when they mean "no date". */
const sentinels = new Set(['1900-01-01', '2999-12-31', '9999-12-31']);
const plainDate = /^(\d{4})-(\d{2})-(\d{2})$/;
const dateTime =
  /^(\d{4}-\d{2}-\d{2})T((?:[01]\d|2[0-3]):[0-5]\d)(?::[0-5]\d(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/;

export interface ReadDate {
  readonly date?: CalendarDate;
  /** DATETIME_USED_FOR_DATE when an instant stood where a day was meant; DATE_UNREADABLE when it is no date. */
  readonly issue?: 'DATETIME_USED_FOR_DATE' | 'DATE_UNREADABLE';
}

const exists = (text: string): boolean => {
  const parts = plainDate.exec(text);
  if (parts === null) return false;
  const day = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(text);
};

/** By zone: to make one costs more than all else about a date. */
const calendars = new Map<string, Intl.DateTimeFormat>();
function dayIn(zone: string, instant: Date): CalendarDate {
  const made =
    calendars.get(zone) ?? new Intl.DateTimeFormat('en-CA', { timeZone: zone, dateStyle: 'short' });
  calendars.set(zone, made);
  return made.format(instant);
}

/** Midnight by its own offset is that very day; any other instant is read in the issuer's zone. */
function dayOfInstant(text: string, zone: string): CalendarDate | undefined {
  const parts = dateTime.exec(text);
  if (parts === null) return undefined;
  const zoned = /(Z|[+-]\d{2}:?\d{2})$/.test(text);
  if (parts[2] === '00:00' || !zoned) return parts[1];
  const instant = new Date(text);
  return Number.isNaN(instant.getTime()) ? undefined : dayIn(zone, instant);
}

/**
 * Reads what a source sent where the standard means a day.
 * @param zone IANA zone of the issuer; Dutch institutions are in Europe/Amsterdam.
 */
export function readCalendarDate(raw: string, zone = 'Europe/Amsterdam'): ReadDate {
  const text = raw.trim();
  if (plainDate.test(text)) {
    if (sentinels.has(text)) return {};
    return exists(text) ? { date: text } : { issue: 'DATE_UNREADABLE' };
  }
  const date = dayOfInstant(text, zone);
  if (date === undefined || !exists(date)) return { issue: 'DATE_UNREADABLE' };
  return sentinels.has(date) ? {} : { date, issue: 'DATETIME_USED_FOR_DATE' };
}
