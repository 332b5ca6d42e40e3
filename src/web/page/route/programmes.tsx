import { Button, Stack, Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import {
  SearchProgrammesDocument,
  type SearchProgrammesQuery,
} from '../../../../schema/generated/graphql.js';
import { useAsk } from '../ask/use-ask.js';
import { Fault } from '../parts/fault.js';
import { useForms } from '../texts/forms.js';
import { useSay } from '../texts/texts.js';
import { loadsWords } from './offering-words.js';

export type FoundProgramme = SearchProgrammesQuery['programmes'][number];

interface ProgrammesProps {
  readonly text: string;
  readonly busy: boolean;
  readonly choose: (programme: FoundProgramme) => void;
  /** Of one institution only: it has few enough to show some before anything is typed. */
  readonly of?: string;
}

/** By typing: what is found is there to be chosen. */
export function Programmes({ text, busy, choose, of }: ProgrammesProps) {
  const say = useSay();
  const forms = useForms();
  const [sought] = useDebouncedValue(text, 300);
  const isShown = of !== undefined || sought.length > 1;
  const { data, error, refetch } = useAsk(
    'programmes',
    SearchProgrammesDocument,
    { text: sought, first: 8, institutions: of ?? null },
    { enabled: isShown },
  );
  if (error) return <Fault error={error} again={() => void refetch()} />;
  if (!isShown || data === undefined) return null;
  return (
    <>
      <Text role="status" className="quiet">
        {say('search.count', { count: data.programmes.length })}
      </Text>
      <Stack gap={6} role="group" aria-label={say('goal.found')} align="flex-start">
        {data.programmes.map((programme) => (
          <Button
            key={programme.id}
            variant="default"
            size="compact-md"
            disabled={busy}
            onClick={() => choose(programme)}
          >
            {[
              programme.title,
              of === undefined ? programme.institution.name : (programme.code ?? ''),
              loadsWords({ say, forms }, programme.loads),
            ]
              .filter((part) => part !== '')
              .join(' · ')}
          </Button>
        ))}
      </Stack>
    </>
  );
}
