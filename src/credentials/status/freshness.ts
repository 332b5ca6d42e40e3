import type { StatusList } from './status-list.js';

/** Longer than this no list is believed without another look. */
const mostMs = 24 * 3_600_000;
/** W3C: where a list does not say. */
const usualMs = 300_000;

const earliest = (...instants: readonly (Date | undefined)[]): Date =>
  new Date(Math.min(...instants.flatMap((instant) => instant?.getTime() ?? [])));

/** From when on to ask for a list anew; until `countsUntil` the old one will do when there is no answer. */
export const freshUntil = ({ ttlMs = usualMs, validUntil }: StatusList, fetchedAt: Date): Date =>
  earliest(new Date(fetchedAt.getTime() + Math.min(ttlMs, mostMs)), validUntil);

/** From when on what a list said is not known any more: where it names a time itself, no longer than that. */
export const countsUntil = ({ ttlMs = mostMs, validUntil }: StatusList, fetchedAt: Date): Date =>
  earliest(new Date(fetchedAt.getTime() + Math.min(ttlMs, mostMs)), validUntil);
