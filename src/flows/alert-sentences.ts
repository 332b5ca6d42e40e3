import type { AlertKind } from '../ledger/index.js';
import type { Words } from './words.js';

const unknown: Words = { nl: 'Iemand', en: 'Somebody' };

/** What an alert says. A mail says none of this: whoever sees it over a shoulder learns nothing of others. */
const sentences: Readonly<Record<AlertKind, (who?: Words) => Words>> = {
  FIRST_USE: ({ nl, en } = unknown) => ({
    nl: `${nl} gebruikte voor het eerst een toegang die je gaf.`,
    en: `${en} used an access that you gave for the first time.`,
  }),
  NEW_CLIENT: (who) =>
    who === undefined
      ? {
          nl: 'Iemand die vaker kijkt, deed dat nu met een andere app.',
          en: 'Somebody who looks more often did so through another app.',
        }
      : {
          nl: `${who.nl} kijkt vaker, maar deed dat nu met een andere app.`,
          en: `${who.en} looks more often, but did so through another app.`,
        },
  UNUSUAL_VOLUME: ({ nl, en } = unknown) => ({
    nl: `${nl} bekeek op één dag veel meer van je gegevens dan eerst.`,
    en: `${en} looked at far more of your records in one day than before.`,
  }),
  REFUSED_TRY: (who) =>
    who === undefined
      ? {
          nl: 'Iemand die toegang heeft of had, wilde kijken en kreeg niets te zien.',
          en: 'Somebody who has or had access tried to look and was shown nothing.',
        }
      : {
          nl: `${who.nl} heeft of had toegang, wilde kijken en kreeg niets te zien.`,
          en: `${who.en} has or had access, tried to look and was shown nothing.`,
        },
};

/** @param who did it, where a name is known. */
export const alertSentence = (kind: AlertKind, who?: Words): Words => sentences[kind](who);
