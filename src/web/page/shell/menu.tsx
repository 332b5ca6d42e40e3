import { Button } from '@mantine/core';
import { Link, useRouterState } from '@tanstack/react-router';
import { useEffect, useState } from 'react';
import type { ViewerKind } from '../../../../schema/generated/graphql.js';
import { useOpenRequests } from '../ask/requests.js';
import { useSay } from '../texts/texts.js';
import { placesOf } from './places.js';

/** The places of this person: beside the page where there is room, else behind a button. */
export function Menu({ kind }: { readonly kind: ViewerKind }) {
  const say = useSay();
  const [open, setOpen] = useState(false);
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const { waiting } = useOpenRequests(kind === 'LEARNER');
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
              {to === '/access' && waiting > 0 ? (
                <span className="count">
                  <span aria-hidden="true">{waiting}</span>
                  <span className="unseen">{say('access.waiting', { count: waiting })}</span>
                </span>
              ) : null}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}
