import { Anchor, Text, Title } from '@mantine/core';
import { useSay } from '../texts/texts.js';

export function Nowhere() {
  const say = useSay();
  return (
    <>
      <Title order={1}>{say('nowhere.title')}</Title>
      <Text mt="sm">
        <Anchor href="/" inherit>
          {say('fault.again')}
        </Anchor>
      </Text>
    </>
  );
}
