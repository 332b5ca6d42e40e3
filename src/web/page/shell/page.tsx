import { localStorageColorSchemeManager, MantineProvider } from '@mantine/core';
import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { RouterProvider } from '@tanstack/react-router';
import { faultCodeOf } from '../ask/ask.js';
import { sessionEnded } from '../ask/viewer.js';
import { TextProvider } from '../texts/texts.js';
import { FaultBoundary } from './fault-boundary.js';
import { styleNonce } from './nonce.js';
import { router } from './router.js';
import { theme } from './theme.js';

/** What another try can mend: nothing came back, or a kluis was slow. */
const passing = ['OFFLINE', 'UPSTREAM', 'CONFLICT'];

/** Whichever question finds that the session is over tells the whole page. */
const onError = (error: unknown) => {
  if (faultCodeOf(error) === 'UNAUTHENTICATED') sessionEnded(client);
};

const client: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      networkMode: 'always',
      staleTime: 5000,
      // Each answer with records is a look: in the log, and one less of those that were counted.
      refetchOnWindowFocus: false,
      retry: (count, error) => count < 2 && passing.includes(faultCodeOf(error)),
    },
    // A change is never done again by itself: whoever asked for it is told, and tries again.
    mutations: { networkMode: 'always', retry: false },
  },
});
const schemes = localStorageColorSchemeManager({ key: 'leerkluis.scheme' });

export function Page() {
  return (
    <MantineProvider
      theme={theme}
      defaultColorScheme="auto"
      colorSchemeManager={schemes}
      getStyleNonce={styleNonce}
    >
      <TextProvider>
        <FaultBoundary>
          <QueryClientProvider client={client}>
            <RouterProvider router={router} />
          </QueryClientProvider>
        </FaultBoundary>
      </TextProvider>
    </MantineProvider>
  );
}
