/** The last Sunday of a month, as a day of that month. */
const lastSunday = (year: number, month: number): number => {
  const last = new Date(Date.UTC(year, month, 0));
  return last.getUTCDate() - last.getUTCDay();
};

/** What the clock in the Netherlands is ahead, at midnight of this day; it changes at night, after midnight. */
function offsetOn(day: string): string {
  const [year = 0, month = 0, date = 0] = day.split('-').map(Number);
  const [start, end] = [lastSunday(year, 3), lastSunday(year, 10)];
  const isAfterStart = month > 3 || (month === 3 && date > start);
  const isBeforeEnd = month < 10 || (month === 10 && date <= end);
  return isAfterStart && isBeforeEnd ? '+02:00' : '+01:00';
}

const dayAfter = (day: string): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).toISOString().slice(0, 10);

/** Version 6 has moments where version 5 has days: when the day begins there. */
export const startOf = (day: unknown): string => {
  const text = String(day);
  return `${text}T00:00:00${offsetOn(text)}`;
};
/** The last second of the day, which is in the time of the day after. */
export const endOf = (day: unknown): string => {
  const text = String(day);
  return `${text}T23:59:59${offsetOn(dayAfter(text))}`;
};
