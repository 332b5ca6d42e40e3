import { AskFault, marks } from './ask.js';

/** Where to go on; the pods to choose from; or why there is none that can be used here, in the server's own code. */
export type PodAnswer =
  | { readonly href: string }
  | { readonly choose: readonly string[] }
  | { readonly reason: string };

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;
const isText = (value: unknown): value is string => typeof value === 'string';

function reasonIn(answer: object): string | undefined {
  if (!('errors' in answer) || !Array.isArray(answer.errors)) return undefined;
  const error: unknown = answer.errors[0];
  const said = isObject(error) && 'extensions' in error ? error.extensions : undefined;
  return isObject(said) && 'reason' in said && isText(said.reason) ? said.reason : undefined;
}

/** Asks to have a kluis in a pod of one's own. @param issuer query with the login. @throws AskFault */
export async function askToBring(issuer: string, pod?: string): Promise<PodAnswer> {
  const headers = { ...marks, 'content-type': 'application/json' };
  const body = JSON.stringify(pod === undefined ? {} : { pod });
  const answered = await fetch(`/account/pod?${issuer}`, { method: 'POST', headers, body }).catch(
    () => undefined,
  );
  if (answered === undefined) throw new AskFault('OFFLINE');
  const answer: unknown = await answered.json().catch(() => undefined);
  if (isObject(answer)) {
    if ('href' in answer && isText(answer.href)) return { href: answer.href };
    if ('choose' in answer && Array.isArray(answer.choose)) {
      return { choose: answer.choose.filter(isText) };
    }
    const reason = reasonIn(answer);
    if (reason !== undefined) return { reason };
  }
  throw new AskFault(answered.status === 401 ? 'UNAUTHENTICATED' : 'UPSTREAM');
}
