import { Title } from '@mantine/core';
import { useSay } from '../texts/texts.js';

export function Export() {
  const say = useSay();
  return <Title order={1}>{say('place.export')}</Title>;
}
