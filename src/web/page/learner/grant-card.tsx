import { Badge, Button, Group, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { Fault } from '../parts/fault.js';
import { GrantFacts } from '../parts/grant-facts.js';
import { isOver, type Schools, type ShownGrant, whoWords } from '../parts/grant-words.js';
import { useSay } from '../texts/texts.js';
import { AskDeletion } from './ask-deletion.js';
import { Narrow } from './narrow.js';
import { Preview } from './preview.js';
import { useStop } from './use-stop.js';

type Opened = 'nothing' | 'narrow' | 'preview';
const dayMs = 86_400_000;

/** Not used for a month since it was given. */
const isUnused = ({ looks, createdAt, state }: ShownGrant): boolean =>
  state === 'ACTIVE' && looks === 0 && Date.now() - new Date(createdAt).getTime() > 30 * dayMs;

/** One yes: to whom, what, why, until when; and everything one can do about it. */
export function GrantCard({
  grant,
  schools,
}: {
  readonly grant: ShownGrant;
  readonly schools: Schools;
}) {
  const say = useSay();
  const { state, pod, granteeOrganisation } = grant;
  const over = isOver(grant);
  const who = whoWords(say, grant);
  const stopping = useStop(grant);
  return (
    <article className={over ? 'card over' : 'card'} aria-label={who}>
      <Group justify="space-between" align="flex-start" gap="xs">
        <Title order={3} size="h4">
          {who}
        </Title>
        <Group gap={6}>
          {granteeOrganisation?.verified ? (
            <Badge variant="light" tt="none">
              {say('grantee.verified')}
            </Badge>
          ) : null}
          <Badge variant="default" tt="none">
            {say(`grant.state.${state}`)}
          </Badge>
        </Group>
      </Group>
      <GrantFacts grant={grant} schools={schools} />
      {pod === 'PENDING' ? (
        <Text className="quiet">{say(over ? 'grant.closing' : 'grant.opening')}</Text>
      ) : null}
      {isUnused(grant) ? <Text fw={600}>{say('grant.unused')}</Text> : null}
      {over ? (
        <Ended grant={grant} stopping={stopping} />
      ) : (
        <Choices grant={grant} who={who} stopping={stopping} />
      )}
    </article>
  );
}

type Stopping = ReturnType<typeof useStop>;

interface ChoicesProps {
  readonly grant: ShownGrant;
  readonly who: string;
  readonly stopping: Stopping;
}

function Choices({ grant, who, stopping }: ChoicesProps) {
  const say = useSay();
  const [opened, setOpened] = useState<Opened>('nothing');
  const { stop, isPending, error } = stopping;
  const toggle = (what: Opened) => setOpened(opened === what ? 'nothing' : what);
  const reads = grant.writeAccess === null;
  return (
    <>
      <Group mt="sm" gap="xs">
        <Button
          color="red"
          variant="light"
          loading={isPending}
          onClick={stop}
          aria-label={say('grant.stop.who', { who })}
        >
          {say('grant.stop')}
        </Button>
        {reads ? (
          <>
            <Button
              variant="default"
              aria-expanded={opened === 'narrow'}
              onClick={() => toggle('narrow')}
            >
              {say('grant.narrow')}
            </Button>
            <Button
              variant="default"
              aria-expanded={opened === 'preview'}
              onClick={() => toggle('preview')}
            >
              {say('grant.preview')}
            </Button>
          </>
        ) : null}
      </Group>
      {error ? <Fault error={error} again={stop} /> : null}
      {opened === 'narrow' ? <Narrow grant={grant} done={() => setOpened('nothing')} /> : null}
      {opened === 'preview' ? (
        <Preview grant={grant.id} person={grant.personFacets.length > 0} />
      ) : null}
    </>
  );
}

function Ended({
  grant,
  stopping: { again, left, isAgain, isPending, error },
}: {
  readonly grant: ShownGrant;
  readonly stopping: Stopping;
}) {
  const say = useSay();
  if (grant.state !== 'REVOKED') return null;
  return (
    <>
      <Text role="status" mt="xs">
        {say(isAgain ? 'grant.again' : grant.writeAccess ? 'grant.stopped.write' : 'grant.stopped')}
      </Text>
      <Group mt="sm" gap="xs">
        {left > 0 ? (
          <Button variant="default" loading={isPending} onClick={again}>
            {say('grant.undo', { seconds: left })}
          </Button>
        ) : null}
        {grant.writeAccess || grant.looks === 0 ? null : <AskDeletion grant={grant.id} />}
      </Group>
      {error ? <Fault error={error} /> : null}
    </>
  );
}
