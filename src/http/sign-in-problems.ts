/**
 * Why a sign-in, or the linking of a login, did not come about. A closed list for our page, which says it in words
 * (docs/errors.md); nothing of what a provider said, or of whom it is about, is in it.
 */
export const signInProblems = [
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
export type SignInProblem = (typeof signInProblems)[number];

/** The page that says so, and from where somebody can try again and still come where they wanted. */
export function signInAgain(problem: SignInProblem, returnTo: string): string {
  const query = new URLSearchParams({ problem, ...(returnTo !== '/' && { return: returnTo }) });
  return `/sign-in?${query.toString()}`;
}

/** The page that says so. @param at a path of ours that holds no problem yet. */
export function problemAt(problem: SignInProblem, at: string): string {
  const url = new URL(at, 'http://own.invalid');
  url.searchParams.set('problem', problem);
  return url.pathname + url.search + url.hash;
}
