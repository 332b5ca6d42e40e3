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

const sealIn = ({ rowSeal }: AuthorityTools, learner: LearnerId, authority: Authority) => ({
  sealed: rowSeal.seal(nameOf(learner), JSON.stringify(authority)),
  expiresAt:
    authority.refreshToken === undefined ? authority.expiresAt : new Date(Date.now() + keepMs),
});

/** A learner let us ask hosts in their name, at a login that was theirs. */
export async function keepAuthority(
  tools: AuthorityTools,
  learner: LearnerId,
  authority: Authority,
): Promise<void> {
  const { sealed, expiresAt } = sealIn(tools, learner, authority);
  await tools.ledger.enrolments.authority.keep(learner, sealed, expiresAt);
}

interface Found {
  readonly sealed: string;
  readonly authority: Authority;
}

function opened(
  { rowSeal }: AuthorityTools,
  learner: LearnerId,
  sealed: string | undefined,
): Found | undefined {
  const text = sealed === undefined ? undefined : rowSeal.open(nameOf(learner), sealed);
  if (sealed === undefined || text === undefined) return undefined;
  const authority = Kept.safeParse(JSON.parse(text)).data;
  return authority && { sealed, authority };
}

const kept = async (tools: AuthorityTools, learner: LearnerId): Promise<Found | undefined> =>
  opened(tools, learner, await tools.ledger.enrolments.authority.find(learner));

const holds = ({ expiresAt }: Authority): boolean => expiresAt.getTime() > Date.now() + marginMs;
const tokensOf = ({ refreshToken, accessToken }: Authority): readonly string[] =>
  [refreshToken ?? [], accessToken].flat();

/** In the place of what was renewed, and of nothing else: what the learner took back meanwhile stays taken back. */
async function renewedTo(
  tools: AuthorityTools,
  learner: LearnerId,
  before: string,
  authority: Authority,
): Promise<string | undefined> {
  const next = { before, ...sealIn(tools, learner, authority) };
  if (await tools.ledger.enrolments.authority.replace(learner, next)) return authority.accessToken;
  const now = await kept(tools, learner);
  if (now === undefined) tools.authorities?.giveUp(tokensOf(authority));
  return now?.authority.accessToken;
}

async function renewed(
  tools: AuthorityTools,
  learner: LearnerId,
  { sealed, authority }: Found,
): Promise<string | undefined> {
  const { refreshToken } = authority;
  const next =
    refreshToken === undefined ? undefined : await tools.authorities?.renew(refreshToken);
  return next && renewedTo(tools, learner, sealed, { ...authority, ...next });
}

/** @returns undefined where the learner has to let us first, or again. */
export async function tokenFor(
  tools: AuthorityTools,
  learner: LearnerId,
): Promise<string | undefined> {
  const found = await kept(tools, learner);
  if (found === undefined || holds(found.authority)) return found?.authority.accessToken;
  return renewed(tools, learner, found);
}

/**
 * In the place of a token that a host did not take: what the learner gave meanwhile, or what the provider makes of it. One
 * host's word ends no leave: others may take it.
 * @returns undefined where there is no other.
 */
export async function tokenInsteadOf(
  tools: AuthorityTools,
  learner: LearnerId,
  refused: string,
): Promise<string | undefined> {
  const found = await kept(tools, learner);
  if (found === undefined) return undefined;
  if (found.authority.accessToken !== refused) return tokenFor(tools, learner);
  return renewed(tools, learner, found);
}

/** Whether they let us still, looked at in the moment of sending. */
export const isLet = async ({ ledger }: AuthorityTools, learner: LearnerId): Promise<boolean> =>
  (await ledger.enrolments.authority.find(learner)) !== undefined;

/** Nothing is asked in their name any more. */
export async function dropAuthority(tools: AuthorityTools, learner: LearnerId): Promise<void> {
  const found = opened(tools, learner, await tools.ledger.enrolments.authority.forget(learner));
  if (found !== undefined) tools.authorities?.giveUp(tokensOf(found.authority));
}
