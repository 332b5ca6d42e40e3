import { chooseText, type Texts } from '../records/index.js';

/** A text of a megabyte is no text to search in: PostgreSQL refuses it. */
const mostOfTexts = 20_000;
const mostOfTitle = 100;

/** As it is compared: no accents, no capitals. */
export const folded = (text: string): string =>
  text.normalize('NFD').replaceAll(/\p{M}/gu, '').toLowerCase();

/** Letters and digits, by which the beginning of a word is found; a code is one word as well as its parts. */
export const wordsIn = (text: string): readonly string[] =>
  folded(text).match(/[\p{L}\p{N}]{1,100}/gu) ?? [];

const codeWords = (code: string | undefined): string =>
  code === undefined ? '' : [...wordsIn(code), wordsIn(code).join('')].join(' ');

const isIn = (language: string, base: string): boolean =>
  language.toLowerCase() === base || language.toLowerCase().startsWith(`${base}-`);

/** @param base of a language; texts that name none are read in each. */
const textIn = (texts: Texts, base: 'nl' | 'en'): string =>
  texts
    .flatMap(({ language, value }) =>
      isIn(language, base) || isIn(language, 'und') ? [value] : [],
    )
    .join('\n');

export interface Searched {
  readonly title: Texts;
  readonly code: string | undefined;
  readonly outcomes: Texts;
  readonly description: Texts;
}
const clipped = (text: string): string => folded(text.replaceAll('\0', ' ').slice(0, mostOfTexts));

/** What is found by which words, heaviest first: each by the word stems of its language, and titles by how words begin. */
export const searchColumns = ({ title, code, outcomes, description }: Searched) => ({
  title_nl: clipped(textIn(title, 'nl')),
  title_en: clipped(textIn(title, 'en')),
  title_words: clipped(title.flatMap(({ value }) => wordsIn(value)).join(' ')),
  code_words: clipped(codeWords(code)),
  outcomes_nl: clipped(textIn(outcomes, 'nl')),
  outcomes_en: clipped(textIn(outcomes, 'en')),
  description_nl: clipped(textIn(description, 'nl')),
  description_en: clipped(textIn(description, 'en')),
});
export const searchTypes = Object.keys(
  searchColumns({ title: [], code: undefined, outcomes: [], description: [] }),
).map((name) => `${name} text`);

const weighed = (column: string, letter: string): string =>
  `setweight(to_tsvector('dutch', ${column}_nl), '${letter}') || setweight(to_tsvector('english', ${column}_en), '${letter}')`;
/** Of a row that has the columns above. */
export const searchVector = [
  weighed('title', 'A'),
  "setweight(to_tsvector('simple', title_words), 'A')",
  "setweight(to_tsvector('simple', code_words), 'B')",
  weighed('outcomes', 'C'),
  weighed('description', 'D'),
].join(' || ');

export const sortTitle = (title: Texts): string =>
  folded(chooseText(title)?.value ?? '')
    .replaceAll('\0', ' ')
    .trim()
    .slice(0, mostOfTitle)
    .toWellFormed();

/** JSON text that PostgreSQL takes: it has no zero character, and no half of a pair. */
export const storable = (value: unknown): string =>
  JSON.stringify(value, (_name, one: unknown) =>
    typeof one === 'string' ? one.toWellFormed().replaceAll('\0', '\u{fffd}') : one,
  );

/** A question by words as PostgreSQL reads it: SQL, and its values. */
export interface Sought {
  readonly sql: string;
  readonly values: readonly string[];
}
const operators = /"|(?:^|\s)-\S|\sor\s/u;
const stems = "websearch_to_tsquery('dutch', ?) || websearch_to_tsquery('english', ?)";
const nothing: Sought = { sql: "''::tsquery", values: [] };

/** Each word as the beginning of one; by letters and digits alone, so nothing in it is read as a sign. */
const beginnings = (text: string): string =>
  wordsIn(text)
    .map((word) => `'${word}':*`)
    .join(' & ');

/**
 * All its words, in Dutch or in English, or each as the beginning of one. Signs of a search box hold: quotes, `or`, and
 * a minus for what must not be there, in no language.
 */
export function soughtIn(text: string): Sought {
  const plain = folded(text.replaceAll('\0', ' ').toWellFormed());
  if (wordsIn(plain).length === 0) return nothing;
  const not = [...plain.matchAll(/(?:^|\s)-([\p{L}\p{N}]+)/gu)].map(([, word = '']) => word);
  const rest = plain.replaceAll(/(?:^|\s)-[\p{L}\p{N}]+/gu, ' ');
  const begun = operators.test(rest) ? '' : beginnings(rest);
  const parts = [`(${stems} || ?::tsquery)`];
  const values = [rest, rest, begun];
  if (not.length > 0) {
    const none = not.join(' or ');
    parts.push(`!! (${stems} || websearch_to_tsquery('simple', ?))`);
    values.push(none, none, none);
  }
  return { sql: `(${parts.join(' && ')})`, values };
}

/** How well a row fits: a title weighs more than a code, outcomes and a description. */
export const rankBy = (query: string): string => `ts_rank('{0.1, 0.2, 0.4, 1}', search, ${query})`;
