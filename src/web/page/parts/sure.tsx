import { Button, Checkbox, Stack } from '@mantine/core';
import { useEffect, useState } from 'react';
import { useSay } from '../texts/texts.js';

const pauseMs = 1200;

interface SureProps {
  /** Whether it asks for a second look. */
  readonly thought: boolean;
  readonly disabled: boolean;
  readonly busy: boolean;
  readonly label: string;
  readonly act: () => void;
}

/** A yes that no slip of the hand gives: it waits a moment where it appears, and heavy ones take a second tick. */
export function Sure({ thought, disabled, busy, label, act }: SureProps) {
  const say = useSay();
  const [ready, setReady] = useState(false);
  const [seen, setSeen] = useState(false);
  useEffect(() => {
    const soon = setTimeout(() => setReady(true), pauseMs);
    return () => clearTimeout(soon);
  }, []);
  return (
    <Stack gap="xs" align="flex-start">
      {thought ? (
        <Checkbox
          label={say('sure.thought')}
          checked={seen}
          onChange={({ currentTarget }) => setSeen(currentTarget.checked)}
        />
      ) : null}
      <Button disabled={disabled || !ready || (thought && !seen)} loading={busy} onClick={act}>
        {label}
      </Button>
    </Stack>
  );
}
