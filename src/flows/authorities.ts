/** By which hosts are asked in a learner's own name. It never leaves but to a host the learner chose, or whoever gave it. */
export interface Authority {
  readonly accessToken: string;
  readonly refreshToken?: string;
  readonly expiresAt: Date;
}
/** Whoever gives authorities: at eduID or SURFconext. */
export interface Authorities {
  /** @returns undefined where it gives none any more. */
  readonly renew: (refreshToken: string) => Promise<Authority | undefined>;
  /** Declares them void; it is not waited for. */
  readonly giveUp: (tokens: readonly string[]) => void;
}
