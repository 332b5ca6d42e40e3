/**
 * credentials: whether a credential is what its issuer signed, whether it still holds, and whom to believe about that; and how
 * our institutions' own are written. Pure: it gets bytes and documents, and fetches nothing.
 */

export type { DidAnswer, DidDocuments } from './did-document.js';
export { didUrlOf } from './dids/did-url.js';
export { didWebUrl } from './dids/did-web-url.js';
export { type FoundKey, isFoundKey, keysOf } from './dids/key-of.js';
export { isPublishedForTests } from './dids/keys-published-for-tests.js';
export { type CredentialForm, type Examined } from './examined.js';
export { type RecognisedInstitution, type Registry, registryOf } from './registry.js';
