import { atAGlance, type Glance, isMixed, ourName, passesFor } from './look-alikes.js';
import { plainText } from './plain-text.js';

const longest = 80;

/** What the sentences around a name say of others. As a name, it would make them say something else. */
const ours: ReadonlySet<string> = new Set(
  [
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
  ].map((words) => atAGlance(words).letters),
);

/** One word may be anybody’s surname, with others beside it. */
const looksLike = (name: Glance, organisation: Glance): boolean =>
  organisation.isOneWord ? name.letters === organisation.letters : passesFor(name, organisation);

/**
 * What a login calls somebody, as no more than a name. People may choose it themselves where they log in: what would
 * pass for an organisation that is known here, or for a word of ours, is no name.
 * @param taken names of organisations that are not theirs, at a glance.
 */
export function personName(said: string, taken: readonly Glance[]): string | undefined {
  const kept = plainText(said, Number.POSITIVE_INFINITY)
    .replaceAll(/[^\p{L}\p{M}\p{N}'’.,()&-]+/gu, ' ')
    .trim();
  const name = Array.from(kept).slice(0, longest).join('').trim();
  if (!/\p{L}/u.test(name) || isMixed(name)) return undefined;
  const glance = atAGlance(name);
  if (ours.has(glance.letters) || passesFor(glance, ourName)) return undefined;
  return taken.some((organisation) => looksLike(glance, organisation)) ? undefined : name;
}
