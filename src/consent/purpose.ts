/**
 * What a grantee says the data is for. A closed list; one operation declares one. It is the grantee's assertion:
 * matched against the grant, logged and shown, never proof. Mapped to our vocabulary, which maps to W3C DPV (pods/vocab).
 */
export const purposes = [
  'CAREER_GUIDANCE',
  'ADMISSION',
  'RECOGNITION_OF_PRIOR_LEARNING',
  'ENROLMENT',
  'EMPLOYMENT',
  'INTERNSHIP',
  'RESEARCH',
  'SELF_USE',
] as const;
export type Purpose = (typeof purposes)[number];

/** A purpose that can be granted: one's own use needs no grant. */
export type GrantablePurpose = Exclude<Purpose, 'SELF_USE'>;

export const isPurpose = (text: string): text is Purpose =>
  purposes.some((purpose) => purpose === text);
