import { Text, Title } from '@mantine/core';
import { Link, useSearch } from '@tanstack/react-router';
import { Answer } from '../parts/answer.js';
import { useSay } from '../texts/texts.js';
import { problemIn } from '../visitor/ways.js';
import { Goal } from './goal.js';
import { OwnStepForm } from './own-step.js';
import { Outcomes, Progress } from './progress.js';
import { Proposals } from './proposals.js';
import { Recognised } from './recognised.js';
import { Steps } from './steps.js';
import { useRoute } from './use-route.js';

/** Where somebody wants to go, by which steps, and how far they are. */
export function MyRoute() {
  const say = useSay();
  const route = useRoute();
  const address = useSearch({ from: '/route' });
  // Who gave permission elsewhere comes back to the step it was for.
  const problem = problemIn(location.search);
  const enrolling = typeof address['enrol'] === 'string' ? address['enrol'] : undefined;
  return (
    <>
      <Title order={1}>{say('place.route')}</Title>
      <Text mt="xs">{say('route.what')}</Text>
      {problem === undefined ? null : (
        <Text role="alert" mt="xs">
          {say(`sign-in.problem.${problem}`)}
        </Text>
      )}
      <Proposals />
      <Answer of={route}>
        {({ myRoute }) => (
          <>
            <Goal goal={myRoute?.goal ?? null} />
            <Progress lines={myRoute?.progress ?? []} />
            <Recognised route={myRoute} />
            <Title order={2} size="h3" mt="lg">
              {say('route.steps')}
            </Title>
            <Text mt="xs">
              <Link to="/route/search">{say('route.find')}</Link>
            </Text>
            <Steps steps={myRoute?.steps ?? []} enrolling={enrolling} />
            <OwnStepForm />
            <Outcomes outcomes={myRoute?.outcomes ?? []} />
          </>
        )}
      </Answer>
    </>
  );
}
