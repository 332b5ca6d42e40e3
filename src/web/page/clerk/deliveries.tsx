import { Badge, Button, Group, NativeSelect, Text, Title } from '@mantine/core';
import { useState } from 'react';
import {
  DeliveriesDocument,
  type DeliveriesQuery,
  type DeliveryState,
  RetryDeliveriesDocument,
} from '../../../../schema/generated/graphql.js';
import { useAct, useAsk } from '../ask/use-ask.js';
import { Answer } from '../parts/answer.js';
import { Fault } from '../parts/fault.js';
import { useForms } from '../texts/forms.js';
import { useSay } from '../texts/texts.js';
import { Quarantine } from './quarantine.js';

type Found = DeliveriesQuery['deliveries'];
type Delivery = Found['nodes'][number];

const states = ['WAITING', 'DELIVERED', 'FAILED', 'DEAD', 'REFUSED'] as const;
const atOnce = 50;
const isState = (text: string): text is DeliveryState => states.some((state) => state === text);
/** What can be tried again by somebody. */
const canRetry = (state: DeliveryState): boolean => state === 'FAILED' || state === 'DEAD';

/** What became of what a school sent, and of what was fetched there: newest first, and what did not arrive with its reason. */
export function Deliveries() {
  const say = useSay();
  const [chosen, choose] = useState<DeliveryState>();
  const [last, goTo] = useState<{ readonly at: string; readonly id: string }>();
  const answer = useAsk(
    'deliveries',
    DeliveriesDocument,
    { first: atOnce, state: chosen ?? null, before: last?.at ?? null, after: last?.id ?? null },
    { every: 20_000 },
  );
  return (
    <>
      <Title order={1}>{say('place.deliveries')}</Title>
      <Text mt="xs">{say('deliveries.what')}</Text>
      <Answer of={answer}>
        {({ deliveries: found }) => (
          <>
            <Connection found={found} />
            <Counts found={found} />
            <Quarantine />
            <Title order={2} size="h3" mt="lg">
              {say('deliveries.list')}
            </Title>
            <NativeSelect
              mt="md"
              maw="20rem"
              label={say('deliveries.show')}
              value={chosen ?? ''}
              onChange={({ currentTarget: { value } }) => {
                choose(isState(value) ? value : undefined);
                goTo(undefined);
              }}
              data={[
                { value: '', label: say('deliveries.all') },
                ...states.map((state) => ({ value: state, label: say(`delivery.${state}`) })),
              ]}
            />
            {found.nodes.length === 0 ? <Text my="md">{say('deliveries.none')}</Text> : null}
            <ul className="cards">
              {found.nodes.map((delivery) => (
                <li key={delivery.id}>
                  <Card delivery={delivery} />
                </li>
              ))}
            </ul>
            <Group mt="md" gap="xs">
              {last === undefined ? null : (
                <Button variant="default" onClick={() => goTo(undefined)}>
                  {say('deliveries.newest')}
                </Button>
              )}
              {found.hasMore ? (
                <Button variant="default" onClick={() => goTo(found.nodes.at(-1))}>
                  {say('deliveries.older')}
                </Button>
              ) : null}
            </Group>
          </>
        )}
      </Answer>
    </>
  );
}

/** Whether the school answers when we fetch, in plain words. */
function Connection({ found: { connection } }: { readonly found: Found }) {
  const say = useSay();
  const forms = useForms();
  const { state, lastWholeAt, failingSince, askAgainAt, sentence, links, overdue } = connection;
  const when = failingSince === null ? '' : forms.moment(failingSince);
  return (
    <section className="card" aria-label={say('connection.title')}>
      <Group justify="space-between" gap="xs">
        <Title order={2} size="h4">
          {say('connection.title')}
        </Title>
        <Badge variant="default" tt="none" color={state === 'FAILING' ? 'orange' : 'green'}>
          {say(`connection.${state}`)}
        </Badge>
      </Group>
      {when === '' ? null : <Text>{say('connection.since', { when })}</Text>}
      {state === 'FAILING' && sentence !== null ? <Text>{sentence}</Text> : null}
      {lastWholeAt === null ? null : (
        <Text>{say('connection.whole', { when: forms.moment(lastWholeAt) })}</Text>
      )}
      {askAgainAt === null ? null : (
        <Text>{say('connection.again', { when: forms.moment(askAgainAt) })}</Text>
      )}
      <Text>{say('connection.links', { count: links })}</Text>
      {overdue === 0 ? null : <Text>{say('connection.overdue', { count: overdue })}</Text>}
    </section>
  );
}

function Counts({ found: { counts } }: { readonly found: Found }) {
  const say = useSay();
  const { act, isPending, error, data } = useAct(RetryDeliveriesDocument, ['deliveries']);
  const stuck = counts.filter(({ state }) => canRetry(state));
  return (
    <>
      <Group mt="md" gap="xs">
        {counts.map(({ state, count }) => (
          <Badge key={state} variant="default" tt="none">
            {say('deliveries.count', { count, state: say(`delivery.${state}`) })}
          </Badge>
        ))}
      </Group>
      {stuck.length === 0 ? null : (
        <Button mt="sm" loading={isPending} onClick={() => act({ id: null })}>
          {say('deliveries.retry-all')}
        </Button>
      )}
      <div role="status">
        {data === undefined ? null : (
          <Text mt="xs">{say('deliveries.retried', { count: data.retryDeliveries })}</Text>
        )}
      </div>
      {error ? <Fault error={error} /> : null}
    </>
  );
}

/** Why something is not where it should be, and where to look. */
function WhyNot({ delivery }: { readonly delivery: Delivery }) {
  const say = useSay();
  const { state, sentence, pointer, attempts } = delivery;
  if (state === 'DELIVERED') return null;
  return (
    <>
      {sentence === null ? null : <Text mt="xs">{sentence}</Text>}
      {pointer ? (
        <Text mt="xs">
          {say('deliveries.where')} <code>{pointer}</code>
        </Text>
      ) : null}
      {attempts === 0 ? null : (
        <Text mt="xs">{say('deliveries.attempts', { count: attempts })}</Text>
      )}
    </>
  );
}

function Card({ delivery }: { readonly delivery: Delivery }) {
  const say = useSay();
  const forms = useForms();
  const { act, isPending, error } = useAct(RetryDeliveriesDocument, ['deliveries']);
  const { id, state, channel, records, at, deliveredAt } = delivery;
  const when = forms.moment(at);
  const facts = [
    say(`channel.${channel}`),
    ...(records === 0 ? [] : [say('deliveries.records', { count: records })]),
    ...(deliveredAt === null
      ? []
      : [say('deliveries.arrived', { when: forms.moment(deliveredAt) })]),
  ];
  return (
    <article className="card" aria-label={when}>
      <Group justify="space-between" gap="xs">
        <Title order={3} size="h4">
          {when}
        </Title>
        <Badge variant="default" tt="none" color={state === 'DELIVERED' ? 'green' : 'orange'}>
          {say(`delivery.${state}`)}
        </Badge>
      </Group>
      <Text>{facts.join(' · ')}</Text>
      <WhyNot delivery={delivery} />
      {canRetry(state) ? (
        <Button
          mt="xs"
          size="compact-sm"
          variant="default"
          loading={isPending}
          aria-label={say('deliveries.retry.what', { when })}
          onClick={() => act({ id })}
        >
          {say('deliveries.retry')}
        </Button>
      ) : null}
      {error ? <Fault error={error} /> : null}
    </article>
  );
}
