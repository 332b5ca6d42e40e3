import { useInfiniteQuery } from '@tanstack/react-query';
import { SearchOfferingsDocument } from '../../../../schema/generated/graphql.js';
import { ask } from '../ask/ask.js';
import { useLanguage } from '../texts/texts.js';
import { type Choice, filterOf } from './choice.js';

const pageSize = 20;

/** What can be learned, page by page; what was there stays until what is asked for now is. */
export function useOfferings(choice: Choice, enabled = true) {
  const language = useLanguage();
  const filter = filterOf(choice);
  const pages = useInfiniteQuery({
    queryKey: ['offerings', language, 'list', filter],
    queryFn: async ({ pageParam: after, signal }) =>
      (await ask(SearchOfferingsDocument, { first: pageSize, after, filter }, { signal }))
        .offerings,
    enabled,
    initialPageParam: null as string | null,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
    placeholderData: (before) => before,
  });
  const last = pages.data?.pages.at(-1);
  const nodes = pages.data?.pages.flatMap((page) => page.nodes) ?? [];
  return { ...pages, data: last === undefined ? undefined : { ...last, nodes } };
}
