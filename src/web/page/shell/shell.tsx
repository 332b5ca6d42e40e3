import { Title } from '@mantine/core';
import { Link, Outlet, useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import { useLive } from '../ask/live.js';
import { useOneViewerOnly, useViewer, type Viewer } from '../ask/viewer.js';
import { useSay } from '../texts/texts.js';
import { Header } from './header.js';
import { useKeptFocus } from './kept-focus.js';
import { Menu } from './menu.js';
import { Notices } from './notices.js';
import { type Place, placesOf, visitorPaths, visitorPlaces } from './places.js';
import { Welcome } from './welcome.js';

/** What stands on every page, round the page itself. */
export function Shell() {
  useOneViewerOnly();
  const { data: viewer, isPending, isError } = useViewer();
  const say = useSay();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  const place = useRef<HTMLElement>(null);
  const visitor = visitorPaths.some((start) => path.startsWith(start));
  const title = useTitle(path);
  const news = useLive(viewer?.kind);
  useFocusOnMove(path, place);
  useKeptFocus(place);
  return (
    <div className="shell">
      <a
        className="skip"
        href="#main"
        onClick={(event) => {
          // The part of the address behind # may be somebody's link.
          event.preventDefault();
          place.current?.focus();
        }}
      >
        {say('shell.skip')}
      </a>
      <title>{title}</title>
      <Header viewer={viewer ?? undefined} />
      {viewer && !visitor ? <Menu kind={viewer.kind} /> : null}
      <main id="main" tabIndex={-1} ref={place}>
        <Notices failed={isError} />
        <p className={news === '' ? 'unseen' : 'news'} role="status">
          {news}
        </p>
        <Inside viewer={viewer} pending={isPending} visitor={visitor} path={path} />
      </main>
    </div>
  );
}

function Inside({
  viewer,
  pending,
  visitor,
  path,
}: {
  readonly viewer: Viewer | null | undefined;
  readonly pending: boolean;
  readonly visitor: boolean;
  readonly path: string;
}) {
  const say = useSay();
  const was = useRef(false);
  if (viewer) was.current = true;
  if (visitor) return <Outlet />;
  if (viewer && isOthers(viewer.kind, path)) return <NotYours />;
  if (pending) return <p role="status">{say('shell.loading')}</p>;
  // A session that ended keeps the page, out of sight: what was typed is there again once somebody is back.
  if (viewer || was.current) {
    return (
      <div className="inside" hidden={viewer === null}>
        <Outlet />
      </div>
    );
  }
  return viewer === null ? <Welcome /> : null;
}

/** Whether a place is there, and not for them. */
function isOthers(kind: Viewer['kind'], path: string): boolean {
  const isAt = ({ to }: Place) => to === path;
  // Anybody can be somebody's guardian.
  if (path === '/wards') return false;
  return Object.values(placesOf).flat().some(isAt) && !placesOf[kind].some(isAt);
}

function NotYours() {
  const say = useSay();
  return (
    <>
      <Title order={1}>{say('shell.not-yours')}</Title>
      <Link to="/">{say('fault.again')}</Link>
    </>
  );
}

/** Each page has a name of its own, for whoever has many open or hears them read. */
function useTitle(path: string): string {
  const say = useSay();
  const found = [...Object.values(placesOf).flat(), ...visitorPlaces].find(({ to }) => to === path);
  return found === undefined || path === '/' ? 'Leerkluis' : `${say(found.name)} · Leerkluis`;
}

/** Whoever moves to another page by keyboard or screen reader is at its beginning. */
function useFocusOnMove(path: string, place: React.RefObject<HTMLElement | null>): void {
  const before = useRef(path);
  useEffect(() => {
    if (before.current === path) return;
    before.current = path;
    place.current?.focus({ preventScroll: true });
  }, [path, place]);
}
