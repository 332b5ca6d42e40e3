import type { ClientId, GrantId, InstitutionId } from '../base/index.js';
import type { Grant, GrantTerms } from './grant.js';
import { hasEnded, isLive, type Policy, type Refusal } from './plan.js';
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

export type WriteDecision =
  | { readonly kind: 'may'; readonly grants: readonly { id: GrantId; version: number }[] }
  | { readonly kind: 'refused'; readonly because: Refusal };

/**
 * Whether an institution may add results now: from the grants to it alone.
 * @param client the app it comes with; absent for our own page, where it is the institution's own clerk who sends.
 */
export function mayWrite(
  { grants }: Pick<Policy, 'grants'>,
  asked: { readonly institution: InstitutionId; readonly client?: ClientId; readonly now: Date },
): WriteDecision {
  const { institution, client, now } = asked;
  const mine = grants.filter(
    (grant) =>
      writerOf(grant) === institution && (client === undefined || grant.clients.includes(client)),
  );
  const live = mine.filter((grant) => isLive(grant, now));
  if (live.length > 0) {
    return { kind: 'may', grants: live.map(({ id, version }) => ({ id, version })) };
  }
  const ended = mine.some((grant) => hasEnded(grant, now));
  return { kind: 'refused', because: ended ? 'ENDED' : 'NO_GRANT' };
}
