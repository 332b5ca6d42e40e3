import { useMemo } from 'react';
import type { Schools } from '../parts/grant-words.js';
import { nothingChosen, schoolsIn } from './timeline.js';
import { useRecords } from './use-records.js';

/** The schools somebody has records of, by id. */
export function useSchools(): Schools {
  const { data } = useRecords(nothingChosen);
  return useMemo(
    () => new Map(schoolsIn(data?.nodes ?? []).map(({ value, label }) => [value, label])),
    [data],
  );
}
