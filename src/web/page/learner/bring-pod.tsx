import { Button, Group, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { askToBring } from '../ask/pods.js';
import { Fault } from '../parts/fault.js';
import { useLanguage, useSay } from '../texts/texts.js';
import { problemIn, type Way, waysToSignIn } from '../visitor/ways.js';

interface Choice {
  readonly issuer: string;
  readonly pods: readonly string[];
}
const issuerOf = ({ href }: Way): string => href.slice(href.indexOf('?') + 1);

/** For who has no kluis: a pod that they have elsewhere becomes one. */
export function BringPod() {
  const say = useSay();
  const language = useLanguage();
  const [error, setError] = useState<unknown>();
  const [problem, setProblem] = useState<ReturnType<typeof problemIn>>();
  const [choice, setChoice] = useState<Choice>();
  const { data = [] } = useQuery({ queryKey: ['ways'], queryFn: waysToSignIn });
  const logins = data.filter(({ kind }) => kind === 'SOLID');
  const bring = async (issuer: string, pod?: string): Promise<void> => {
    const answer = await askToBring(issuer, pod);
    if ('href' in answer) location.assign(answer.href);
    else if ('choose' in answer) setChoice({ issuer, pods: answer.choose });
    else setProblem(problemIn(`?${new URLSearchParams({ problem: answer.reason }).toString()}`));
  };
  const begin = (issuer: string, pod?: string): void => void bring(issuer, pod).catch(setError);
  if (logins.length === 0) return null;
  return (
    <section aria-labelledby="bring">
      <Title order={2} size="h3" mt="lg" id="bring">
        {say('account.bring')}
      </Title>
      <Text my="xs">{say('account.bring.what')}</Text>
      {problem === undefined ? null : (
        <Text role="alert" mb="sm" fw={600}>
          {say(`sign-in.problem.${problem}`)}
        </Text>
      )}
      <Group gap="xs">
        {logins.map((way) => (
          <Button key={way.href} variant="default" onClick={() => begin(issuerOf(way))}>
            {say('account.bring.do', { name: way.name[language] })}
          </Button>
        ))}
      </Group>
      {choice === undefined ? null : (
        <Stack gap="xs" mt="sm" align="start">
          <Text>{say('account.bring.choose')}</Text>
          {choice.pods.map((pod) => (
            <Button key={pod} variant="default" onClick={() => begin(choice.issuer, pod)}>
              {pod}
            </Button>
          ))}
        </Stack>
      )}
      {error === undefined ? null : <Fault error={error} />}
    </section>
  );
}
