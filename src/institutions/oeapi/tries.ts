import { isObject, type JsonObject } from '../../base/index.js';
import { nameInPath } from '../../records/index.js';
import type { Lookup } from './document.js';
import { attemptInV5, dayOf } from './v5-words.js';

const mostTries = 50;
const numberIn = (value: unknown): number | undefined =>
  typeof value === 'number' && Number.isInteger(value) && value > 0 && value <= 1000
    ? value
    : undefined;
const listIn = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value.slice(0, mostTries) : [];

/** The attempts of an association, inside it or by their ids, where the lookups have them. */
function attemptsIn(item: JsonObject, lookup: Lookup): readonly JsonObject[] {
  const inside = listIn(item['attempts']).filter(isObject).map(attemptInV5);
  if (inside.length > 0) return inside;
  return listIn(item['attemptIds']).flatMap((id) => {
    const found = typeof id === 'string' ? lookup('attempts', id) : undefined;
    return found === undefined ? [] : [found];
  });
}

interface Numbered {
  readonly attempt: JsonObject;
  readonly number: number;
}

/** By its own number; by its place in the list where not each has one of its own. */
function numbered(attempts: readonly JsonObject[]): readonly Numbered[] {
  const stated = attempts.map((attempt) => numberIn(attempt['attempt']));
  const areTold = !stated.includes(undefined) && new Set(stated).size === stated.length;
  return attempts
    .map((attempt, index) => ({
      attempt,
      number: (areTold ? stated[index] : undefined) ?? index + 1,
    }))
    .toSorted((a, b) => a.number - b.number);
}

const isFull = (value: unknown): value is JsonObject =>
  isObject(value) && Object.keys(value).length > 0;

/** What the association would say, had it this try alone. The association's own word on a try counts before that of the try. */
function asAssociation(item: JsonObject, { attempt, number }: Numbered): JsonObject {
  const { attempts: _attempts, attemptIds: _ids, ...association } = item;
  const own = numberIn(item['attempt']) ?? number;
  const result = own === number && isObject(item['result']) ? item['result'] : {};
  const testDate = dayOf(attempt['startDateTime']);
  const documents = [...listIn(item['documents']), ...listIn(attempt['documents'])];
  return {
    ...association,
    attempt: number,
    ...(typeof testDate === 'string' && { testDate }),
    ...(documents.length > 0 && { documents }),
    result: { ...(isObject(attempt['result']) ? attempt['result'] : {}), ...result },
  };
}

/**
 * An association with attempts as one association for each try that has a result, in order; the last one is how it
 * stands. One without attempts is itself.
 */
export function triesIn(item: JsonObject, lookup: Lookup): readonly JsonObject[] {
  const attempts = numbered(attemptsIn(item, lookup));
  const last = attempts.at(-1);
  if (last === undefined) return [item];
  const hasResult = isFull(item['result']);
  const own = numberIn(item['attempt']) ?? last.number;
  // A result that is no attempt's is a try of its own; one without a number is of the last.
  const isApart = hasResult && attempts.every(({ number }) => number !== own);
  const told = attempts.filter(
    ({ attempt, number }) => isFull(attempt['result']) || (hasResult && number === own),
  );
  const all = isApart ? [...told, { attempt: {}, number: own }] : told;
  if (all.length === 0) return [item];
  const alone = { ...item, ...(numberIn(item['attempt']) === undefined && { attempt: own }) };
  return all.toSorted((a, b) => a.number - b.number).map((each) => asAssociation(alone, each));
}

/** The last one is read without a loss named for it: its presence tells. */
const readNames = new Set([
  'associationId',
  'attempt',
  'startDateTime',
  'documents',
  'result',
  'irregularities',
]);
const isEmpty = (value: unknown): boolean =>
  value === null || (typeof value === 'object' && Object.keys(value).length === 0);

/** Fields of attempts that have no place in a record. */
export const lossesOfAttempts = (item: JsonObject): readonly string[] =>
  listIn(item['attempts'])
    .filter(isObject)
    .map(attemptInV5)
    .flatMap((attempt) => Object.entries(attempt))
    .filter(([name, value]) => !readNames.has(name) && !isEmpty(value))
    .map(([name]) => `attempts.${nameInPath(name)}`);
