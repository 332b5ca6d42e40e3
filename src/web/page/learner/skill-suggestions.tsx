import { Button, Group } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { FindSkillsDocument } from '../../../../schema/generated/graphql.js';
import { useAsk } from '../ask/use-ask.js';
import { useSay } from '../texts/texts.js';

interface SkillSuggestionsProps {
  readonly text: string;
  readonly choose: (skill: { readonly label: string; readonly concept: string }) => void;
}

const shown = 5;

/** What the public list calls it, to choose from; nothing where the list is not there, and nothing has to be chosen. */
export function SkillSuggestions({ text, choose }: SkillSuggestionsProps) {
  const say = useSay();
  const [sought] = useDebouncedValue(text.trim(), 300);
  const { data } = useAsk(
    'skills',
    FindSkillsDocument,
    { text: sought },
    { enabled: sought.length > 1, once: true },
  );
  const found = sought.length > 1 ? (data?.findSkills ?? []).slice(0, shown) : [];
  if (found.length === 0) return null;
  return (
    <Group gap={6} role="group" aria-label={say('skill.suggested')}>
      {found.map(({ concept, label }) => (
        <Button
          key={concept}
          size="compact-sm"
          variant="default"
          onClick={() => choose({ label, concept })}
        >
          {label}
        </Button>
      ))}
    </Group>
  );
}
