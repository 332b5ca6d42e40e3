import type { AssertedBy, RecordFilter, RecordType } from '../../../../schema/generated/graphql.js';
import type { ShownRecord } from '../parts/record-words.js';

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

export const kindsIn = (records: readonly ShownRecord[]) =>
  unique(records.map(({ recordType }) => recordType)).toSorted((a, b) => a.localeCompare(b));
export const proofsIn = (records: readonly ShownRecord[]) =>
  unique(records.map(({ assertedBy }) => assertedBy)).toSorted((a, b) => a.localeCompare(b));

/** In the order they came; what has no date is last. */
export function byYear(records: readonly ShownRecord[]) {
  const years = unique(records.map(({ issuedOn }) => issuedOn?.slice(0, 4) ?? ''));
  const dated = [...years.filter((year) => year !== ''), ...years.filter((year) => year === '')];
  return dated.map(
    (year) =>
      [year, records.filter(({ issuedOn }) => (issuedOn?.slice(0, 4) ?? '') === year)] as const,
  );
}
