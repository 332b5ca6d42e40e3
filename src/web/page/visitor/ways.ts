import { AskFault } from '../ask/ask.js';
import type { Language } from '../texts/language.js';

/** A way to sign in that this server offers. */
export interface Way {
  readonly kind: 'EDUID' | 'SOLID' | 'DEMO';
  readonly name: Readonly<Record<Language, string>>;
  readonly href: string;
}
const isWays = (value: unknown): value is { readonly ways: readonly Way[] } =>
  typeof value === 'object' && value !== null && 'ways' in value && Array.isArray(value.ways);

export async function waysToSignIn(): Promise<readonly Way[]> {
  const response = await fetch('/sign-in/ways').catch(() => undefined);
  if (response === undefined) throw new AskFault('OFFLINE');
  const answer: unknown = await response.json().catch(() => undefined);
  if (!isWays(answer)) throw new AskFault('UPSTREAM');
  return answer.ways;
}

const problems = [
  'CANCELLED',
  'START_AGAIN',
  'ISSUER_NOT_TRUSTED',
  'PROVIDER_FAILED',
  'WEBID_NOT_CONFIRMED',
  'NO_EDUID',
  'NOT_LINKED',
  'LINKED_ELSEWHERE',
  'SESSION_ENDED',
  'KLUIS_NOT_READY',
  'NOT_OFFERED',
  'POD_NOT_FOUND',
  'POD_UNREACHABLE',
  'POD_ADDRESS',
  'POD_NO_CONTROL',
  'POD_UNKNOWN_RULES',
  'POD_FOLDER_TAKEN',
  'POD_OPEN',
  'POD_NOT_READY',
  'TRY_LATER',
] as const;

/** Where to go on once signed in: a place of our own, which the server looks at again. */
export function withReturn(href: string, search: string): string {
  const back = new URLSearchParams(search).get('return');
  if (back === null) return href;
  return `${href}${href.includes('?') ? '&' : '?'}${new URLSearchParams({ return: back }).toString()}`;
}

/** Why signing in did not work, as the server says it in the address. */
export function problemIn(search: string): (typeof problems)[number] | undefined {
  const said = new URLSearchParams(search).get('problem');
  return said === null ? undefined : (problems.find((one) => one === said) ?? 'PROVIDER_FAILED');
}
