/** The day it is here, as a date field writes it. */
export const dayOf = (instant: Date): string => instant.toLocaleDateString('sv-SE');

/** The last moment of a day here: what lasts until a day lasts through it, and is told by that day. */
export function endOf(day: string): string {
  const next = new Date(`${day}T00:00`);
  next.setDate(next.getDate() + 1);
  return new Date(next.getTime() - 1).toISOString();
}
export function inDays(days: number): string {
  const day = new Date();
  day.setDate(day.getDate() + days);
  return dayOf(day);
}
