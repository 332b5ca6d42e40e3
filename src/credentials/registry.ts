/** An institution that is recognised: whose credentials are to be trusted. */
export interface RecognisedInstitution {
  readonly name: { readonly nl: string; readonly en: string };
  readonly schacHome: string;
  readonly brin?: string;
  readonly dids: readonly string[];
  /** RFC 7638 thumbprints. Where there are any only these count, whatever its DIDs publish. */
  readonly keys: readonly string[];
  readonly since?: Date;
  /** Exclusive. */
  readonly until?: Date;
}

/** Who is recognised. Nothing is asked of anybody: it is what the operator wrote down. */
export interface Registry {
  readonly all: readonly RecognisedInstitution[];
  /**
   * @param issuer the DID by which a credential names its issuer.
   * @param thumbprint of the key that proved it, published by that DID.
   */
  find(issuer: string, thumbprint: string, at: Date): RecognisedInstitution | undefined;
}

const isAt = ({ since, until }: RecognisedInstitution, at: Date): boolean =>
  (since === undefined || since <= at) && (until === undefined || at < until);

/** @param all no DID stands in two of them. */
export function registryOf(all: readonly RecognisedInstitution[]): Registry {
  const byDid = new Map(all.flatMap((entry) => entry.dids.map((did) => [did, entry] as const)));
  return {
    all,
    find(issuer, thumbprint, at) {
      const entry = byDid.get(issuer);
      if (entry === undefined || !isAt(entry, at)) return undefined;
      const counts = entry.keys.length === 0 || entry.keys.includes(thumbprint);
      return counts ? entry : undefined;
    },
  };
}
