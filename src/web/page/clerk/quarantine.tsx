import { Button, Group, Text, Title } from '@mantine/core';
import {
  DropQuarantinedDocument,
  QuarantineDocument,
  type QuarantineQuery,
  RetryQuarantineDocument,
} from '../../../../schema/generated/graphql.js';
import { useAct, useAsk } from '../ask/use-ask.js';
import { Fault } from '../parts/fault.js';
import { useForms } from '../texts/forms.js';
import { useSay } from '../texts/texts.js';

type Waiting = QuarantineQuery['quarantine']['nodes'][number];
const touched = ['quarantine', 'deliveries'];

/** Rows of a file that reached nobody: not what they say, but which they are, why they wait and until when. */
export function Quarantine() {
  const say = useSay();
  const { data } = useAsk('quarantine', QuarantineDocument, { first: 50 });
  const { act, isPending, error, data: tried } = useAct(RetryQuarantineDocument, touched);
  const { count = 0, nodes = [] } = data?.quarantine ?? {};
  if (count === 0 && tried === undefined) return null;
  return (
    <section aria-labelledby="quarantine">
      <Title order={2} size="h3" mt="lg" id="quarantine">
        {say('quarantine.title')}
      </Title>
      <Text mt="xs">{say('quarantine.what', { count })}</Text>
      {count === 0 ? null : (
        <Button mt="sm" variant="default" loading={isPending} onClick={() => act({ id: null })}>
          {say('quarantine.retry-all')}
        </Button>
      )}
      <div role="status">
        {tried === undefined ? null : (
          <Text mt="xs">{say('quarantine.retried', { count: tried.retryQuarantine })}</Text>
        )}
      </div>
      {error ? <Fault error={error} /> : null}
      <ul className="cards">
        {nodes.map((one) => (
          <li key={one.id}>
            <Card waiting={one} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function Card({ waiting: { id, row, sentence, at, erasedAt } }: { readonly waiting: Waiting }) {
  const say = useSay();
  const forms = useForms();
  const retry = useAct(RetryQuarantineDocument, touched);
  const drop = useAct(DropQuarantinedDocument, touched);
  const name = say('quarantine.row', { row, when: forms.moment(at) });
  const error = retry.error ?? drop.error;
  return (
    <article className="card" aria-label={name}>
      <Title order={3} size="h4">
        {name}
      </Title>
      <Text mt="xs">{sentence}</Text>
      <Text mt="xs">{say('quarantine.until', { when: forms.moment(erasedAt) })}</Text>
      <Group mt="xs" gap="xs">
        <Button
          size="compact-sm"
          variant="default"
          loading={retry.isPending}
          aria-label={say('quarantine.retry.what', { name })}
          onClick={() => retry.act({ id })}
        >
          {say('deliveries.retry')}
        </Button>
        <Button
          size="compact-sm"
          variant="default"
          loading={drop.isPending}
          aria-label={say('quarantine.drop.what', { name })}
          onClick={() => drop.act({ id })}
        >
          {say('quarantine.drop')}
        </Button>
      </Group>
      {error ? <Fault error={error} /> : null}
    </article>
  );
}
