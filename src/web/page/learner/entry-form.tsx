import { Button, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { OwnRecordInput } from '../../../../schema/generated/graphql.js';
import { Fault } from '../parts/fault.js';
import { useSay } from '../texts/texts.js';
import type { useEntry } from './use-entry.js';

interface EntryFormProps {
  readonly name: string;
  readonly sending: ReturnType<typeof useEntry>;
  /** What the fields say; undefined while that is not enough. */
  readonly entry: Omit<OwnRecordInput, 'key'> | undefined;
  readonly children: ReactNode;
}

/** Fields, and a button that sends them once they say enough. */
export function EntryForm({ name, sending, entry, children }: EntryFormProps) {
  const say = useSay();
  const { send, isNew, busy, error } = sending;
  return (
    <Stack
      component="form"
      gap="sm"
      mt="md"
      maw="34rem"
      aria-label={name}
      onSubmit={(event) => {
        event.preventDefault();
        if (entry !== undefined) send(entry);
      }}
    >
      {children}
      <div>
        <Button type="submit" disabled={entry === undefined} loading={busy}>
          {say(isNew ? 'add.do' : 'add.change.do')}
        </Button>
      </div>
      {error ? <Fault error={error} /> : null}
    </Stack>
  );
}
