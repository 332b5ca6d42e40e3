import { plainText } from './plain-text.js';

const longest = 80;

/** What the sentences around a name say of others. As a name, it would make them say something else. */
const ours: ReadonlySet<string> = new Set([
  'ik',
  'je',
  'jij',
  'jou',
  'u',
  'iemand',
  'niemand',
  'i',
  'you',
  'somebody',
  'someone',
  'nobody',
  'je ouder of voogd',
  'your parent or guardian',
  'leerkluis',
]);

/** As somebody who reads in haste sees it: no capitals, no accents, no marks between words. */
export const atAGlance = (text: string): string =>
  text
    .normalize('NFKD')
    .replaceAll(/\p{M}/gu, '')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();

/** One word may be anybody’s surname; more of them in a row are an organisation’s. */
const looksLike = (name: string, organisation: string): boolean =>
  name === organisation ||
  (organisation.includes(' ') && ` ${name} `.includes(` ${organisation} `));

/** Letters of two alphabets that share their shapes. */
const isMixed = (text: string): boolean =>
  /\p{Script=Latin}/u.test(text) && /[\p{Script=Cyrillic}\p{Script=Greek}]/u.test(text);

/**
 * What a login calls somebody, as no more than a name. People may choose it themselves where they log in: what would
 * pass for an organisation that is known here, or for a word of ours, is no name.
 * @param taken names of organisations that are not theirs, at a glance.
 */
export function personName(said: string, taken: readonly string[]): string | undefined {
  const kept = plainText(said, said.length)
    .replaceAll(/[^\p{L}\p{M}\p{N}'’.,()&-]+/gu, ' ')
    .trim();
  const name = Array.from(kept).slice(0, longest).join('').trim();
  const glance = atAGlance(name);
  if (!/\p{L}/u.test(glance) || isMixed(name) || ours.has(glance)) return undefined;
  return taken.some((organisation) => looksLike(glance, organisation)) ? undefined : name;
}
