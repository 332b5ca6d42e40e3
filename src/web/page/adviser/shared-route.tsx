import { Text, Title } from '@mantine/core';
import type { LearnerViewRecordFragment } from '../../../../schema/generated/graphql.js';
import { Facts } from '../parts/facts.js';
import { Progress } from '../route/progress.js';
import { stepFacts } from '../route/step-words.js';
import { useForms } from '../texts/forms.js';
import { useSay } from '../texts/texts.js';

export type SeenRoute = Extract<LearnerViewRecordFragment, { __typename: 'LearningRoute' }>;

/** A route that a learner shares, to read: where to, how far, and by which steps. All of it by what they share, and of them. */
export function SharedRoute({ route: { goal, steps, progress } }: { readonly route: SeenRoute }) {
  const say = useSay();
  return (
    <section aria-label={say('route.steps')}>
      <Text fw={600}>
        {goal === null
          ? say('route.goal.none')
          : say('route.goal', { kind: say(`goal.${goal.kind}`), title: goal.title })}
      </Text>
      {progress === null ? (
        <Text className="quiet">{say('progress.theirs.hidden')}</Text>
      ) : (
        <Progress lines={progress} whose="theirs" />
      )}
      {steps.length === 0 ? <Text>{say('route.none.theirs')}</Text> : null}
      <ol className="short">
        {steps.map((step) => (
          <Step key={step.id} step={step} />
        ))}
      </ol>
    </section>
  );
}

function Step({ step }: { readonly step: SeenRoute['steps'][number] }) {
  const say = useSay();
  const forms = useForms();
  const { title, institution, sentence, note } = step;
  return (
    <li>
      <Title order={4} size="h5" mt="sm">
        {title}
      </Title>
      <Text className="quiet">{institution?.name ?? say('step.own-words')}</Text>
      <Text>{sentence}</Text>
      <Facts facts={stepFacts({ say, forms }, step, 'theirs')} />
      {note === null ? null : <Text className="said">{note}</Text>}
    </li>
  );
}
