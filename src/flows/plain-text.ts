/** Marks over one letter; more of them cover the lines around it. */
const mostMarks = 4;

/** What turns the reading direction, shows nothing or covers other lines goes; each letter stays the letter it is. */
export const legible = (text: string): string =>
  text
    .toWellFormed()
    .replaceAll(/[\p{Zl}\p{Zp}\p{Bidi_Control}]|(?![\n\t])\p{Cc}/gu, ' ')
    .replaceAll(/[\p{Cf}\p{Co}\p{Default_Ignorable_Code_Point}]/gu, '')
    .replaceAll(new RegExp(`(\\p{M}{${mostMarks}})\\p{M}+`, 'gu'), '$1')
    .trim();

/**
 * A sentence of a stranger as no more than a sentence. Letters that only look different become the letters they are;
 * what turns the reading direction, shows nothing or breaks the line goes. Markup stays what it is: text.
 * @param length in characters.
 */
export const plainText = (text: string, length: number): string =>
  legible(
    text
      .toWellFormed()
      .normalize('NFKC')
      .replaceAll(/\p{Cc}/gu, ' '),
  )
    .slice(0, length)
    .toWellFormed();
