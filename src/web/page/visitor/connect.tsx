import { Alert, Badge, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  AnswerAppRequestDocument,
  AppRequestDocument,
  type AppRequestQuery,
  type ClusterName,
} from '../../../../schema/generated/graphql.js';
import { faultCodeOf } from '../ask/ask.js';
import { useAct, useAsk } from '../ask/use-ask.js';
import { Answer } from '../parts/answer.js';
import { Fault } from '../parts/fault.js';
import { Sure } from '../parts/sure.js';
import { Ticks } from '../parts/ticks.js';
import { endOf, inDays } from '../texts/days.js';
import { useSay } from '../texts/texts.js';

type Request = AppRequestQuery['appRequest'];

/** An app wants to know who somebody is, and may ask for records: whole, in part, or not at all. */
export function Connect() {
  const say = useSay();
  const { id } = useParams({ from: '/connect/$id' });
  const request = useAsk('app', AppRequestDocument, { id });
  const isOver = request.error !== null && faultCodeOf(request.error) === 'NOT_FOUND';
  if (request.data === undefined) {
    const app = say('connect.an-app');
    return (
      <>
        <Title order={1}>{say(isOver ? 'connect.over' : 'connect.title', { app })}</Title>
        {isOver ? (
          <Text mt="sm">{say('connect.over.what')}</Text>
        ) : (
          <Answer of={request}>{() => null}</Answer>
        )}
      </>
    );
  }
  return <Answer of={request}>{({ appRequest }) => <Asked id={id} request={appRequest} />}</Answer>;
}

function Asked({ id, request }: { readonly id: string; readonly request: Request }) {
  const say = useSay();
  const { app, origin, isFirst, canShare, asked } = request;
  const { act, isPending, isSuccess, error } = useAct(AnswerAppRequestDocument, [
    'grants',
    'looks',
  ]);
  const answer = (input: Parameters<typeof act>[0]['input']) =>
    act({ input }, ({ answerAppRequest }) => location.assign(answerAppRequest.redirectTo));
  return (
    <Stack gap="md" maw="36rem">
      <Title order={1}>{say('connect.title', { app: app.name })}</Title>
      <Whose organisation={app.organisation} />
      <dl className="facts">
        <dt>{say('connect.where')}</dt>
        <dd>{origin}</dd>
        <dt>{say('grant.why')}</dt>
        <dd>{say(`purpose.${app.purpose}`)}</dd>
      </dl>
      {isFirst ? <Text>{say('connect.first')}</Text> : null}
      {canShare && asked.length > 0 ? (
        <Choose id={id} request={request} busy={isPending || isSuccess} answer={answer} />
      ) : null}
      <Group gap="xs">
        <Button
          variant="default"
          loading={isPending || isSuccess}
          onClick={() => answer({ id, decision: 'SIGN_IN' })}
        >
          {say('connect.sign-in')}
        </Button>
        <Button
          variant="default"
          loading={isPending || isSuccess}
          onClick={() => answer({ id, decision: 'DECLINE' })}
        >
          {say('connect.no')}
        </Button>
      </Group>
      {error ? <Fault error={error} /> : null}
    </Stack>
  );
}

/** Whose app it is, where that was looked into. */
function Whose({ organisation }: { readonly organisation: Request['app']['organisation'] }) {
  const say = useSay();
  if (organisation?.verified) {
    return (
      <Group gap="xs">
        <Badge variant="light" tt="none">
          {say('grantee.verified')}
        </Badge>
        <span>{organisation.name}</span>
      </Group>
    );
  }
  return (
    <Alert role="note" color="orange">
      {say('connect.unknown')}
    </Alert>
  );
}

interface ChooseProps {
  readonly id: string;
  readonly request: Request;
  readonly busy: boolean;
  readonly answer: (input: {
    readonly id: string;
    readonly decision: 'GRANT';
    readonly clusters: ClusterName[];
    readonly until: string;
  }) => void;
}

function Choose({ id, request: { asked, added }, busy, answer }: ChooseProps) {
  const say = useSay();
  const [chosen, setChosen] = useState<readonly ClusterName[]>([]);
  const [until, setUntil] = useState(() => inDays(90));
  const fresh = new Set(added.map(({ name }) => name));
  const titles = new Map(
    asked.map(({ name, title, description }) => [name, `${title}: ${description}`]),
  );
  return (
    <Stack gap="sm" component="section" aria-label={say('request.what')}>
      <Ticks
        legend={say('request.what')}
        all={[...titles.keys()]}
        chosen={chosen}
        choose={setChosen}
        name={(name) => {
          const title = titles.get(name) ?? '';
          return fresh.has(name) ? `${title} (${say('connect.new')})` : title;
        }}
      />
      <TextInput
        type="date"
        label={say('grant.until')}
        value={until}
        min={inDays(1)}
        max={inDays(729)}
        onChange={({ currentTarget }) => setUntil(currentTarget.value)}
      />
      <Sure
        thought={false}
        disabled={chosen.length === 0 || until === ''}
        busy={busy}
        label={say('request.grant')}
        act={() => answer({ id, decision: 'GRANT', clusters: [...chosen], until: endOf(until) })}
      />
    </Stack>
  );
}
