/** Parts of a record that a signed form of it shows or leaves out; of its core nothing is left out. */
export const partsApart = ['assessment', 'credits', 'evidence', 'feedback', 'identifiers'] as const;
export type PartApart = (typeof partsApart)[number];

/** A credential signed in a form of which parts can be left out. */
export interface SelectiveForm {
  /** Hex SHA-256, over what its issuer signed: the same whatever is left out. */
  readonly digest: string;
  readonly mediaType: string;
  /** How large it is with no part in it. */
  readonly bytes: number;
  /** What each part that it has adds to that. */
  readonly parts: Readonly<Partial<Record<PartApart, number>>>;
}

/** How large it is with just these parts. */
export const sizeWith = ({ bytes, parts }: SelectiveForm, shown: readonly PartApart[]): number =>
  shown.reduce((sum, part) => sum + (parts[part] ?? 0), bytes);

/** What an issuer signed of a selective form: all before its first tilde. @returns undefined for what has none. */
export function signedPartOf(bytes: Uint8Array): Uint8Array | undefined {
  const end = bytes.indexOf(0x7e);
  return end === -1 ? undefined : bytes.subarray(0, end);
}
