import { Text, Title } from '@mantine/core';
import type { LearnerViewRecordFragment } from '../../../../schema/generated/graphql.js';
import { Facts } from '../parts/facts.js';
import { stepFacts } from '../route/step-words.js';
import { useForms } from '../texts/forms.js';
import { useSay } from '../texts/texts.js';

export type SeenRoute = Extract<LearnerViewRecordFragment, { __typename: 'LearningRoute' }>;

/** A route that a learner shares, to read: where to, and by which steps. How far each is, is by what they share. */
export function SharedRoute({ route: { goal, steps } }: { readonly route: SeenRoute }) {
  const say = useSay();
  const forms = useForms();
  return (
    <section aria-label={say('route.steps')}>
      {goal === null ? null : (
        <Text>{say('route.goal', { kind: say(`goal.${goal.kind}`), title: goal.title })}</Text>
      )}
      {steps.length === 0 ? <Text>{say('results.none')}</Text> : null}
      <ol className="short">
        {steps.map((step) => (
          <li key={step.id}>
            <Title order={4} size="h5">
              {step.title}
            </Title>
            <Text className="quiet">{step.institution?.name ?? say('step.own-words')}</Text>
            <Text>{step.sentence}</Text>
            <Facts facts={stepFacts({ say, forms }, step)} />
            {step.note === null ? null : <Text className="said">{step.note}</Text>}
          </li>
        ))}
      </ol>
    </section>
  );
}
