import { z } from 'zod';
import { type InstitutionId, institutionId } from '../base/index.js';
import type { AssertedRole } from '../consent/index.js';

/** What a login at eduID or SURFconext says of somebody. */
export interface EduidFacts {
  /** The claim `eduid`: one person at this service. Never their e-mail address or name, which others may have. */
  readonly eduid: string;
  /** Absent where the login calls them nothing. */
  readonly name?: { readonly given: string; readonly family: string };
  readonly displayName: string;
  /** Who they are at the institution they signed in by; absent where it was eduID alone, or does not say. */
  readonly atInstitution?: { readonly institution: InstitutionId; readonly personId: string };
  readonly roles: readonly AssertedRole[];
  /** By what others may have named them, in a credential: of each its kind and value. */
  readonly identifiers: readonly LoginIdentifier[];
}
export interface LoginIdentifier {
  readonly type: 'eduID' | 'emailAddress' | 'eduPersonPrincipalName';
  readonly value: string;
}

const line = z.string().trim().min(1).max(200);
/** A claim that is not as it should be tells nothing; the others still do. */
const Claims = z.object({
  eduid: line.optional().catch(undefined),
  given_name: line.optional().catch(undefined),
  family_name: line.optional().catch(undefined),
  name: line.optional().catch(undefined),
  email: line.optional().catch(undefined),
  email_verified: z.boolean().optional().catch(undefined),
  schac_home_organization: line.toLowerCase().optional().catch(undefined),
  eduperson_principal_name: line.optional().catch(undefined),
  uids: z.array(line).max(20).catch([]),
  eduperson_scoped_affiliation: z
    .union([line, z.array(line).max(50)])
    .transform((value) => [value].flat())
    .catch([]),
});
type Claims = z.infer<typeof Claims>;

/** What nobody sees, or what turns a line round, makes one name look like another. */
const plain = (text: string | undefined): string | undefined =>
  text?.replaceAll(/[\p{C}\p{Bidi_Control}\p{Default_Ignorable_Code_Point}]/gu, '').trim() ||
  undefined;

/** An eppn ends in the domain of who gave it out; of another institution's, this one's login is no proof. */
function isOf(domain: string, eppn: string): boolean {
  const [, scope = '', ...more] = eppn.toLowerCase().split('@');
  return more.length === 0 && (scope === domain || scope.endsWith(`.${domain}`));
}

/** The institution's own number for them, where there is one and no other; else their eppn. */
function personIdOf({ uids, eduperson_principal_name: eppn }: Claims, domain: string) {
  const [uid, ...more] = uids;
  if (uid !== undefined && more.length === 0) return uid;
  return eppn !== undefined && isOf(domain, eppn) ? eppn : undefined;
}

function atInstitution(claims: Claims) {
  const { schac_home_organization: home } = claims;
  const personId = home === undefined ? undefined : personIdOf(claims, home);
  if (home === undefined || personId === undefined) return undefined;
  return { institution: institutionId(home), personId };
}

/** `employee@school.example`: what they are there, by the word of the institution they signed in by. */
function rolesOf(claims: Claims, issuer: string, assertedAt: Date): readonly AssertedRole[] {
  const { schac_home_organization: home, eduperson_scoped_affiliation: said } = claims;
  return said.flatMap((affiliation) => {
    const [role = '', organisation = '', ...more] = affiliation.toLowerCase().split('@');
    const isTheirs = organisation === home && role !== '' && more.length === 0;
    return isTheirs ? [{ issuer, organisation, role, assertedAt }] : [];
  });
}

/** An address that nobody looked into may be anybody's, and so may an eppn of another institution. */
function identifiersOf(eduid: string, claims: Claims): readonly LoginIdentifier[] {
  const { email, email_verified: isVerified, eduperson_principal_name: eppn } = claims;
  const home = claims.schac_home_organization;
  const isTheirs = eppn !== undefined && home !== undefined && isOf(home, eppn);
  return [
    { type: 'eduID', value: eduid },
    ...(email !== undefined && isVerified === true
      ? [{ type: 'emailAddress', value: email } as const]
      : []),
    ...(isTheirs ? [{ type: 'eduPersonPrincipalName', value: eppn } as const] : []),
  ];
}

/** @returns undefined when the claims name nobody. */
export function eduidFacts(said: unknown, issuer: string, at: Date): EduidFacts | undefined {
  const claims = Claims.safeParse(said).data;
  if (claims?.eduid === undefined) return undefined;
  const [given = '', family = ''] = [plain(claims.given_name), plain(claims.family_name)];
  const whole = `${given} ${family}`.trim();
  const there = atInstitution(claims);
  return {
    eduid: claims.eduid,
    ...(whole !== '' && { name: { given, family } }),
    displayName: whole || (plain(claims.name) ?? ''),
    ...(there !== undefined && { atInstitution: there }),
    roles: rolesOf(claims, issuer, at),
    identifiers: identifiersOf(claims.eduid, claims),
  };
}
