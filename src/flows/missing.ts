import type { Selector } from '../consent/index.js';
import type { RequestedItem } from '../ledger/index.js';
import type { Facet } from '../records/index.js';

/** What was given, as far as it decides whether something is missing. */
interface Given {
  readonly scope: readonly Selector[];
  readonly facets: readonly Facet[];
}

/** Names none of what makes a choice smaller than its types and schools. */
const isWhole = (selector: Selector): boolean =>
  Object.entries(selector).every(
    ([name, value]) => name === 'types' || name === 'institutions' || value === undefined,
  );
/** Undefined stands for any. */
const holds = <T>(chosen: readonly T[] | undefined, wanted: T | undefined): boolean =>
  chosen === undefined || (wanted !== undefined && chosen.includes(wanted));
const eachOf = <T>(named: readonly T[]): readonly (T | undefined)[] =>
  named.length === 0 ? [undefined] : named;

function isGiven({ recordTypes, institutions, facets }: RequestedItem, given: Given): boolean {
  const whole = given.scope.filter(isWhole);
  const pairs = eachOf(recordTypes).flatMap((type) =>
    eachOf(institutions).map((institution) => ({ type, institution })),
  );
  const everywhere = pairs.every(({ type, institution }) =>
    whole.some((choice) => holds(choice.types, type) && holds(choice.institutions, institution)),
  );
  return everywhere && facets.every((facet) => given.facets.includes(facet));
}

/**
 * What was asked as required and not given in full. The learner may always give less, and is told what that leaves
 * out; nothing is refused for it.
 */
export const missingItems = (asked: readonly RequestedItem[], given: Given) =>
  asked.filter((item) => item.required && !isGiven(item, given));
