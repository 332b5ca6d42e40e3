import { Text, Title } from '@mantine/core';
import { useRecognitions } from '../learner/use-recognitions.js';
import { useSay } from '../texts/texts.js';
import type { OwnRoute } from './use-route.js';

/** What a school lets count for the programme that is one's goal: why more counts than was done for it. */
export function Recognised({ route }: { readonly route: OwnRoute | null }) {
  const say = useSay();
  const { standing } = useRecognitions();
  const goal = route?.goal?.programme;
  const mine = standing.filter(({ recognition }) => recognition.programme.id === goal);
  if (mine.length === 0) return null;
  return (
    <section aria-labelledby="recognised">
      <Title order={2} size="h3" mt="lg" id="recognised">
        {say('progress.recognised')}
      </Title>
      <Text mt="xs">{say('progress.recognised.what')}</Text>
      <ul className="short">
        {mine.map(({ id, title, institution }) => (
          <li key={id}>{say('progress.recognised.by', { title, school: institution.name })}</li>
        ))}
      </ul>
    </section>
  );
}
