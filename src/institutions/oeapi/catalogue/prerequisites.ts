import type { Texts } from '../../../records/index.js';

/** A short number is a number of something else, a letter a letter, and a word in lower case a word. */
const isTelling = (code: string): boolean =>
  code.length >= 2 &&
  code.length <= longestCode &&
  /[\p{Lu}\d]/u.test(code) &&
  !/^\d{1,4}$/.test(code);

/** Codes of courses that have blanks in them are found up to so many words long. */
const mostWords = 3;
const mostText = 5000;
const longestCode = 100;

/** Without what stands around it. */
const bare = (word: string): string =>
  word.length > longestCode + 20
    ? ''
    : word.replace(/^[^\p{L}\p{N}]+/u, '').replace(/[^\p{L}\p{N}]+$/u, '');

/** The words of a text, alone and a few together. */
function phrasesIn(text: string): readonly string[] {
  const words = text.split(/\s+/);
  return words.flatMap((_, at) =>
    Array.from({ length: mostWords }, (__, more) => bare(words.slice(at, at + more + 1).join(' '))),
  );
}

/** Of the text as it stands, since a code may hold a stroke, and of what stands between strokes and the like. */
const allPhrasesIn = (text: string): readonly string[] => {
  const read = text.slice(0, mostText);
  return [read, ...read.split(/[/,;|+()[\]<>]/)].flatMap(phrasesIn);
};

/** Finds in what is asked of whoever comes the codes of other courses of the institution, as whole words. */
export class CourseCodes {
  readonly #codes = new Set<string>();

  add(code: string | undefined): void {
    if (code !== undefined && isTelling(code)) this.#codes.add(code);
  }

  /** @param own of the course itself, which asks not for itself. */
  namedIn(texts: Texts | undefined, own: string | undefined): readonly string[] {
    if (texts === undefined || this.#codes.size === 0) return [];
    const found = new Set<string>();
    for (const { value } of texts) {
      for (const phrase of allPhrasesIn(value)) {
        if (phrase !== own && this.#codes.has(phrase)) found.add(phrase);
      }
    }
    return [...found];
  }
}
