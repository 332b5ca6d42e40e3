import { type QueryClient, queryOptions, useQuery, useQueryClient } from '@tanstack/react-query';
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

/** Tabs of one browser tell one another that somebody came in or went out. */
const tabs = new BroadcastChannel('leerkluis-viewer');
// oxlint-disable-next-line unicorn/require-post-message-target-origin -- A channel is of one origin: there is nothing to name.
const tellTabs = (what: 'in' | 'out') => tabs.postMessage(what);

/** Somebody else signed in from another tab, or went out there: nothing of the one is left to the other. */
export function useOneViewerOnly(): void {
  const client = useQueryClient();
  const { data } = useViewer();
  const shown = useRef<string>(undefined);
  useEffect(() => {
    if (data === undefined || data === null) return;
    if (shown.current === data.webId) return;
    if (shown.current !== undefined) location.reload();
    shown.current = data.webId;
    tellTabs('in');
  }, [data]);
  useEffect(() => {
    const hear = ({ data: what }: MessageEvent<unknown>) => {
      if (what === 'out' && shown.current !== undefined) location.reload();
      if (what === 'in') void client.invalidateQueries({ queryKey: viewerQuery.queryKey });
    };
    tabs.addEventListener('message', hear);
    return () => tabs.removeEventListener('message', hear);
  }, [client]);
}

/** Ends the session here, in all tabs; then on to where one signed in, to be signed out there too. @throws AskFault */
export async function signOut(): Promise<void> {
  const next = await post('/sign-out');
  tellTabs('out');
  location.assign(next ?? '/');
}
