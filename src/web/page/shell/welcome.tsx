import { Button, Stack, Text, Title } from '@mantine/core';
import { useSay } from '../texts/texts.js';

/** For who is not signed in. */
export function Welcome() {
  const say = useSay();
  const { pathname, search, hash } = location;
  const here = `${pathname}${search}${hash}`;
  const href =
    here === '/' ? '/sign-in' : `/sign-in?${new URLSearchParams({ return: here }).toString()}`;
  return (
    <Stack gap="md" className="welcome">
      <Title order={1}>{say('welcome.title')}</Title>
      <Text size="lg">{say('welcome.what')}</Text>
      <ul className="promises">
        <li>{say('welcome.promise.yours')}</li>
        <li>{say('welcome.promise.stop')}</li>
        <li>{say('welcome.promise.log')}</li>
      </ul>
      <div>
        <Button component="a" href={href} size="md">
          {say('welcome.sign-in')}
        </Button>
      </div>
    </Stack>
  );
}
