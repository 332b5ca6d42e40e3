import { Button, Group, Text } from '@mantine/core';
import { useEffect, useRef, useState } from 'react';
import { useSay } from '../texts/texts.js';

interface SecondLookProps {
  /** On the button. */
  readonly label: string;
  /** On the button for who hears the page read: with what it is about. */
  readonly about: string;
  /** What it does, and what cannot be had back. */
  readonly what: string;
  readonly busy: boolean;
  readonly act: () => void;
}

/** What takes something away is done at the second press, after a sentence that says what it takes. */
export function SecondLook({ label, about, what, busy, act }: SecondLookProps) {
  const say = useSay();
  const [asks, setAsks] = useState(false);
  const back = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (asks) back.current?.focus();
  }, [asks]);
  if (!asks) {
    return (
      <Button
        variant="default"
        size="compact-sm"
        loading={busy}
        aria-label={about}
        onClick={() => setAsks(true)}
      >
        {label}
      </Button>
    );
  }
  const yes = () => {
    setAsks(false);
    act();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for a form; these are two answers to one sentence
    <div role="group" aria-label={about}>
      <Text size="sm">{what}</Text>
      <Group gap="xs" mt="xs">
        <Button ref={back} variant="default" size="compact-sm" onClick={() => setAsks(false)}>
          {say('second.no')}
        </Button>
        <Button color="red" variant="light" size="compact-sm" onClick={yes}>
          {say('second.yes', { label })}
        </Button>
      </Group>
    </div>
  );
}
