import { delegateKey } from '../consent/index.js';
import type { GrantRow, LearnerRow } from '../ledger/index.js';
import type { BesideView } from '../pod/index.js';
import type { Workshop } from './house.js';

/** A delegate of a grant: one for each client it may, or could once, be used through. */
export type Delegate = ReturnType<typeof delegatesOf>[number];
export const delegatesOf = (
  { id, grantee, purpose, clients }: GrantRow,
  { webId }: Pick<LearnerRow, 'webId'>,
) =>
  // An institution writes as itself, and reads as nobody.
  (grantee.kind === 'institution' ? [] : clients).map((client) => ({
    grantId: id,
    grantee: delegateKey(grantee, webId),
    client,
    purpose,
  }));

/** Whom the rules of a grant's documents let in. */
export const accessUnder = (
  { names, readerFor, keepersOf }: Pick<Workshop, 'names' | 'readerFor' | 'keepersOf'>,
  learner: Pick<LearnerRow, 'webId'>,
  grant: GrantRow,
): BesideView['access'] => ({
  readers: delegatesOf(grant, learner).map((parts) => readerFor(names.delegateOf(parts))),
  keepers: keepersOf(learner.webId),
});
