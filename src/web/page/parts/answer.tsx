import { Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { faultCodeOf } from '../ask/ask.js';
import { useSay } from '../texts/texts.js';
import { Fault } from './fault.js';

interface Asked<Data> {
  readonly data: Data | undefined;
  readonly error: unknown;
  readonly isPending: boolean;
  readonly refetch: () => unknown;
}

const over: readonly string[] = ['GRANT_ENDED', 'NOT_FOUND', 'FORBIDDEN'];

/** One part of a page: on its way, failed with a way on, or there. What came before stays when a newer one fails, unless it is not theirs to see any more. */
export function Answer<Data>({
  of: { data, error, isPending, refetch },
  children,
}: {
  readonly of: Asked<Data>;
  readonly children: (data: Data) => ReactNode;
}) {
  const isOver = Boolean(error) && over.includes(faultCodeOf(error));
  return (
    <>
      {error ? <Fault error={error} again={() => void refetch()} /> : null}
      {data === undefined || isOver ? isPending && <OnItsWay /> : children(data)}
    </>
  );
}

function OnItsWay() {
  const say = useSay();
  return (
    <Stack gap="xs" my="md" role="status" aria-label={say('shell.loading')}>
      <Skeleton height={72} />
      <Skeleton height={72} />
    </Stack>
  );
}
