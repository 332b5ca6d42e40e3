import { z } from 'zod';
import type { LearnerId } from '../base/index.js';
import type { Authority } from './authorities.js';
import type { House } from './house.js';

const Kept = z.object({
  accessToken: z.string(),
  refreshToken: z.string().exactOptional(),
  expiresAt: z.coerce.date(),
});

/** A host that takes its time is asked with a token that still holds then. */
const marginMs = 30_000;
/** One that can be renewed is kept for so long; without that, as long as it holds. */
const keepMs = 180 * 86_400_000;
const nameOf = (learner: LearnerId): string => `authority ${learner}`;

export type AuthorityTools = Pick<House, 'ledger' | 'rowSeal' | 'authorities'>;

/** A learner let us ask hosts in their name, at a login that was theirs. */
export async function keepAuthority(
  { ledger, rowSeal }: AuthorityTools,
  learner: LearnerId,
  authority: Authority,
): Promise<void> {
  const { refreshToken, expiresAt } = authority;
  const until = refreshToken === undefined ? expiresAt : new Date(Date.now() + keepMs);
  const sealed = rowSeal.seal(nameOf(learner), JSON.stringify(authority));
  await ledger.enrolments.authority.keep(learner, sealed, until);
}

async function kept({ ledger, rowSeal }: AuthorityTools, learner: LearnerId) {
  const sealed = await ledger.enrolments.authority.find(learner);
  const text = sealed === undefined ? undefined : rowSeal.open(nameOf(learner), sealed);
  return text === undefined ? undefined : Kept.safeParse(JSON.parse(text)).data;
}

const holds = ({ expiresAt }: Authority): boolean => expiresAt.getTime() > Date.now() + marginMs;

/** @returns undefined where the learner has to let us first, or again. */
export async function tokenFor(
  tools: AuthorityTools,
  learner: LearnerId,
): Promise<string | undefined> {
  const found = await kept(tools, learner);
  if (found === undefined || holds(found)) return found?.accessToken;
  const { refreshToken } = found;
  const renewed =
    refreshToken === undefined ? undefined : await tools.authorities?.renew(refreshToken);
  if (renewed === undefined) return undefined;
  await keepAuthority(tools, learner, { ...found, ...renewed });
  return renewed.accessToken;
}

/** Nothing is asked in their name any more. */
export async function dropAuthority(tools: AuthorityTools, learner: LearnerId): Promise<void> {
  const found = await kept(tools, learner);
  await tools.ledger.enrolments.authority.forget(learner);
  if (found === undefined) return;
  tools.authorities?.giveUp([found.refreshToken ?? [], found.accessToken].flat());
}
