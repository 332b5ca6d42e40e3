import { Text, Title } from '@mantine/core';
import { TestLearnersDocument } from '../../../../schema/generated/graphql.js';
import { useAsk } from '../ask/use-ask.js';
import { Answer } from '../parts/answer.js';
import { useSay } from '../texts/texts.js';

/** Learners who do not exist, and answer by themselves. */
export function TestPeople() {
  const say = useSay();
  const people = useAsk('test people', TestLearnersDocument, {}, { every: 10_000 });
  return (
    <section aria-labelledby="test-people">
      <Title order={2} size="h3" mt="lg" id="test-people">
        {say('test-people.title')}
      </Title>
      <Text mt="xs">{say('test-people.what')}</Text>
      <Answer of={people}>
        {({ testLearners }) =>
          testLearners.length === 0 ? (
            <Text my="sm">{say('test-people.none')}</Text>
          ) : (
            <dl className="facts">
              {testLearners.map(({ webId, answer }) => (
                <div key={webId} className="pair">
                  <dt>{say(`test-people.${answer}`)}</dt>
                  <dd>
                    <code>{webId}</code>
                  </dd>
                </div>
              ))}
            </dl>
          )
        }
      </Answer>
    </section>
  );
}
