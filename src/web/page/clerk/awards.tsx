import { Badge, Button, Group, Text, Textarea, Title } from '@mantine/core';
import { useState } from 'react';
import {
  AwardsGivenDocument,
  type AwardsGivenQuery,
  RestoreAwardDocument,
  RevokeAwardDocument,
  SuspendAwardDocument,
} from '../../../../schema/generated/graphql.js';
import { useAct, useAsk } from '../ask/use-ask.js';
import { Answer } from '../parts/answer.js';
import { Fault } from '../parts/fault.js';
import { SecondLook } from '../parts/second-look.js';
import { useForms } from '../texts/forms.js';
import { useSay } from '../texts/texts.js';
import { AwardFile } from './award-file.js';
import { GiveAward } from './give-award.js';

type Given = AwardsGivenQuery['awardsGiven']['nodes'][number];

const atOnce = 50;
const live = ['OFFERED', 'ACCEPTED', 'ISSUED', 'SUSPENDED'];

/** What a school awards, and what became of it: newest first. */
export function GivenAwards() {
  const say = useSay();
  const [last, goTo] = useState<string>();
  const variables = { first: atOnce, after: last ?? null };
  const answer = useAsk('given', AwardsGivenDocument, variables, { every: 20_000 });
  return (
    <>
      <Title order={1}>{say('place.awards')}</Title>
      <Text mt="xs">{say('given.what')}</Text>
      <GiveAward />
      <AwardFile />
      <Title order={2} size="h3" mt="lg">
        {say('given.list')}
      </Title>
      <Answer of={answer}>
        {({ awardsGiven: { nodes, hasNextPage } }) => (
          <>
            {nodes.length === 0 ? <Text my="md">{say('given.none')}</Text> : null}
            <ul className="cards">
              {nodes.map((given) => (
                <li key={given.id}>
                  <Card given={given} />
                </li>
              ))}
            </ul>
            <Group mt="md" gap="xs">
              {last === undefined ? null : (
                <Button variant="default" onClick={() => goTo(undefined)}>
                  {say('given.newest')}
                </Button>
              )}
              {hasNextPage ? (
                <Button variant="default" onClick={() => goTo(nodes.at(-1)?.id)}>
                  {say('given.older')}
                </Button>
              ) : null}
            </Group>
          </>
        )}
      </Answer>
    </>
  );
}

function Card({ given }: { readonly given: Given }) {
  const say = useSay();
  const forms = useForms();
  const { title, person, state, offeredAt } = given;
  const name = title ?? say('given.nameless');
  return (
    <article className="card" aria-label={name}>
      <Group justify="space-between" align="flex-start" gap="xs">
        <Title order={3} size="h4">
          {name}
        </Title>
        <Badge variant="default" tt="none">
          {say(`given.${state}`)}
        </Badge>
      </Group>
      <Text>{say('given.to', { person: person ?? '', when: forms.momentDay(offeredAt) })}</Text>
      {live.includes(state) ? <Changes given={given} name={name} /> : null}
    </article>
  );
}

function Changes({ given: { id, state }, name }: { readonly given: Given; readonly name: string }) {
  const say = useSay();
  const [reason, setReason] = useState('');
  const revoking = useAct(RevokeAwardDocument, ['given']);
  const suspending = useAct(SuspendAwardDocument, ['given']);
  const restoring = useAct(RestoreAwardDocument, ['given']);
  const isPending = suspending.isPending || restoring.isPending;
  return (
    <details>
      <summary>{say('given.change')}</summary>
      {state === 'ISSUED' || state === 'SUSPENDED' ? (
        <Button
          mt="xs"
          variant="default"
          size="compact-sm"
          loading={isPending}
          onClick={() => (state === 'ISSUED' ? suspending.act({ id }) : restoring.act({ id }))}
        >
          {say(state === 'ISSUED' ? 'given.suspend' : 'given.restore')}
        </Button>
      ) : null}
      <Textarea
        mt="xs"
        label={say('given.reason')}
        maxLength={500}
        rows={2}
        value={reason}
        onChange={({ currentTarget: { value } }) => setReason(value)}
      />
      {reason.trim() === '' ? null : (
        <SecondLook
          label={say('given.revoke')}
          about={say('given.revoke.about', { title: name })}
          what={say('given.revoke.what')}
          busy={revoking.isPending}
          act={() => revoking.act({ id, reason })}
        />
      )}
      {[revoking.error, suspending.error, restoring.error].map((error) =>
        error ? <Fault key={error.message} error={error} /> : null,
      )}
    </details>
  );
}
