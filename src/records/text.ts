/** One text in one language, as OEAPI's LanguageTypedString. `und` where the source named no language. */
export interface LanguageText {
  /** BCP 47. A malformed tag is kept as it came. */
  readonly language: string;
  readonly value: string;
}
export type Texts = readonly LanguageText[];

const fits = (tag: string, wanted: string): boolean => {
  const [a, b] = [tag.toLowerCase(), wanted.toLowerCase()];
  return a === b || a.startsWith(`${b}-`);
};

/** The text to show: the first wanted language that exists, then nl, en, then whatever came first. Never translated. */
export function chooseText(texts: Texts, wanted: readonly string[] = []): LanguageText | undefined {
  const bases = wanted.map((language) => language.split('-')[0] ?? language);
  for (const language of [...wanted, ...bases, 'nl', 'en']) {
    const found = texts.find((text) => fits(text.language, language));
    if (found !== undefined) return found;
  }
  return texts[0];
}
