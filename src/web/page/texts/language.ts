export const languages = ['nl', 'en'] as const;
export type Language = (typeof languages)[number];

const place = 'leerkluis.language';

/** A browser may keep nothing; then what is chosen holds until the page is left. */
export function kept(key: string): string | null {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
export function keep(key: string, value: string): void {
  try {
    localStorage.setItem(key, value);
  } catch {
    // Nothing to be done, and nothing lost but a preference.
  }
}

/** As chosen here; else the first of ours that the browser asks for; else Dutch. */
function firstLanguage(): Language {
  const wanted = [kept(place) ?? '', ...navigator.languages].map((tag) => tag.slice(0, 2));
  const ours = wanted.flatMap((tag) => languages.filter((language) => language === tag));
  return ours[0] ?? 'nl';
}

let now: Language | undefined;
export function languageNow(): Language {
  now ??= firstLanguage();
  return now;
}
export function chooseLanguage(language: Language): void {
  now = language;
  keep(place, language);
}
