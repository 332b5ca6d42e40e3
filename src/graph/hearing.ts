import type { Caller, Hearer, House, Live } from '../flows/index.js';
import type { PairwiseIds } from '../identity/index.js';

/** Somebody who listens over one connection, and all that a subscription of theirs may use. */
export class Hearing {
  readonly ids: PairwiseIds;
  constructor(
    readonly house: House,
    readonly live: Live,
    readonly caller: Caller,
    /** BCP 47, in order of wish. */
    readonly languages: readonly string[],
    readonly hearer: Hearer,
    /** Nothing is looked after any more. */
    readonly leave: () => void,
  ) {
    this.ids = house.idsFor(caller.principal.webId);
  }

  /** As the same listener, in a subscription of this name. */
  named(operation: string): Hearing {
    const { house, live, caller, languages, hearer, leave } = this;
    return new Hearing(house, live, { ...caller, operation }, languages, hearer, leave);
  }
}
