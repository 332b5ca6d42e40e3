import { Alert, Anchor, Title } from '@mantine/core';
import { useNetwork } from '@mantine/hooks';
import { useRouterState } from '@tanstack/react-router';
import { useRef } from 'react';
import { useViewer } from '../ask/viewer.js';
import { useSay } from '../texts/texts.js';
import { visitorPaths } from './places.js';

/** What holds for the whole page: no connection, a session that is over, a server that is away. */
export function Notices({ failed }: { readonly failed: boolean }) {
  const say = useSay();
  const { online } = useNetwork();
  const ended = useEnded();
  return (
    <div aria-live="polite">
      {online ? null : (
        <Alert role="note" color="yellow" title={say('notice.offline')} mb="md">
          {say('notice.offline.what')}
        </Alert>
      )}
      {ended ? (
        <Alert
          role="note"
          color="yellow"
          // The page itself is out of sight: this is what it is about now.
          title={
            <Title order={1} fz="inherit" lh="inherit">
              {say('notice.ended')}
            </Title>
          }
          mb="md"
        >
          {say('notice.ended.what')}{' '}
          <Anchor href="/sign-in" target="_blank" inherit underline="always" c="inherit">
            {say('notice.ended.sign-in')}
          </Anchor>
        </Alert>
      ) : null}
      {failed && online ? (
        <Alert role="note" color="red" title={say('notice.away')} mb="md">
          {say('notice.away.what')}
        </Alert>
      ) : null}
    </div>
  );
}

/** Somebody was signed in on this page, and is not any more. */
function useEnded(): boolean {
  const { data } = useViewer();
  const was = useRef(false);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  if (data) was.current = true;
  return data === null && was.current && !visitorPaths.some((start) => path.startsWith(start));
}
