import type { JsonObject } from '../base/index.js';

/** What was found where a DID leads: its document, or why there is none. */
export type DidAnswer =
  | { readonly document: JsonObject }
  | { readonly problem: 'UNREACHABLE' | 'NOT_FOUND' | 'NOT_A_DOCUMENT' };

/** Documents that were fetched beforehand (did:web); did:key and did:jwk hold their key in their name. */
export type DidDocuments = ReadonlyMap<string, DidAnswer>;
