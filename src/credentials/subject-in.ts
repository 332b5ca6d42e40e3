import { isEnvelope } from './envelope.js';
import type { SubjectClaims } from './examined.js';
import { openCredential } from './open.js';
import { subjectClaimsOf } from './subject.js';

/** What a credential says of whom it is about; undefined for what is no credential. Nothing of it is believed by this. */
export function subjectIn(bytes: Uint8Array): SubjectClaims | undefined {
  const opened = openCredential(bytes);
  return isEnvelope(opened) ? subjectClaimsOf(opened.claims, opened.form) : undefined;
}
