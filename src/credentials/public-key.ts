/** A public key, and by which name it goes. */
export interface PublicKey {
  /** The verification method. */
  readonly id: string;
  readonly jwk: PublicJwk;
  readonly thumbprint: string;
}
/** Public members only. */
export interface PublicJwk {
  readonly kty: 'OKP' | 'EC' | 'RSA';
  readonly crv?: 'Ed25519' | 'P-256' | 'P-384';
  readonly x?: string;
  readonly y?: string;
  readonly n?: string;
  readonly e?: string;
}
