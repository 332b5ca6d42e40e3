import type { InstitutionId } from '../base/index.js';
import type { Grant, GrantTerms } from './grant.js';
import type { GrantablePurpose } from './purpose.js';

/** The institution that a grant lets write; absent: it is a grant to read. */
export const writerOf = ({ grantee }: Pick<Grant, 'grantee'>): InstitutionId | undefined =>
  grantee.kind === 'institution' ? grantee.institution : undefined;

/**
 * What a school writes for: it keeps a learner's results because they are, or were, enrolled there. One purpose, so that
 * none can be chosen for what goes with it, such as that a young learner needs nobody's leave.
 */
export const writePurpose: GrantablePurpose = 'ENROLMENT';

/** Writing never implies reading: in a grant to write nothing stands that could be read as a yes to it. */
export const sharesNothing = ({
  scope,
  claims,
  facets,
  personFacets,
  includeFuture,
  maxSessions,
}: Omit<GrantTerms, 'purpose' | 'clients' | 'validFrom' | 'validUntil'>): boolean =>
  [scope, claims, facets, personFacets].every(({ length }) => length === 0) &&
  !includeFuture &&
  maxSessions === undefined;
