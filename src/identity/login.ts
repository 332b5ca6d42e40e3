/** Why a login did not come about, as far as the login itself is concerned. */
export type LoginFailureCode = 'CANCELLED' | 'PROVIDER_FAILED' | 'WEBID_NOT_CONFIRMED' | 'NO_EDUID';

/** A login that did not come about. Its message says what, and nothing of whom. */
export class LoginFailed extends Error {
  override readonly name = 'LoginFailed';
  constructor(
    readonly code: LoginFailureCode,
    options?: ErrorOptions,
  ) {
    super(`a login did not come about: ${code}`, options);
  }
}

/** Where a browser is to go, and what has to be kept until it comes back. */
export interface LoginBegun {
  readonly href: string;
  readonly state: string;
  readonly verifier: string;
  readonly nonce?: string;
  /** Where they have to sign in anew: a login from before then is none. */
  readonly since?: Date;
}
/** What was kept. */
export interface LoginKept {
  readonly issuer: string;
  readonly state: string;
  readonly verifier: string;
  readonly nonce?: string | undefined;
  readonly since?: Date | undefined;
}

/** The answer of a login, at the address it was to come back to. */
export const answerAt = (redirectUri: string, search: string): URL => {
  const url = new URL(redirectUri);
  url.search = search;
  return url;
};

/** @throws LoginFailed where the answer itself says that it was called off, or went wrong. */
export function heedRefusal({ searchParams }: URL): void {
  const error = searchParams.get('error');
  if (error === null) return;
  throw new LoginFailed(error === 'access_denied' ? 'CANCELLED' : 'PROVIDER_FAILED');
}
