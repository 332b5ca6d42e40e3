import { Button, Group, TextInput } from '@mantine/core';
import type { FormEvent } from 'react';
import { useState } from 'react';
import { useSay } from '../texts/texts.js';

/** Of a badge people are often given no more than where it stands. */
export function AddAddress({
  busy,
  look,
}: {
  readonly busy: boolean;
  readonly look: (address: string) => void;
}) {
  const say = useSay();
  const [address, setAddress] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (address.trim() !== '') look(address.trim());
  };
  return (
    <form onSubmit={submit}>
      <Group gap="xs" align="flex-end" mt="sm">
        <TextInput
          type="url"
          inputMode="url"
          autoComplete="off"
          label={say('file.address')}
          placeholder="https://"
          value={address}
          onChange={({ currentTarget: { value } }) => setAddress(value)}
        />
        <Button type="submit" variant="default" disabled={busy}>
          {say('file.address.look')}
        </Button>
      </Group>
    </form>
  );
}
