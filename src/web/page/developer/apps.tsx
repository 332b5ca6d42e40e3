import { Badge, Button, Group, Text, Title } from '@mantine/core';
import { useState } from 'react';
import {
  MyAppsDocument,
  type MyAppsQuery,
  RemoveAppDocument,
} from '../../../../schema/generated/graphql.js';
import { useAct, useAsk } from '../ask/use-ask.js';
import { Answer } from '../parts/answer.js';
import { Fault } from '../parts/fault.js';
import { SecondLook } from '../parts/second-look.js';
import { useSay } from '../texts/texts.js';
import { RegisterApp } from './register-app.js';

type App = MyAppsQuery['myApps']['nodes'][number];

export function Apps() {
  const say = useSay();
  const apps = useAsk('apps', MyAppsDocument, {});
  const [isNew, setNew] = useState(false);
  return (
    <section aria-labelledby="apps">
      <Group justify="space-between" mt="lg">
        <Title order={2} size="h3" id="apps">
          {say('apps.mine')}
        </Title>
        <Button variant="default" aria-expanded={isNew} onClick={() => setNew(!isNew)}>
          {say('apps.register')}
        </Button>
      </Group>
      {isNew ? <RegisterApp done={() => setNew(false)} /> : null}
      <Answer of={apps}>
        {({ myApps: { nodes } }) =>
          nodes.length === 0 ? (
            <Text my="md">{say('apps.none')}</Text>
          ) : (
            <ul className="cards">
              {nodes.map((app) => (
                <li key={app.clientId}>
                  <Card app={app} />
                </li>
              ))}
            </ul>
          )
        }
      </Answer>
    </section>
  );
}

function Card({ app }: { readonly app: App }) {
  const say = useSay();
  const { act, isPending, error } = useAct(RemoveAppDocument, ['apps']);
  const { clientId, name, purpose, redirectUris, clusters, organisation, suspended } = app;
  return (
    <article className="card" aria-label={name}>
      <Group justify="space-between">
        <Title order={3} size="h4">
          {name}
        </Title>
        <Badge variant="default" tt="none">
          {say(organisation?.verified ? 'grantee.verified' : 'grantee.unverified')}
        </Badge>
      </Group>
      {suspended ? <Text fw={600}>{say('apps.suspended')}</Text> : null}
      <dl className="facts">
        <dt>client_id</dt>
        <dd>
          <code>{clientId}</code>
        </dd>
        <dt>redirect_uri</dt>
        <dd>
          {redirectUris.map((uri) => (
            <div key={uri}>
              <code>{uri}</code>
            </div>
          ))}
        </dd>
        <dt>scope</dt>
        <dd>
          <code>{['openid', 'webid', ...clusters.map(({ scope }) => scope)].join(' ')}</code>
        </dd>
        <dt>{say('grant.why')}</dt>
        <dd>{say(`purpose.${purpose}`)}</dd>
      </dl>
      <SecondLook
        label={say('apps.remove')}
        about={say('apps.remove.what', { name })}
        what={say('apps.remove.means')}
        busy={isPending}
        act={() => act({ clientId })}
      />
      {error ? <Fault error={error} /> : null}
    </article>
  );
}
