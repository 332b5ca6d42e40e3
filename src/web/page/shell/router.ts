import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
} from '@tanstack/react-router';
import { withTexts } from '../texts/load.js';
import { Home } from './home.js';
import { Nowhere } from './nowhere.js';
import { Shell } from './shell.js';

const root = createRootRoute({ component: Shell, notFoundComponent: Nowhere });

const at = <Path extends string>(path: Path, component: ReturnType<typeof lazyRouteComponent>) =>
  createRoute({ getParentRoute: () => root, path, component });

/** Of a page that keeps what was chosen in its address: it reads the address itself, as anybody may have written it. */
const anyAddress = (address: Record<string, unknown>): Record<string, unknown> => address;

/** All pages. What is not the first one loads when it is gone to. */
const routes = [
  createRoute({ getParentRoute: () => root, path: '/', component: Home }),
  at(
    '/results',
    lazyRouteComponent(() => withTexts(import('../learner/results.js')), 'Results'),
  ),
  at(
    '/access',
    lazyRouteComponent(() => withTexts(import('../learner/access.js')), 'Access'),
  ),
  at(
    '/looks',
    lazyRouteComponent(() => withTexts(import('../learner/looks.js')), 'Looks'),
  ),
  at(
    '/add',
    lazyRouteComponent(() => withTexts(import('../learner/add.js')), 'Add'),
  ),
  at(
    '/share',
    lazyRouteComponent(() => withTexts(import('../learner/share.js')), 'Share'),
  ),
  at(
    '/export',
    lazyRouteComponent(() => withTexts(import('../learner/export.js')), 'Export'),
  ),
  at(
    '/account',
    lazyRouteComponent(() => withTexts(import('../learner/account.js')), 'Account'),
  ),
  createRoute({
    getParentRoute: () => root,
    path: '/route',
    component: lazyRouteComponent(() => withTexts(import('../route/my-route.js')), 'MyRoute'),
    validateSearch: anyAddress,
  }),
  createRoute({
    getParentRoute: () => root,
    path: '/route/search',
    component: lazyRouteComponent(() => withTexts(import('../route/search.js')), 'Search'),
    validateSearch: anyAddress,
  }),
  at(
    '/route/offering/$id',
    lazyRouteComponent(() => withTexts(import('../route/offering.js')), 'Offering'),
  ),
  at(
    '/wards',
    lazyRouteComponent(() => withTexts(import('../guardian/wards.js')), 'Wards'),
  ),
  at(
    '/learners',
    lazyRouteComponent(() => withTexts(import('../adviser/learners.js')), 'Learners'),
  ),
  at(
    '/learners/$learner',
    lazyRouteComponent(() => withTexts(import('../adviser/learner.js')), 'Learner'),
  ),
  at(
    '/ask',
    lazyRouteComponent(() => withTexts(import('../adviser/ask-access.js')), 'AskAccess'),
  ),
  at(
    '/deliveries',
    lazyRouteComponent(() => withTexts(import('../clerk/deliveries.js')), 'Deliveries'),
  ),
  at(
    '/send',
    lazyRouteComponent(() => withTexts(import('../clerk/send-results.js')), 'SendResults'),
  ),
  at(
    '/awards',
    lazyRouteComponent(() => withTexts(import('../clerk/awards.js')), 'GivenAwards'),
  ),
  at(
    '/developer',
    lazyRouteComponent(() => withTexts(import('../developer/developer.js')), 'Developer'),
  ),
  at(
    '/shared',
    lazyRouteComponent(() => withTexts(import('../visitor/shared.js')), 'Shared'),
  ),
  at(
    '/connect/$id',
    lazyRouteComponent(() => withTexts(import('../visitor/connect.js')), 'Connect'),
  ),
  at(
    '/wallet',
    lazyRouteComponent(() => withTexts(import('../visitor/wallet.js')), 'Wallet'),
  ),
  at(
    '/sign-in',
    lazyRouteComponent(() => withTexts(import('../visitor/sign-in.js')), 'SignIn'),
  ),
] as const;

export const router = createRouter({
  routeTree: root.addChildren(routes),
  // What breaks is told by our own sentence, round all pages.
  disableGlobalCatchBoundary: true,
  defaultPreload: 'intent',
  scrollRestoration: true,
  // A part that loads slowly is no reason to blank what is there.
  defaultPendingMs: 300,
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
