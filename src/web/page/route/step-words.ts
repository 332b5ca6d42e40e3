import { listed } from '../parts/grant-words.js';
import type { Forms } from '../texts/forms.js';
import type { Language } from '../texts/language.js';
import type { Say } from '../texts/texts.js';
import { loadsWords, sidesWords, type Whose, whenWords } from './offering-words.js';
import type { OwnStep } from './use-route.js';

type Facts = readonly (readonly [string, string])[];

interface Words {
  readonly say: Say;
  readonly forms: Forms;
}

type Told = Pick<OwnStep, 'start' | 'end' | 'when' | 'loads' | 'homeState' | 'hostState'>;

/** When, how much, and what both sides say; what is not there is left out. */
export function stepFacts(words: Words, step: Told, whose: Whose = 'own'): Facts {
  const { say, forms } = words;
  const { when, loads } = step;
  const facts = [
    [say('record.period'), when === null ? whenWords(words, step) : forms.date(when)],
    [say('record.load'), loadsWords(words, loads)],
    [say('step.sides'), sidesWords(say, step, whose)],
  ] as const;
  return facts.flatMap(([name, fact]) =>
    fact === undefined || fact === '' ? [] : [[name, fact] as const],
  );
}

type Warned = Pick<OwnStep, 'overlapsWith' | 'prerequisites' | 'state' | 'offering'>;

/** What somebody had better know of a step, a sentence each. */
export function warningsOf(
  { say, language }: Pick<Words, 'say'> & { readonly language: Language },
  { overlapsWith, prerequisites, state, offering }: Warned,
  steps: readonly Pick<OwnStep, 'id' | 'title'>[],
): readonly string[] {
  const beside = steps.filter(({ id }) => overlapsWith.includes(id)).map(({ title }) => title);
  const missing = (prerequisites ?? []).filter((one) => one.state === 'MISSING');
  return [
    ...(beside.length === 0 ? [] : [say('step.overlaps', { titles: listed(language, beside) })]),
    ...(missing.length === 0
      ? []
      : [
          say('step.missing', {
            codes: listed(
              language,
              missing.map(({ code }) => code),
            ),
          }),
        ]),
    ...(state === 'PLANNED' && offering !== null ? [offering.availability.sentence] : []),
  ];
}
