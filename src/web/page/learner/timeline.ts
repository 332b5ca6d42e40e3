import type { AssertedBy, RecordFilter, RecordType } from '../../../../schema/generated/graphql.js';
import type { OwnRecord } from '../parts/record-words.js';

/** What somebody wants to see of their records; empty: all. */
export interface Choice {
  readonly school: string;
  readonly type: RecordType | '';
  /** OWN: the learner's own word, typed or brought. */
  readonly proof: AssertedBy | 'OWN' | '';
}
export const nothingChosen: Choice = { school: '', type: '', proof: '' };

const wordsOf = (proof: AssertedBy | 'OWN'): AssertedBy[] =>
  proof === 'OWN' ? ['SELF', 'IMPORT'] : [proof];

export const filterOf = ({ school, type, proof }: Choice): RecordFilter => ({
  ...(school !== '' && { institutions: [school] }),
  ...(type !== '' && { recordTypes: [type] }),
  ...(proof !== '' && { assertedBy: wordsOf(proof) }),
});

const unique = <Value>(values: readonly Value[]): Value[] => [...new Set(values)];

export const kindsIn = (records: readonly OwnRecord[]) =>
  unique(records.map(({ recordType }) => recordType)).toSorted((a, b) => a.localeCompare(b));
export const proofsIn = (records: readonly OwnRecord[]) =>
  unique(records.map(({ assertedBy }) => assertedBy)).toSorted((a, b) => a.localeCompare(b));

/** Of the day it is of; a decision of a school is of the day it came. */
const yearOf = ({ issuedOn, provenance, ...record }: OwnRecord): string => {
  const isDecision = record.__typename === 'Certificate' && record.recognition !== null;
  return (issuedOn ?? (isDecision ? provenance.receivedAt : '')).slice(0, 4);
};

/** Newest first, each in the order they came; what has no date is last. */
export function byYear(records: readonly OwnRecord[]) {
  const years = unique(records.map(yearOf)).toSorted((a, b) => b.localeCompare(a));
  return years.map((year) => [year, records.filter((record) => yearOf(record) === year)] as const);
}
