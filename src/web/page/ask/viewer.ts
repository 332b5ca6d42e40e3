import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { ViewerDocument, type ViewerQuery } from '../../../../schema/generated/graphql.js';
import { AskFault, ask } from './ask.js';

export type Viewer = ViewerQuery['viewer'];

/** Null: nobody is signed in. */
async function viewer(signal: AbortSignal): Promise<Viewer | null> {
  try {
    return (await ask(ViewerDocument, {}, { signal })).viewer;
  } catch (error) {
    if (error instanceof AskFault && error.code === 'UNAUTHENTICATED') return null;
    throw error;
  }
}

const viewerQuery = queryOptions({
  queryKey: ['viewer'],
  queryFn: ({ signal }) => viewer(signal),
  staleTime: 60_000,
  refetchOnWindowFocus: 'always',
});

export const useViewer = () => useQuery(viewerQuery);

/** A session that turned out to be over: the page says so, and keeps what was typed. */
export const sessionEnded = (client: QueryClient) => {
  client.setQueryData(viewerQuery.queryKey, null);
};

/** Somebody else signed in from another tab: nothing of the one is left to the other. */
export function useOneViewerOnly(): void {
  const { data } = useViewer();
  const client = useQueryClient();
  useEffect(() => {
    if (data === undefined || data === null) return;
    const shown = client.getQueryData<string>(['viewer', 'shown']);
    if (shown !== undefined && shown !== data.webId) location.reload();
    client.setQueryData(['viewer', 'shown'], data.webId);
  }, [client, data]);
}

const isHref = (value: unknown): value is { readonly href: string } =>
  typeof value === 'object' && value !== null && 'href' in value && typeof value.href === 'string';

/** Ends the session here; then on to where one signed in, to be signed out there too. */
export async function signOut(): Promise<void> {
  const response = await fetch('/sign-out', {
    method: 'POST',
    headers: { 'x-csrf': '1', 'apollo-require-preflight': '1' },
  });
  const further: unknown = response.status === 200 ? await response.json() : undefined;
  location.assign(isHref(further) ? further.href : '/');
}
