import { isObject, type JsonObject } from '../../base/index.js';
import { readCalendarDate } from '../../records/index.js';
import type { DocumentKind } from './dialect.js';
import {
  association,
  attempt,
  codeTypes,
  inTable,
  type Reference,
  type Shape,
  shapes,
} from './v6-shapes.js';

/**
 * Version 6 says what version 5 says in other words. Read in the words of version 5, the same fact gives the same record
 * from either, and a school that changes versions doubles nothing. A name that neither has stays as it is; a name of
 * version 5 that is there counts before one of version 6.
 */
type Fields = Record<string, unknown>;
const isAbsent = (value: unknown): boolean => value === undefined || value === null;
const own = (raw: JsonObject, name: string): unknown =>
  Object.hasOwn(raw, name) ? raw[name] : undefined;

function rename(fields: Fields, from: string, to: string, change: (value: unknown) => unknown) {
  const value = own(fields, from);
  if (isAbsent(value) || !isAbsent(own(fields, to))) return;
  delete fields[from];
  fields[to] = change(value);
}

const asIs = (value: unknown): unknown => value;
/** What is no moment stays for whoever reads it to say so; a moment that means "none" is none. */
export function dayOf(value: unknown): unknown {
  if (typeof value !== 'string') return value;
  const { date, issue } = readCalendarDate(value);
  return issue === 'DATE_UNREADABLE' ? value : date;
}

function codeIn(value: unknown): unknown {
  if (!isObject(value) || typeof value['codeType'] !== 'string') return value;
  return { ...value, codeType: inTable(codeTypes)(value['codeType']) };
}

/** The object with its id, or the id alone; of a list its only element. */
function held(fields: JsonObject, { object, id, isList = false }: Reference): unknown {
  const [value, given] = [object, id].map((name) => {
    const there = own(fields, name);
    if (!isList) return there;
    return Array.isArray(there) && there.length === 1 ? Array.from<unknown>(there)[0] : undefined;
  });
  return isAbsent(value) ? given : value;
}

/** The object under the id that was given beside it, where it has none of its own. */
const named = (inside: JsonObject, id: string | undefined, given: unknown): JsonObject =>
  id !== undefined && isAbsent(inside[id]) && typeof given === 'string'
    ? { ...inside, [id]: given }
    : inside;

function refer(fields: Fields, reference: Reference): void {
  const { to, object, id, shape, type } = reference;
  if (object !== to && !isAbsent(own(fields, to))) return;
  const value = held(fields, reference);
  if (isAbsent(value)) return;
  const given = own(fields, id);
  delete fields[object];
  delete fields[id];
  if (type !== undefined && isAbsent(own(fields, 'associationType'))) {
    fields['associationType'] = type;
  }
  fields[to] = isObject(value) ? named(inWords(value, shape), shape.id, given) : value;
}

function changeWords(fields: Fields, { words = {} }: Shape): void {
  for (const [name, change] of Object.entries(words)) {
    const word = own(fields, name);
    if (typeof word === 'string') fields[name] = change(word);
  }
}

function changeCodes(fields: Fields): void {
  const codes = own(fields, 'otherCodes');
  if (isObject(own(fields, 'primaryCode'))) fields['primaryCode'] = codeIn(fields['primaryCode']);
  if (Array.isArray(codes)) fields['otherCodes'] = codes.map(codeIn);
}

function inWords(raw: JsonObject, shape: Shape): JsonObject {
  const { names = {}, days = {}, references = [] } = shape;
  const fields: Fields = { ...raw };
  for (const [from, to] of Object.entries(names)) rename(fields, from, to, asIs);
  for (const [from, to] of Object.entries(days)) rename(fields, from, to, dayOf);
  changeWords(fields, shape);
  for (const reference of references) refer(fields, reference);
  rename(fields, 'consumer', 'consumers', (value) => [value]);
  changeCodes(fields);
  return fields;
}

/** Where version 5 has it: with the result, if there is one. One text and a list of one are the same. */
function withIrregularities(fields: JsonObject): JsonObject {
  const { irregularities, ...rest } = fields;
  if (isAbsent(irregularities) || !isObject(rest['result'])) return fields;
  return { ...rest, result: { irregularities, ...rest['result'] } };
}

/** A document that an association points to. */
export const documentInV5 = (kind: DocumentKind, raw: JsonObject): JsonObject =>
  inWords(raw, shapes[kind]);

/** An association of a person, or one attempt of it. Total, and a no-op for version 5. */
export const associationInV5 = (raw: JsonObject): JsonObject =>
  withIrregularities(inWords(raw, association));

export const attemptInV5 = (raw: JsonObject): JsonObject =>
  withIrregularities(inWords(raw, attempt));
