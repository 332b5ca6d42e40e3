import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { AskFault } from '../ask/ask.js';
import { post } from '../ask/post.js';
import { Fault } from '../parts/fault.js';
import { useLanguage, useSay } from '../texts/texts.js';
import { type Way, waysToSignIn } from '../visitor/ways.js';

/** Asks where to go to prove that another login is theirs too. */
async function linkBy({ href }: Way): Promise<void> {
  const further = await post(href.replace('/sign-in/', '/account/link/'));
  if (further === undefined) throw new AskFault('UPSTREAM');
  location.assign(further);
}

/** Another way to come in; whoever holds both proves it at each. */
export function LinkMore() {
  const say = useSay();
  const language = useLanguage();
  const [error, setError] = useState<unknown>();
  const { data = [] } = useQuery({ queryKey: ['ways'], queryFn: waysToSignIn });
  const others = data.filter(({ kind }) => kind !== 'DEMO');
  return (
    <>
      <Group gap="xs">
        {others.map((way) => (
          <Button key={way.href} variant="default" onClick={() => void linkBy(way).catch(setError)}>
            {say('account.link', { name: way.name[language] })}
          </Button>
        ))}
      </Group>
      {error === undefined ? null : <Fault error={error} />}
    </>
  );
}
