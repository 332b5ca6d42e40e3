import { Title } from '@mantine/core';
import { useSay } from '../texts/texts.js';

export function Developer() {
  const say = useSay();
  return <Title order={1}>{say('place.developer')}</Title>;
}
