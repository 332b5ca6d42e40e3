import { Badge, Button, Group, Text, Title } from '@mantine/core';
import {
  CosignGrantDocument,
  MyWardsDocument,
  type MyWardsQuery,
} from '../../../../schema/generated/graphql.js';
import { useAct, useAsk } from '../ask/use-ask.js';
import { Answer } from '../parts/answer.js';
import { Fault } from '../parts/fault.js';
import { GrantFacts } from '../parts/grant-facts.js';
import { whoWords } from '../parts/grant-words.js';
import { useSay } from '../texts/texts.js';

const nothing = new Map<string, string>();

/** For parents and guardians: what a learner under sixteen wants to share waits here for a second yes. Nothing is shown of what they learned. */
export function Wards() {
  const say = useSay();
  const wards = useAsk('wards', MyWardsDocument, {}, { every: 20_000 });
  return (
    <>
      <Title order={1}>{say('place.wards')}</Title>
      <Text mt="xs">{say('wards.what')}</Text>
      <Answer of={wards}>
        {({ myWards: { nodes } }) =>
          nodes.length === 0 ? (
            <Text my="md">{say('wards.none')}</Text>
          ) : (
            nodes.map((ward, n) => <OneWard key={ward.id} ward={ward} number={n + 1} />)
          )
        }
      </Answer>
    </>
  );
}

type Ward = MyWardsQuery['myWards']['nodes'][number];
type WardGrant = Ward['grants'][number];

function OneWard({ ward, number }: { readonly ward: Ward; readonly number: number }) {
  const say = useSay();
  const shown = ward.grants.filter(({ state }) => state === 'PROPOSED' || state === 'ACTIVE');
  return (
    <section aria-label={say('wards.one', { number })}>
      <Title order={2} size="h3" mt="lg">
        {say('wards.one', { number })}
      </Title>
      {shown.length === 0 ? <Text my="md">{say('wards.nothing')}</Text> : null}
      <ul className="cards">
        {shown.map((grant) => (
          <li key={grant.id}>
            <WardCard grant={grant} />
          </li>
        ))}
      </ul>
    </section>
  );
}

function WardCard({ grant }: { readonly grant: WardGrant }) {
  const say = useSay();
  const { act, isPending, error } = useAct(CosignGrantDocument, ['wards']);
  const shown = { ...grant, granteeOrganisation: null, app: null, looks: 0, lastViewedAt: null };
  const who = whoWords(say, shown);
  return (
    <article className="card" aria-label={who}>
      <Group justify="space-between" align="flex-start" gap="xs">
        <Title order={3} size="h4">
          {who}
        </Title>
        <Badge variant="default" tt="none">
          {say(grant.state === 'PROPOSED' ? 'wards.waits' : `grant.state.${grant.state}`)}
        </Badge>
      </Group>
      <GrantFacts grant={shown} schools={nothing} looked={false} />
      {grant.state === 'PROPOSED' ? (
        <Group mt="sm" gap="xs">
          <Button loading={isPending} onClick={() => act({ id: grant.id, agrees: true })}>
            {say('wards.yes')}
          </Button>
          <Button
            variant="default"
            loading={isPending}
            onClick={() => act({ id: grant.id, agrees: false })}
          >
            {say('wards.no')}
          </Button>
        </Group>
      ) : null}
      {error ? <Fault error={error} /> : null}
    </article>
  );
}
