/** A name as somebody who reads in haste sees it. */
export interface Glance {
  /** No capitals, no accents, nothing between letters, and what passes for another letter as that one. */
  readonly letters: string;
  readonly isOneWord: boolean;
}

const passing: Readonly<Record<string, string>> = { '0': 'o', '1': 'l', '3': 'e', '5': 's' };

export function atAGlance(name: string): Glance {
  const seen = name.normalize('NFKD').replaceAll(/\p{M}/gu, '').toLowerCase();
  const words = seen.split(/[^\p{L}\p{N}]+/u).filter((word) => word !== '');
  const letters = words
    .join('')
    .replaceAll(/[0135]/g, (figure) => passing[figure] ?? figure)
    .replaceAll('rn', 'm')
    .replaceAll('i', 'l');
  return { letters, isOneWord: words.length === 1 };
}

/** Whether a name would pass for that of somebody who is known. */
export const passesFor = (name: Glance, known: Glance): boolean =>
  known.letters !== '' && name.letters.includes(known.letters);

/** No name holds ours. */
export const ourName = atAGlance('Leerkluis');

/** Letters of two alphabets in one name: some look the same. */
export const isMixed = (name: string): boolean =>
  [/\p{Script=Latin}/u, /\p{Script=Cyrillic}/u, /\p{Script=Greek}/u].filter((script) =>
    script.test(name),
  ).length > 1;
