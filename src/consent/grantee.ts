import {
  type ClientId,
  canonicalJson,
  type InstitutionId,
  type LearnerId,
  type WebId,
} from '../base/index.js';
import type { Purpose } from './purpose.js';

/** A role at an organisation, by who asserts it: the same word from another issuer is another role. */
export interface Role {
  /** The identity provider that says so. */
  readonly issuer: string;
  /** The organisation's schacHome domain. */
  readonly organisation: string;
  readonly role: string;
}
/** A role as its issuer asserted it of somebody, and when. */
export interface AssertedRole extends Role {
  readonly assertedAt: Date;
}

/**
 * To whom a learner says yes. Never everyone. An `app` stands for the learner's own use of it; an `institution` may
 * write and read nothing; a `link` is whoever holds its secret, of which only the hash is known.
 */
export type Grantee =
  | { readonly kind: 'person'; readonly webId: WebId }
  | ({ readonly kind: 'role' } & Role)
  | { readonly kind: 'app'; readonly client: ClientId }
  | { readonly kind: 'institution'; readonly institution: InstitutionId }
  | { readonly kind: 'link'; readonly secretHash: string };
export type GranteeKind = Grantee['kind'];

/** One text per grantee, to look up and compare by. A person is their WebID. */
export const granteeKey = (grantee: Grantee): string =>
  grantee.kind === 'person' ? grantee.webId : canonicalJson(grantee);

/**
 * Whom a delegate in the pod stands for. An app's delegate is bound to the learner too: with anybody else at that app
 * it is another agent.
 */
export const delegateKey = (grantee: Grantee, learner: WebId): string =>
  grantee.kind === 'app' ? canonicalJson({ ...grantee, of: learner }) : granteeKey(grantee);

/** Who asks, through what, for what, when. All of it verified or read from the database clock. */
export interface Ask {
  readonly learner: LearnerId;
  readonly agent: WebId;
  /** Whether the agent is that learner: their own use of an app. */
  readonly isLearner: boolean;
  readonly roles: readonly AssertedRole[];
  /** Hash of the share link's secret; absent for whoever came another way. */
  readonly linkHash?: string;
  readonly client: ClientId;
  readonly purpose: Purpose;
  readonly now: Date;
}

/** A role is what somebody was an hour ago at most; who left the job must not read on in an old session. */
export const roleLifeMs = 3_600_000;

const isHeld = (claimed: AssertedRole, role: Role, now: Date): boolean => {
  const age = now.getTime() - claimed.assertedAt.getTime();
  return (
    claimed.issuer === role.issuer &&
    claimed.organisation === role.organisation &&
    claimed.role === role.role &&
    age <= roleLifeMs
  );
};

/** Whether this grantee is who asks to read. Writing never implies reading. */
export function isAsking(grantee: Grantee, ask: Ask): boolean {
  if (grantee.kind === 'person') return grantee.webId === ask.agent;
  if (grantee.kind === 'role') return ask.roles.some((role) => isHeld(role, grantee, ask.now));
  if (grantee.kind === 'app') return ask.isLearner && grantee.client === ask.client;
  return grantee.kind === 'link' && grantee.secretHash === ask.linkHash;
}
