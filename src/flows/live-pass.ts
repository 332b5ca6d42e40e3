import type { ClientId, WebId } from '../base/index.js';
import type { Standing } from '../ledger/index.js';

/** By what somebody listens: looked at again before anything is sent. */
export type Pass =
  | { readonly kind: 'session'; readonly tokenHash: string; readonly webId: WebId }
  | { readonly kind: 'token'; readonly client: ClientId; readonly until: Date };

/** By our own clock: what the database has no word in. */
export const hasRunOut = (pass: Pass): boolean => pass.kind === 'token' && pass.until <= new Date();

/** @param standing of a question that named this pass. */
export function isGood(pass: Pass, { sessions, suspended }: Standing): boolean {
  if (pass.kind === 'session') return sessions.get(pass.tokenHash) === pass.webId;
  return !hasRunOut(pass) && !suspended.has(pass.client);
}

/** What to ask of the database to know of these. */
export function passesOf(passes: readonly Pass[]) {
  const sessions = passes.flatMap((pass) => (pass.kind === 'session' ? [pass.tokenHash] : []));
  const clients = passes.flatMap((pass) => (pass.kind === 'token' ? [pass.client] : []));
  return { sessions: [...new Set(sessions)], clients: [...new Set(clients)] };
}
