/** Marks over one letter; more of them cover the lines around it. */
const mostMarks = 4;

/**
 * A sentence of a stranger as no more than a sentence. Letters that only look different become the letters they are;
 * what turns the reading direction, shows nothing or breaks the line goes. Markup stays what it is: text.
 * @param length in characters.
 */
export function plainText(text: string, length: number): string {
  const shown = text
    .toWellFormed()
    .normalize('NFKC')
    .replaceAll(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/gu, ' ')
    .replaceAll(/[\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replaceAll(new RegExp(`(\\p{M}{${mostMarks}})\\p{M}+`, 'gu'), '$1')
    .trim();
  return shown.slice(0, length).toWellFormed();
}
