import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { MySchoolsDocument } from '../../../../schema/generated/graphql.js';
import { ask } from '../ask/ask.js';
import type { Schools } from '../parts/grant-words.js';
import { useLanguage } from '../texts/texts.js';

/** The schools somebody has records of, by id. */
export function useSchools(): Schools {
  const language = useLanguage();
  const { data } = useQuery({
    queryKey: ['records', 'schools', language],
    queryFn: async ({ signal }) => (await ask(MySchoolsDocument, {}, { signal })).myRecords,
  });
  return useMemo(
    () => new Map(data?.perInstitution.map(({ institution: { id, name } }) => [id, name])),
    [data],
  );
}
