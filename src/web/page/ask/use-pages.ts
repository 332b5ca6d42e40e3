import { useInfiniteQuery } from '@tanstack/react-query';
import type { TypedDocumentString } from '../../../../schema/generated/graphql.js';
import { useLanguage } from '../texts/texts.js';
import { ask } from './ask.js';

interface Wish {
  readonly first?: number | null;
  readonly after?: string | null;
}
interface Page {
  readonly nodes: readonly unknown[];
  readonly pageInfo: { readonly hasNextPage: boolean; readonly endCursor: string | null };
}

/** A list that comes page by page, and is asked again now and then while somebody looks. */
export function usePages<Result, Found extends Page>(
  name: string,
  document: TypedDocumentString<Result, Wish>,
  first: number,
  pageOf: (result: Result) => Found,
) {
  const language = useLanguage();
  const pages = useInfiniteQuery({
    queryKey: [name, language, first, document.toString()],
    queryFn: async ({ pageParam: after, signal }) =>
      pageOf(await ask(document, { first, after }, { signal })),
    initialPageParam: null as string | null,
    getNextPageParam: ({ pageInfo }) => (pageInfo.hasNextPage ? pageInfo.endCursor : undefined),
    refetchInterval: 20_000,
  });
  const last = pages.data?.pages.at(-1);
  const nodes: Found['nodes'][number][] = pages.data?.pages.flatMap((page) => page.nodes) ?? [];
  return { ...pages, data: last === undefined ? undefined : { ...last, nodes } };
}
