import { Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useWaitingProposals } from '../ask/proposals.js';
import { useOpenRequests } from '../ask/requests.js';
import { useViewer } from '../ask/viewer.js';
import { useSay } from '../texts/texts.js';
import { placesOf } from './places.js';

/** Where one begins: every place of this person, each with a sentence of what it is for. */
export function Home() {
  const say = useSay();
  const { data: viewer } = useViewer();
  const { waiting, isError } = useOpenRequests(viewer?.kind === 'LEARNER');
  const proposed = useWaitingProposals(viewer?.kind === 'LEARNER');
  if (!viewer) return null;
  return (
    <>
      <Title order={1}>{say('home.hello', { name: viewer.displayName ?? '' })}</Title>
      <Text mt="xs">{say(`home.what.${viewer.kind}`)}</Text>
      {waiting > 0 ? (
        <Link to="/access" className="waiting">
          {say('access.waiting', { count: waiting })}
        </Link>
      ) : null}
      {proposed > 0 ? (
        <Link to="/route" className="waiting">
          {say('home.proposals', { count: proposed })}
        </Link>
      ) : null}
      {isError ? (
        <Text role="status" mt="sm">
          {say('home.requests-unknown')}
        </Text>
      ) : null}
      <ul className="tiles">
        {placesOf[viewer.kind]
          .filter(({ to }) => to !== '/')
          .map(({ to, name, what }) => (
            <li key={to}>
              <Link to={to} className="tile">
                <strong>{say(name)}</strong>
                <span>{say(what)}</span>
              </Link>
            </li>
          ))}
        {viewer.kind === 'APP' || viewer.kind === 'INSTITUTION' ? (
          <li>
            <a href="/graphiql" className="tile">
              <strong>{say('place.explorer')}</strong>
              <span>{say('place.explorer.what')}</span>
            </a>
          </li>
        ) : null}
      </ul>
    </>
  );
}
