import { Button } from '@mantine/core';
import { Link, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ViewerKind } from '../../../../schema/generated/graphql.js';
import { useWaitingProposals } from '../ask/proposals.js';
import { useOpenRequests } from '../ask/requests.js';
import { type TextId, useSay } from '../texts/texts.js';
import { placesOf } from './places.js';

/** The places of this person: beside the page where there is room, else behind a button. */
export function Menu({ kind }: { readonly kind: ViewerKind }) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const { waiting } = useOpenRequests(kind === 'LEARNER');
  const proposed = useWaitingProposals(kind === 'LEARNER');
  useEffect(() => {
    if (path !== '') setOpen(false);
  }, [path]);
  return (
    <nav className="menu" aria-label={say('shell.menu')}>
      <Button
        className="menu-button"
        variant="default"
        fullWidth
        aria-expanded={open}
        aria-controls="places"
        onClick={() => setOpen(!open)}
      >
        {say('shell.menu')}
      </Button>
      <ul id="places" className={open ? 'places open' : 'places'}>
        {placesOf[kind].map(({ to, name }) => (
          <li key={to}>
            <Link to={to} activeOptions={{ exact: to === '/' }}>
              {say(name)}
              {to === '/access' ? <Count count={waiting} what="access.waiting" /> : null}
              {to === '/route' ? <Count count={proposed} what="home.proposals" /> : null}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** How much waits there for an answer. */
function Count({ count, what }: { readonly count: number; readonly what: TextId }) {
  const say = useSay();
  if (count === 0) return null;
  return (
    <span className="count">
      <span aria-hidden="true">{count}</span>
      <span className="unseen">{say(what, { count })}</span>
    </span>
  );
}
