const shape = /^[A-Za-z]{2,3}(?:-[A-Za-z0-9]{2,8})*$/;
const regions = new Intl.DisplayNames(['en'], { type: 'region', fallback: 'none' });
const languages = new Intl.DisplayNames(['en'], { type: 'language', fallback: 'none' });

/** A tag by its form alone: what may name a language where keys do. */
export const looksLikeTag = (text: string): boolean => shape.test(text);

/** Whether a tag names a language, and a region that exists: "en-EN" does not. It is kept as it came either way. */
export function isLanguageTag(tag: string): boolean {
  if (tag === 'und') return true;
  if (!shape.test(tag)) return false;
  try {
    const { language, region } = new Intl.Locale(tag);
    const isRegion = region === undefined || regions.of(region) !== undefined;
    return isRegion && languages.of(language) !== undefined;
  } catch {
    return false;
  }
}
