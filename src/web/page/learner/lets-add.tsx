import { Button, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { GrantAccessDocument, MyGrantsDocument } from '../../../../schema/generated/graphql.js';
import { useAct, useAsk } from '../ask/use-ask.js';
import { Answer } from '../parts/answer.js';
import { Fault } from '../parts/fault.js';
import { useForms } from '../texts/forms.js';
import { useSay } from '../texts/texts.js';

interface School {
  readonly id: string;
  readonly name: string;
}

/** That a school puts results and decisions here by itself, that somebody else still has to agree, or the yes to it. */
export function LetsAdd({ school }: { readonly school: School }) {
  const say = useSay();
  const forms = useForms();
  const grants = useAsk('grants', MyGrantsDocument, {});
  return (
    <Answer of={grants}>
      {({ myGrants: { nodes } }) => {
        const rights = nodes.filter(
          ({ granteeKind, grantee }) => granteeKind === 'INSTITUTION' && grantee === school.id,
        );
        const right = rights.find(({ state }) => state === 'ACTIVE');
        const waits = rights.some(({ state }) => state === 'PROPOSED' || state === 'PREPARING');
        if (right !== undefined) {
          return (
            <Text size="sm" mt="xs">
              {say('account.adds', { date: forms.momentDay(right.validUntil) })}{' '}
              <Link to="/access">{say('account.adds.stop')}</Link>
            </Text>
          );
        }
        return waits ? (
          <Text size="sm" mt="xs">
            {say('account.lets-add.waits')}
          </Text>
        ) : (
          <Let school={school} />
        );
      }}
    </Answer>
  );
}

function Let({ school }: { readonly school: School }) {
  const say = useSay();
  const { act, isPending, error } = useAct(GrantAccessDocument, ['grants', 'looks']);
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
      {error ? <Fault error={error} /> : null}
    </>
  );
}
