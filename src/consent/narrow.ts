import { isSameClaim } from './claim.js';
import type { GrantTerms } from './grant.js';
import type { Selector } from './selector.js';

/** What a learner can take back of a grant while the rest stays. To whom and what for stay as they were. */
export type NarrowableTerms = Pick<
  GrantTerms,
  | 'clients'
  | 'scope'
  | 'claims'
  | 'facets'
  | 'personFacets'
  | 'validUntil'
  | 'includeFuture'
  | 'maxSessions'
>;

const isPart = <T>(less: readonly T[], of: readonly T[]): boolean =>
  less.every((item) => of.includes(item));

/** A condition that was there must still be there, at least as strict. */
const keeps = <T>(
  less: T | undefined,
  of: T | undefined,
  strict: (less: T, of: T) => boolean,
): boolean => of === undefined || (less !== undefined && strict(less, of));

const atLeast = <T extends string | number>(less: T, of: T): boolean => less >= of;
const atMost = <T extends string | number>(less: T, of: T): boolean => less <= of;

/** Whether one selector reaches no record that the other does not. */
const isWithin = (less: Selector, of: Selector): boolean =>
  keeps(less.types, of.types, isPart) &&
  keeps(less.institutions, of.institutions, isPart) &&
  keeps(less.recordIds, of.recordIds, isPart) &&
  keeps(less.issuedFrom, of.issuedFrom, atLeast) &&
  keeps(less.issuedTo, of.issuedTo, atMost) &&
  keeps(less.levelMin, of.levelMin, atLeast) &&
  isPart(less.status ?? ['CURRENT'], of.status ?? ['CURRENT']);

/** A grant to write is about no record and no question, and cannot become about one; any other stays about something. */
const isAbout = ({ scope, claims }: NarrowableTerms): boolean => scope.length + claims.length > 0;

/** By what it is about: records, questions, and who the learner is. */
const tellsNoMore = (less: NarrowableTerms, of: NarrowableTerms): boolean =>
  isAbout(less) === isAbout(of) &&
  isPart(less.facets, of.facets) &&
  isPart(less.personFacets, of.personFacets) &&
  less.claims.every((claim) => of.claims.some((other) => isSameClaim(claim, other))) &&
  less.scope.every((selector) => of.scope.some((other) => isWithin(selector, other)));

/**
 * Whether these terms allow nothing that those do not. Told from the terms alone, so a scope that happens to reach
 * fewer of today's records but could reach others tomorrow is not less.
 */
export const isNoMore = (less: NarrowableTerms, of: NarrowableTerms): boolean =>
  less.clients.length > 0 &&
  isPart(less.clients, of.clients) &&
  tellsNoMore(less, of) &&
  less.validUntil <= of.validUntil &&
  (of.includeFuture || !less.includeFuture) &&
  keeps(less.maxSessions, of.maxSessions, atMost);
