import { Alert, Button, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Answer } from '../parts/answer.js';
import { useLanguage, useSay } from '../texts/texts.js';
import { problemIn, type Way, waysToSignIn, withReturn } from './ways.js';

/** Who are you? Each way leads to where somebody proves it; no password is asked here. */
export function SignIn() {
  const say = useSay();
  const language = useLanguage();
  const ways = useQuery({ queryKey: ['ways'], queryFn: waysToSignIn });
  const problem = problemIn(location.search);
  const nameOf = ({ name }: Way) => name[language];
  return (
    <Stack gap="md" maw="34rem">
      <Title order={1}>{say('sign-in.title')}</Title>
      {problem === undefined ? null : (
        <Alert color="red" role="alert">
          {say(`sign-in.problem.${problem}`)}
        </Alert>
      )}
      <Answer of={ways}>
        {(all) => {
          const proven = all.filter(({ kind }) => kind !== 'DEMO');
          const demo = all.filter(({ kind }) => kind === 'DEMO');
          return (
            <>
              {proven.map((way) => (
                <Button
                  key={way.href}
                  component="a"
                  href={withReturn(way.href, location.search)}
                  size="md"
                  fullWidth
                >
                  {way.kind === 'SOLID' ? nameOf(way) : say('sign-in.with', { name: nameOf(way) })}
                </Button>
              ))}
              {demo.length > 0 ? (
                <section aria-labelledby="demo">
                  <Title order={2} size="h3" id="demo">
                    {say('sign-in.demo')}
                  </Title>
                  <Text mt="xs">{say('sign-in.demo.what')}</Text>
                  <Stack gap="xs" mt="sm">
                    {demo.map((way) => (
                      <Button
                        key={way.href}
                        component="a"
                        href={withReturn(way.href, location.search)}
                        variant="default"
                      >
                        {nameOf(way)}
                      </Button>
                    ))}
                  </Stack>
                </section>
              ) : null}
            </>
          );
        }}
      </Answer>
    </Stack>
  );
}
