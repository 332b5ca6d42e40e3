import { Anchor, Text, Title } from '@mantine/core';
import { useSay } from '../texts/texts.js';
import { Apps } from './apps.js';
import { Errors } from './errors.js';
import { TestPeople } from './test-people.js';

/** From nothing to a first answer: an app, people to try it on, a window to ask by, and what answers can say. */
export function Developer() {
  const say = useSay();
  return (
    <>
      <Title order={1}>{say('place.developer')}</Title>
      <Text mt="xs">{say('developer.what')}</Text>
      <ol className="steps">
        <li>
          <Anchor href="/graphiql">{say('developer.step.try')}</Anchor>
        </li>
        <li>{say('developer.step.register')}</li>
        <li>{say('developer.step.token')}</li>
        <li>{say('developer.step.ask')}</li>
      </ol>
      <Apps />
      <TestPeople />
      <Errors />
    </>
  );
}
