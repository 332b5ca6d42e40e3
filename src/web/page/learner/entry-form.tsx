import { Button, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { Fault } from '../parts/fault.js';
import { useSay } from '../texts/texts.js';

interface EntryFormProps {
  readonly name: string;
  readonly isNew: boolean;
  readonly complete: boolean;
  readonly busy: boolean;
  readonly error: unknown;
  readonly send: () => void;
  readonly children: ReactNode;
}

/** Fields, and a button that sends them once they say enough. */
export function EntryForm({ name, isNew, complete, busy, error, send, children }: EntryFormProps) {
  const say = useSay();
  return (
    <Stack
      component="form"
      gap="sm"
      mt="md"
      maw="34rem"
      aria-label={name}
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) send();
      }}
    >
      {children}
      <div>
        <Button type="submit" disabled={!complete} loading={busy}>
          {say(isNew ? 'add.do' : 'add.change.do')}
        </Button>
      </div>
      {error ? <Fault error={error} /> : null}
    </Stack>
  );
}
