import { expect } from 'vitest';
import {
  type DocumentReading,
  type Drafted,
  type Imported,
  readDocument,
} from '../../../src/documents/index.js';
import { totalsOfBrought } from '../../fixtures/brought-totals.js';
import { bytesOf } from '../../fixtures/credentials.js';

export const read = (value: unknown): DocumentReading => readDocument(bytesOf(value));

/** What a document gives; it must be one that gives records. */
export function imported(reading: DocumentReading): Imported {
  expect(reading).toMatchObject({ kind: 'IMPORTED' });
  if (reading.kind !== 'IMPORTED') throw new Error('not imported');
  return reading;
}
export const recordsIn = (value: unknown): readonly Drafted[] => imported(read(value)).records;
/** Its facets, of a document that gives one record. */
export function onlyRecord(value: unknown): Drafted['facets'] {
  const records = recordsIn(value);
  expect(records).toHaveLength(1);
  const [first] = records;
  if (first === undefined) throw new Error('no record');
  return first.facets;
}
export const codesIn = (facets: Drafted['facets']): readonly string[] =>
  facets.identifiers.issues.map(({ code }) => code);

/** By unit, what the learner's own word comes to. */
export function totalsOf(records: readonly Drafted[]): Readonly<Record<string, string>> {
  const totals = totalsOfBrought(records);
  expect(totals.map(({ amount }) => amount).filter((amount) => amount !== '0')).toEqual([]);
  return Object.fromEntries(totals.map(({ unit, selfDeclared }) => [unit, selfDeclared]));
}
