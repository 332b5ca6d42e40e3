/**
 * Signs in an institution's name. The key may lie in a file, in hardware or with a key service: whoever asks sees bytes go in
 * and a signature come out.
 */
export interface Signer {
  /** The verification method under which its public half is published, such as `did:web:…#key-1`. */
  readonly id: string;
  readonly algorithm: 'EdDSA' | 'ES256';
  /** The raw signature: 64 bytes for either (ES256 as r and s). */
  sign(data: Uint8Array): Promise<Uint8Array>;
}
