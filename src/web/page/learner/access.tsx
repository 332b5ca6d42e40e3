import { Button, Group, Text, Title } from '@mantine/core';
import { useRef } from 'react';
import {
  MyGrantsDocument,
  type MyGrantsQuery,
  PauseAllDocument,
} from '../../../../schema/generated/graphql.js';
import { useRequests } from '../ask/requests.js';
import { useAct, useAsk } from '../ask/use-ask.js';
import { Answer } from '../parts/answer.js';
import { Fault } from '../parts/fault.js';
import { isOver, type Schools } from '../parts/grant-words.js';
import { useSay } from '../texts/texts.js';
import { GrantCard } from './grant-card.js';
import { Muted } from './muted.js';
import { RequestCard } from './request-card.js';
import { useSchools } from './use-schools.js';

/** Who can see what: first who asks, then who may, then who might once. */
export function Access() {
  const say = useSay();
  const schools = useSchools();
  const grants = useAsk('grants', MyGrantsDocument, {}, { every: 20_000 });
  return (
    <>
      <Title order={1}>{say('place.access')}</Title>
      <Text mt="xs">{say('access.what')}</Text>
      <Requests schools={schools} />
      <Muted />
      <Answer of={grants}>
        {({ myGrants }) => (
          <Grants paused={myGrants.paused} all={myGrants.nodes} schools={schools} />
        )}
      </Answer>
    </>
  );
}

function Requests({ schools }: { readonly schools: Schools }) {
  const say = useSay();
  const requests = useRequests();
  return (
    <Answer of={requests}>
      {({ myRequests }) => {
        const open = myRequests.nodes.filter(({ state }) => state === 'OPEN');
        if (open.length === 0) return null;
        return (
          <section aria-labelledby="asked">
            <Title order={2} size="h3" mt="lg" id="asked">
              {say('access.asked')}
            </Title>
            <ul className="cards">
              {open.map((request) => (
                <li key={request.id}>
                  <RequestCard request={request} schools={schools} />
                </li>
              ))}
            </ul>
          </section>
        );
      }}
    </Answer>
  );
}

type All = MyGrantsQuery['myGrants']['nodes'];

/** What ended while this page is open stays where it stood, with a way back. */
function Grants({
  paused,
  all,
  schools,
}: {
  readonly paused: boolean;
  readonly all: All;
  readonly schools: Schools;
}) {
  const say = useSay();
  const seen = useRef(new Set<string>());
  for (const grant of all) if (!isOver(grant)) seen.current.add(grant.id);
  const standing = all.filter(
    (grant) => !isOver(grant) || (grant.state === 'REVOKED' && seen.current.has(grant.id)),
  );
  const ended = all.filter(
    (grant) => isOver(grant) && !standing.includes(grant) && grant.state !== 'SUPERSEDED',
  );
  return (
    <>
      <Group justify="space-between" mt="lg">
        <Title order={2} size="h3">
          {say('access.granted')}
        </Title>
        {standing.length > 0 || paused ? <Pause paused={paused} /> : null}
      </Group>
      {paused ? <Text role="status">{say('access.paused')}</Text> : null}
      {standing.length === 0 ? <Text my="md">{say('access.none')}</Text> : null}
      <Cards grants={standing} schools={schools} />
      {ended.length > 0 ? (
        <details>
          <summary>{say('access.ended', { count: ended.length })}</summary>
          <Cards grants={ended} schools={schools} />
        </details>
      ) : null}
    </>
  );
}

function Cards({ grants, schools }: { readonly grants: All; readonly schools: Schools }) {
  return (
    <ul className="cards">
      {grants.map((grant) => (
        <li key={grant.id}>
          <GrantCard grant={grant} schools={schools} />
        </li>
      ))}
    </ul>
  );
}

function Pause({ paused }: { readonly paused: boolean }) {
  const say = useSay();
  const { act, isPending, error } = useAct(PauseAllDocument, ['grants', 'looks']);
  return (
    <div>
      <Button
        variant={paused ? 'filled' : 'default'}
        loading={isPending}
        onClick={() => act({ paused: !paused })}
      >
        {paused ? say('access.resume') : say('access.pause')}
      </Button>
      {error ? <Fault error={error} /> : null}
    </div>
  );
}
