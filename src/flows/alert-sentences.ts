import type { AlertKind } from '../ledger/index.js';

/** What an alert says, on a page or in a mail. No names: whoever sees it over a shoulder learns nothing of others. */
export const alertSentences: Readonly<
  Record<AlertKind, { readonly nl: string; readonly en: string }>
> = {
  FIRST_USE: {
    nl: 'Iemand gebruikte voor het eerst een toegang die je gaf.',
    en: 'Somebody used an access that you gave for the first time.',
  },
  NEW_CLIENT: {
    nl: 'Iemand die vaker kijkt, deed dat nu met een andere app.',
    en: 'Somebody who looks more often did so through another app.',
  },
  UNUSUAL_VOLUME: {
    nl: 'Iemand bekeek op één dag veel meer van je gegevens dan eerst.',
    en: 'Somebody looked at far more of your records in one day than before.',
  },
  REFUSED_TRY: {
    nl: 'Iemand die toegang heeft of had, wilde kijken en kreeg niets te zien.',
    en: 'Somebody who has or had access tried to look and was shown nothing.',
  },
};
