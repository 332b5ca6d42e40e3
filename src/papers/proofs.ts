import type { OverviewGroup, OverviewRow } from './overview-rows.js';
import { type Language, words } from './words.js';

/** A file that goes with the overview. */
export interface Attachment {
  readonly name: string;
  readonly mediaType: string;
  readonly content: () => Uint8Array;
  /** For people; absent: its name. */
  readonly description?: string;
}
/** A signed credential in its exact bytes. */
export interface Proof extends Pick<Attachment, 'mediaType' | 'content'> {
  readonly bytes: number;
}
/** By the digest that records name. */
export type Proofs = ReadonlyMap<string, Proof>;

export interface ProofsWith {
  readonly attached: readonly Attachment[];
  /** What each goes by on the pages, by digest. */
  readonly numbers: ReadonlyMap<string, string>;
  /** Those that would make the paper too large. */
  readonly left: number;
}

/** Bytes of all of them together. */
export const mostOfProofs = 10_000_000;

const endings: ReadonlyMap<string, string> = new Map([
  ['application/vc', 'json'],
  ['application/vc+jwt', 'jwt'],
  ['application/vc+sd-jwt', 'sd-jwt'],
  ['application/dc+sd-jwt', 'sd-jwt'],
]);

/** Letters that are no other letter with a mark. */
const lookLike: ReadonlyMap<string, string> = new Map([
  ['ł', 'l'],
  ['ø', 'o'],
  ['đ', 'd'],
  ['ı', 'i'],
  ['ß', 'ss'],
  ['æ', 'ae'],
  ['œ', 'oe'],
]);
const mostOfAName = 60;
/** Letters that every place where files are kept can write. */
function plainTitle(title: string): string {
  const plain = title
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[łøđıßæœ]/g, (letter) => lookLike.get(letter) ?? letter)
    .replaceAll(/[^a-z0-9]+/g, '-')
    .slice(0, mostOfAName)
    .replaceAll(/^-+|-+$/g, '');
  return plain === '' ? 'credential' : plain;
}

interface Shown {
  readonly digest: string;
  readonly row: OverviewRow;
  readonly proof: Proof;
}

/** Of each line that has one, in the order of the pages. Two lines that one credential says have one together. */
function shownIn(groups: readonly OverviewGroup[], proofs: Proofs): readonly Shown[] {
  const shown = new Map<string, Shown>();
  for (const row of groups.flatMap(({ rows }) => rows)) {
    const { digest } = row;
    const proof = digest === undefined ? undefined : proofs.get(digest);
    if (digest === undefined || proof === undefined || shown.has(digest)) continue;
    shown.set(digest, { digest, row, proof });
  }
  return [...shown.values()];
}

function attachmentOf(language: Language, number: string, { row, proof }: Shown): Attachment {
  const { proofOf } = words[language];
  const { mediaType, content } = proof;
  return {
    name: `${number}-${plainTitle(row.title)}.${endings.get(mediaType) ?? 'bin'}`,
    mediaType,
    content,
    description: proofOf(row.title, row.standing),
  };
}

/** The proofs that go with the lines of an overview, as far as there is room for them. */
export function proofsWith(
  language: Language,
  groups: readonly OverviewGroup[],
  proofs: Proofs,
): ProofsWith {
  let room = mostOfProofs;
  const all = shownIn(groups, proofs);
  const fitting = all.filter(({ proof }) => {
    const fits = proof.bytes <= room;
    if (fits) room -= proof.bytes;
    return fits;
  });
  const digits = Math.max(2, String(fitting.length).length);
  const numbered = fitting.map((one, n) => [String(n + 1).padStart(digits, '0'), one] as const);
  return {
    attached: numbered.map(([number, one]) => attachmentOf(language, number, one)),
    numbers: new Map(numbered.map(([number, { digest }]) => [digest, number])),
    left: all.length - fitting.length,
  };
}
