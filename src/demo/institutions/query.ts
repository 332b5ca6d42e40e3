import { badRequest } from './problem.js';

const pageSizes = ['10', '20', '50', '100', '250'];
const uuid = /^[\da-f]{8}-(?:[\da-f]{4}-){3}[\da-f]{12}$/i;
const day = /^\d{4}-\d{2}-\d{2}$/;

/** @throws Problem 400 when the value is not one of the standard's. */
export function choice(
  query: URLSearchParams,
  name: string,
  allowed: readonly string[],
): string | undefined {
  const sent = query.get(name);
  if (sent === null) return undefined;
  if (!allowed.includes(sent)) throw badRequest(`${name} must be one of: ${allowed.join(', ')}.`);
  return sent;
}

/** A list with commas, as v5 sends `expand` and `sort`. @throws Problem 400 for a word that is not allowed. */
export function choices(
  query: URLSearchParams,
  name: string,
  allowed: readonly string[],
): readonly string[] {
  const sent = query.get(name)?.split(',') ?? [];
  if (sent.every((word) => allowed.includes(word))) return sent;
  throw badRequest(`${name} may hold: ${allowed.join(', ')}.`);
}

export type PageAsked = { readonly pageSize: number; readonly pageNumber: number };

/** @throws Problem 400 for a size the standard does not know or a page before the first. */
export function pageAsked(query: URLSearchParams): PageAsked {
  const pageSize = Number(choice(query, 'pageSize', pageSizes) ?? '10');
  const sent = query.get('pageNumber') ?? '1';
  if (!/^[1-9]\d{0,5}$/.test(sent)) throw badRequest('pageNumber must be a whole number from 1.');
  return { pageSize, pageNumber: Number(sent) };
}

/** @throws Problem 400 when the text is not a calendar day. */
export function dayAsked(query: URLSearchParams, name: string): string | undefined {
  const sent = query.get(name);
  if (sent === null) return undefined;
  if (!day.test(sent) || Number.isNaN(Date.parse(sent)))
    throw badRequest(`${name} must be a day, as in 2026-11-24.`);
  return sent;
}

const moment = /^\d{4}-\d{2}-\d{2}T[\d:.]+(?:Z|[+-]\d{2}:\d{2})$/;

/** Version 6 asks with a moment, of which the day counts here. @throws Problem 400 when the text is none, nor a day. */
export function momentAsked(query: URLSearchParams, name: string): string | undefined {
  const sent = query.get(name);
  // A plus sign that was sent as it is comes out as a space.
  const text = sent?.replace(/ (\d{2}:\d{2})$/, '+$1');
  if (text === undefined || !moment.test(text) || Number.isNaN(Date.parse(text)))
    return dayAsked(query, name);
  return text.slice(0, 10);
}

/** @throws Problem 400 when an id in the path is not a UUID. */
export function idAsked(segment: string | undefined): string {
  if (segment === undefined || !uuid.test(segment)) throw badRequest('The id must be a UUID.');
  return segment.toLowerCase();
}
