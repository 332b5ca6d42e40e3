import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo, useRef } from 'react';
import { MyRecordsDocument } from '../../../../schema/generated/graphql.js';
import { ask } from '../ask/ask.js';
import { useLanguage } from '../texts/texts.js';
import { type Choice, filterOf } from './timeline.js';

const pageSize = 100;

/** Somebody's own records, page by page; totals and count are of all that was chosen. */
export function useRecords(choice: Choice) {
  const language = useLanguage();
  const pages = useInfiniteQuery({
    queryKey: ['records', language, choice],
    queryFn: async ({ pageParam: after, signal }) => {
      const variables = {
        first: pageSize,
        after,
        filter: filterOf(choice),
        orderBy: { field: 'ISSUED_ON' as const, direction: 'DESC' as const },
      };
      return (await ask(MyRecordsDocument, variables, { signal })).myRecords;
    },
    initialPageParam: null as string | null,
    getNextPageParam: ({ pageInfo: { hasNextPage, endCursor } }) =>
      hasNextPage ? endCursor : undefined,
    placeholderData: (before) => before,
  });
  const data = useMemo(() => {
    const last = pages.data?.pages.at(-1);
    if (last === undefined) return undefined;
    return { ...last, nodes: pages.data?.pages.flatMap(({ nodes }) => nodes) ?? [] };
  }, [pages.data]);
  // What was there stays where another choice gets no answer.
  const kept = useRef(data);
  if (data !== undefined) kept.current = data;
  return { ...pages, data: kept.current };
}
