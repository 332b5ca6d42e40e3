import { type QueryClient, queryOptions, useQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { ViewerDocument, type ViewerQuery } from '../../../../schema/generated/graphql.js';
import { AskFault, ask } from './ask.js';
import { post } from './post.js';

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
  const shown = useRef<string>(undefined);
  useEffect(() => {
    if (data === undefined || data === null) return;
    if (shown.current !== undefined && shown.current !== data.webId) location.reload();
    shown.current = data.webId;
  }, [data]);
}

/** Ends the session here; then on to where one signed in, to be signed out there too. @throws AskFault */
export async function signOut(): Promise<void> {
  location.assign((await post('/sign-out')) ?? '/');
}
