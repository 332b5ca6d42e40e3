import type { OfferingKind } from '../../../../schema/generated/graphql.js';
import { useLanguage, useSay } from '../texts/texts.js';
import { type Chosen, modes, units } from './choice.js';
import { languageName } from './offering-words.js';

const kinds: readonly OfferingKind[] = ['COURSE', 'PROGRAMME'];

type Name = (value: string) => string;

/** As it is named where the word is one of ours; another word stays as it is. */
const named =
  <Word extends string>(all: readonly Word[], name: (word: Word) => string): Name =>
  (value) => {
    const word = all.find((one) => one === value);
    return word === undefined ? value : name(word);
  };

/** What is chosen, as people call it. */
export function useNames(schools: ReadonlyMap<string, string>) {
  const say = useSay();
  const language = useLanguage();
  const names: Readonly<Record<Chosen['what'], Name>> = {
    school: (id) => schools.get(id) ?? id,
    kind: named(kinds, (kind) => say(`offering.kind.${kind}`)),
    language: (code) => languageName(language, code),
    mode: named(modes, (mode) => say(`mode.${mode}`)),
    place: (town) => town,
    unit: named(units, (unit) => say(`unit.${unit}`)),
    from: (value) => say('chosen.from', { value }),
    to: (value) => say('chosen.to', { value }),
    least: (value) => say('chosen.least', { value }),
    most: (value) => say('chosen.most', { value }),
    open: () => say('chosen.open'),
    free: () => say('chosen.free'),
    programme: () => say('chosen.programme'),
  };
  return (what: Chosen['what'], value: string): string => names[what](value);
}
