/** How UTF-8 looks that was read as Latin-1 or Windows-1252: a lead byte as a letter, then a byte that continues it. */
const continuation =
  '[\\u0080-\\u00BF\\u20AC\\u201A\\u0192\\u201E\\u2026\\u2020\\u2021\\u02C6\\u2030\\u0160\\u2039\\u0152\\u017D\\u2018\\u2019\\u201C\\u201D\\u2022\\u2013\\u2014\\u02DC\\u2122\\u0161\\u203A\\u0153\\u017E\\u0178]';
const twice = new RegExp(
  `[\\u00C2-\\u00DF]${continuation}|[\\u00E0-\\u00EF]${continuation}{2}|[\\u00F0-\\u00F4]${continuation}{3}`,
);

/** Whether a text went through a wrong encoding on its way. It is kept as it came. */
export const isMojibake = (text: string): boolean => twice.test(text);
