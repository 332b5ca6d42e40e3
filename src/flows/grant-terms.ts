import { type ClientId, Fault, type InstitutionId } from '../base/index.js';
import {
  type Claim,
  type GrantablePurpose,
  type Grantee,
  type GrantTerms,
  mostClaims,
  type Selector,
  sharesNothing,
  writePurpose,
} from '../consent/index.js';
import type { Facet, PersonFacet } from '../records/index.js';
import type { House } from './house.js';

/** What a learner gets when they say yes without saying more. */
export const defaults = { facets: ['core', 'credits'], days: 90 } as const;
/** A link can be passed on: it lasts a month at most. */
const linkDays = 30;
const dayMs = 86_400_000;
const mostChoices = 50;

export interface GivenTerms {
  readonly scope: readonly Selector[];
  readonly claims?: readonly Claim[];
  readonly facets?: readonly Facet[];
  readonly personFacets?: readonly PersonFacet[];
  readonly until?: Date;
}
export interface NewGrant extends GivenTerms {
  readonly grantee: Grantee;
  readonly clients?: readonly ClientId[];
  readonly purpose: GrantablePurpose;
  readonly includeFuture?: boolean;
  readonly maxSessions?: number;
}

/** @param from when the time begins to count. */
export function endOf(house: House, from: Date, { grantee, until }: NewGrant): Date {
  const isLink = grantee.kind === 'link';
  const most = isLink ? Math.min(linkDays, house.grantMaxDays) : house.grantMaxDays;
  const usual = isLink ? most : defaults.days;
  const end = until ?? new Date(from.getTime() + usual * dayMs);
  const days = (end.getTime() - from.getTime()) / dayMs;
  if (!(days > 0)) throw new Fault('BadInput', 'The end date must lie ahead.');
  if (days > most) throw new Fault('BadInput', `Access can last ${most} days at most.`);
  return end;
}

/** A scope says what; an empty one would say everything, and nobody gives everything by leaving a field empty. */
export function refuseEmpty({ scope, facets, claims = [] }: GivenTerms): void {
  if (scope.length === 0 && claims.length === 0) {
    throw new Fault('BadInput', 'Say which records you share: at least one choice.');
  }
  if (scope.length > mostChoices) {
    throw new Fault('BadInput', 'That is more than fits one grant: share in fewer choices.');
  }
  if (claims.length > mostClaims) {
    throw new Fault(
      'BadInput',
      `A grant answers ${mostClaims} questions at most: many together would tell the records.`,
    );
  }
  if (facets?.length === 0)
    throw new Fault('BadInput', 'Say which parts of the records you share: at least one.');
}

/** A grant to write has nothing in it that could be read as a yes to reading. */
function refuseReading(asked: NewGrant): void {
  const { scope, claims = [], facets = [], personFacets = [], maxSessions } = asked;
  const includeFuture = asked.includeFuture ?? false;
  const said = { scope, claims, facets, personFacets, includeFuture };
  if (!sharesNothing(maxSessions === undefined ? said : { ...said, maxSessions })) {
    throw new Fault(
      'BadInput',
      'An institution may only put results in your kluis: it reads nothing, so choose no records, parts or questions.',
    );
  }
  if (asked.purpose !== writePurpose) {
    throw new Fault(
      'BadInput',
      'An institution puts results in your kluis because you are or were enrolled there: choose that as the purpose.',
    );
  }
}

/** The apps an institution writes through: those it told us of, unless the learner names others. */
function writeClientsOf(
  { institutions }: House,
  institution: InstitutionId,
  clients: readonly ClientId[] | undefined,
): readonly ClientId[] {
  const agent = institutions.get(institution)?.agent;
  if (agent === undefined) {
    throw new Fault(
      'BadInput',
      'This institution cannot put anything in your kluis: we do not know as whom it would come.',
    );
  }
  const named = clients ?? agent.clientIds;
  if (named.length === 0) {
    throw new Fault('BadInput', 'Name the app through which this institution writes.');
  }
  return named;
}

/** Through what it is used: an app by itself, a link on our own page, anybody else where the learner says. */
function clientsOf(house: House, { grantee, clients }: NewGrant): readonly ClientId[] {
  const { pageClient } = house;
  if (grantee.kind === 'institution') return writeClientsOf(house, grantee.institution, clients);
  if (grantee.kind !== 'app' && grantee.kind !== 'link') return clients ?? [pageClient];
  if (clients !== undefined)
    throw new Fault('BadInput', 'An app is used by itself, and a link on this site only.');
  return [grantee.kind === 'app' ? grantee.client : pageClient];
}

/** What was said, and what goes without saying. */
export function termsOf(house: House, asked: NewGrant): GrantTerms {
  const writes = asked.grantee.kind === 'institution';
  if (writes) refuseReading(asked);
  else refuseEmpty(asked);
  const { purpose, scope, claims = [], maxSessions } = asked;
  const validFrom = new Date();
  return {
    purpose,
    scope,
    claims,
    clients: clientsOf(house, asked),
    facets: asked.facets ?? (writes ? [] : defaults.facets),
    personFacets: asked.personFacets ?? [],
    validFrom,
    validUntil: endOf(house, validFrom, asked),
    includeFuture: asked.includeFuture ?? false,
    ...(maxSessions !== undefined && { maxSessions }),
  };
}
