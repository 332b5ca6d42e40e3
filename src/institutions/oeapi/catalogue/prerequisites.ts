import type { Texts } from '../../../records/index.js';

const telling = /[\p{Lu}\d]/u;
/** A short number is a number of something else, a letter a letter, and a word in lower case a word. */
const isTelling = (code: string): boolean =>
  code.length >= 2 && code.length <= longestCode && telling.test(code) && !/^\d{1,4}$/.test(code);

/** Codes that have blanks in them are found up to so many words long. */
const longestPhrase = 3;
const mostText = 5000;
const longestCode = 100;

/** Without what stands around it. */
const bare = (word: string): string =>
  word.length > longestCode + 20
    ? ''
    : word.replace(/^[^\p{L}\p{N}]+/u, '').replace(/[^\p{L}\p{N}]+$/u, '');

/** The words of a text, alone and up to so many together. */
function phrasesIn(text: string, most: number): readonly string[] {
  const words = text.split(/\s+/);
  return words.flatMap((_, at) =>
    Array.from({ length: most }, (__, more) => words.slice(at, at + more + 1).join(' '))
      .filter((phrase) => telling.test(phrase))
      .map(bare),
  );
}

/** Finds in what is asked of whoever comes the codes of other courses of the institution, as whole words. */
export class CourseCodes {
  readonly #codes = new Set<string>();
  #longest = 1;

  add(code: string | undefined): void {
    if (code === undefined || !isTelling(code)) return;
    this.#codes.add(code);
    this.#longest = Math.max(this.#longest, Math.min(code.split(' ').length, longestPhrase));
  }

  /** @param own of the course itself, which asks not for itself. */
  namedIn(texts: Texts | undefined, own: string | undefined): readonly string[] {
    if (this.#codes.size === 0) return [];
    const found = (texts ?? []).flatMap(({ value }) => {
      // As it stands, since a code may hold a stroke, and what stands between strokes and the like.
      const read = value.slice(0, mostText);
      const pieces = [read, ...read.split(/[/,;|+()[\]<>]/)];
      return pieces.flatMap((piece) => phrasesIn(piece, this.#longest));
    });
    return [...new Set(found)].filter((phrase) => phrase !== own && this.#codes.has(phrase));
  }
}
