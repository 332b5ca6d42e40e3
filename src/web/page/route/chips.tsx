import { Button, Group } from '@mantine/core';
import { useSay } from '../texts/texts.js';
import { type Choice, chosenIn, unfiltered } from './choice.js';
import { useNames } from './use-names.js';

interface ChipsProps {
  readonly choice: Choice;
  readonly choose: (choice: Choice) => void;
  readonly schools: ReadonlyMap<string, string>;
}

/** What was chosen, each with a way to take it away. */
export function Chips({ choice, choose, schools }: ChipsProps) {
  const say = useSay();
  const names = useNames(schools);
  const chosen = chosenIn(choice);
  if (chosen.length === 0) return null;
  return (
    <Group gap={6} mt="sm" role="group" aria-label={say('search.chosen')}>
      {chosen.map(({ what, value, without }) => (
        <Button
          key={`${what} ${value}`}
          variant="default"
          size="compact-sm"
          rightSection={<span aria-hidden="true">✕</span>}
          aria-label={say('search.without', { what: names(what, value) })}
          onClick={() => choose(without)}
        >
          {names(what, value)}
        </Button>
      ))}
      {chosen.length > 1 ? (
        <Button variant="subtle" size="compact-sm" onClick={() => choose(unfiltered(choice))}>
          {say('search.clear')}
        </Button>
      ) : null}
    </Group>
  );
}
