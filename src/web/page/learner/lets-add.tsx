import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { GrantAccessDocument } from '../../../../schema/generated/graphql.js';
import { useAct } from '../ask/use-ask.js';
import { Fault } from '../parts/fault.js';
import { useSay } from '../texts/texts.js';

interface LetsAddProps {
  readonly school: { readonly id: string; readonly name: string };
  readonly mayAdd: boolean;
}

/** That a school puts results and decisions here by itself, or the yes to that. */
export function LetsAdd({ school, mayAdd }: LetsAddProps) {
  const say = useSay();
  const { act, isPending, error, data } = useAct(GrantAccessDocument, [
    'account',
    'grants',
    'looks',
  ]);
  if (mayAdd) {
    return (
      <Text size="sm" mt="xs">
        {say('account.adds')} <Link to="/access">{say('account.adds.stop')}</Link>
      </Text>
    );
  }
  const input = { grantee: { institution: school.id }, purpose: 'ENROLMENT' as const, scope: [] };
  return (
    <>
      <Text size="sm" my="xs">
        {say('account.lets-add.what')}
      </Text>
      <Button
        variant="default"
        size="compact-sm"
        loading={isPending}
        aria-label={say('account.lets-add.school', { school: school.name })}
        onClick={() => act({ input })}
      >
        {say('account.lets-add')}
      </Button>
      <Text role="status">
        {data?.grantAccess.grant?.state === 'PROPOSED' ? say('account.lets-add.waits') : ''}
      </Text>
      {error ? <Fault error={error} /> : null}
    </>
  );
}
