import type { Purpose } from '../consent/index.js';
import { chooseText, type Texts } from '../records/index.js';

/** What people read, in each language we speak. */
export type Words = Readonly<Record<'nl' | 'en', string>>;

/** What access is for, as it stands in the middle of a sentence. */
export const purposeWords: Readonly<Record<Purpose, Words>> = {
  CAREER_GUIDANCE: { nl: 'loopbaanbegeleiding', en: 'career guidance' },
  ADMISSION: { nl: 'toelating', en: 'admission' },
  RECOGNITION_OF_PRIOR_LEARNING: {
    nl: 'erkenning van wat je al kunt',
    en: 'recognition of what you already know',
  },
  ENROLMENT: { nl: 'inschrijving', en: 'enrolment' },
  EMPLOYMENT: { nl: 'werk', en: 'work' },
  INTERNSHIP: { nl: 'stage', en: 'internship' },
  RESEARCH: { nl: 'onderzoek', en: 'research' },
  SELF_USE: { nl: 'eigen gebruik', en: 'own use' },
};

/** A learner who looks at their own records under a grant does so through an app, by its leave. */
export const ownApp: Words = { nl: 'Een app die jij gebruikt', en: 'An app that you use' };

/** A name that is the same in every language. */
export const same = (text: string): Words => ({ nl: text, en: text });

/** A name as its owner gives it, in each language or in the one there is. */
export function wordsIn(texts: Texts): Words | undefined {
  const [nl, en] = [chooseText(texts, ['nl'])?.value, chooseText(texts, ['en'])?.value];
  return nl === undefined || en === undefined ? undefined : { nl, en };
}
