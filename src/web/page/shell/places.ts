import type { ViewerKind } from '../../../../schema/generated/graphql.js';
import type { TextId } from '../texts/texts.js';

export interface Place {
  readonly to:
    | '/'
    | '/results'
    | '/route'
    | '/access'
    | '/looks'
    | '/add'
    | '/share'
    | '/export'
    | '/account'
    | '/learners'
    | '/ask'
    | '/developer'
    | '/wards'
    | '/deliveries'
    | '/send'
    | '/awards';
  readonly name: TextId;
  readonly what: TextId;
}

const home: Place = { to: '/', name: 'place.home', what: 'place.home.what' };

const asking: readonly Place[] = [
  { to: '/learners', name: 'place.learners', what: 'place.learners.what' },
  { to: '/ask', name: 'place.ask', what: 'place.ask.what' },
];
const building: Place = {
  to: '/developer',
  name: 'place.developer',
  what: 'place.developer.what',
};

const deciding: Place = { to: '/wards', name: 'place.wards', what: 'place.wards.what' };

/** Of whom we keep nothing but that they are signed in. */
const leaving: Place = { to: '/account', name: 'place.account', what: 'place.account.leaving' };

/** Where somebody can go, by who they are; each is one step from home. */
export const placesOf: Readonly<Record<ViewerKind, readonly Place[]>> = {
  LEARNER: [
    home,
    { to: '/results', name: 'place.results', what: 'place.results.what' },
    { to: '/route', name: 'place.route', what: 'place.route.what' },
    { to: '/access', name: 'place.access', what: 'place.access.what' },
    { to: '/looks', name: 'place.looks', what: 'place.looks.what' },
    { to: '/add', name: 'place.add', what: 'place.add.what' },
    { to: '/share', name: 'place.share', what: 'place.share.what' },
    { to: '/export', name: 'place.export', what: 'place.export.what' },
    { to: '/account', name: 'place.account', what: 'place.account.what' },
  ],
  ADVISER: [home, ...asking, leaving],
  GUEST: [home, ...asking, deciding, building, leaving],
  APP: [home, building, leaving],
  INSTITUTION: [
    home,
    { to: '/learners', name: 'place.recognise', what: 'place.recognise.what' },
    { to: '/ask', name: 'place.ask', what: 'place.ask.what' },
    { to: '/deliveries', name: 'place.deliveries', what: 'place.deliveries.what' },
    { to: '/send', name: 'place.send', what: 'place.send.what' },
    { to: '/awards', name: 'place.awards', what: 'place.awards.what' },
    leaving,
  ],
};

/** Names of pages that stand in no menu. */
export const visitorPlaces = [
  { to: '/route/search', name: 'place.search' },
  { to: '/shared', name: 'place.shared' },
  { to: '/sign-in', name: 'welcome.sign-in' },
] as const;

/** Pages that nobody needs to sign in for. */
export const visitorPaths = ['/shared', '/sign-in'] as const;
