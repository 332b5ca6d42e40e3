import { Button, Group } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { AskFault } from '../ask/ask.js';
import { Fault } from '../parts/fault.js';
import { useLanguage, useSay } from '../texts/texts.js';
import { type Way, waysToSignIn } from '../visitor/ways.js';

const isHref = (value: unknown): value is { readonly href: string } =>
  typeof value === 'object' && value !== null && 'href' in value && typeof value.href === 'string';

/** Asks where to go to prove that another login is theirs too. */
async function linkBy({ href }: Way): Promise<void> {
  const response = await fetch(href.replace('/sign-in/', '/account/link/'), {
    method: 'POST',
    headers: { 'x-csrf': '1', 'apollo-require-preflight': '1' },
  }).catch(() => undefined);
  if (response === undefined) throw new AskFault('OFFLINE');
  const answer: unknown = await response.json().catch(() => undefined);
  if (!response.ok || !isHref(answer)) throw new AskFault('UPSTREAM');
  location.assign(answer.href);
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
