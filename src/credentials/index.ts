/**
 * credentials: whether a credential is what its issuer signed, whether it still holds, and whom to believe about that; and how
 * our institutions' own are written. Pure: it gets bytes and documents, and fetches nothing.
 */
export { type CredentialForm, type Examined } from './examined.js';
