import { AskFault, marks } from './ask.js';

const isHref = (value: unknown): value is { readonly href: string } =>
  typeof value === 'object' && value !== null && 'href' in value && typeof value.href === 'string';

/** Knocks on a door beside the graph. @returns where to go on, if anywhere. @throws AskFault */
export async function post(path: string): Promise<string | undefined> {
  const response = await fetch(path, { method: 'POST', headers: marks }).catch(() => undefined);
  if (response === undefined) throw new AskFault('OFFLINE');
  if (!response.ok) throw new AskFault(response.status === 401 ? 'UNAUTHENTICATED' : 'UPSTREAM');
  const answer: unknown = response.status === 204 ? undefined : await response.json();
  return isHref(answer) ? answer.href : undefined;
}
