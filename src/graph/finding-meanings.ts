import type { FindingCode } from '../credentials/index.js';

interface Meaning {
  readonly nl: string;
  readonly en: string;
}

/** It may be sound; here nobody can tell. */
const cannotTell: Meaning = {
  nl: 'Het kan echt zijn: wij kunnen het niet zien. Vraag wie het gaf of het klopt, of om een bewijs in een andere vorm.',
  en: 'It may be real: we cannot tell. Ask whoever gave it whether it is right, or for a credential in another form.',
};
const made: Meaning = {
  nl: 'Het is zo niet te gebruiken. Haal het opnieuw op waar je het kreeg. Blijft het zo, vraag dan wie het gaf om een nieuw.',
  en: 'It cannot be used like this. Get it again where you got it. If it stays like this, ask whoever gave it for a new one.',
};
const changed: Meaning = {
  nl: 'Er is iets veranderd nadat het ondertekend werd, of het is nooit zo gegeven. Ga er niet van uit dat het klopt. Vraag wie het gaf om een nieuw.',
  en: 'Something was changed after it was signed, or it was never given like this. Do not take it to be right. Ask whoever gave it for a new one.',
};
const anybodys: Meaning = {
  nl: 'Iedereen kan zo’n bewijs maken, ook op naam van een ander. Er is niets mis mee, maar het zegt niet wie het gaf. Vraag dat na.',
  en: 'Anybody can make such a credential, also in another’s name. Nothing is wrong with it, but it does not tell who gave it. Ask.',
};
const later: Meaning = {
  nl: 'Dat ligt niet aan dit bewijs. Kijk het later opnieuw na.',
  en: 'That is not the fault of this credential. Check it again later.',
};
const listNotRight: Meaning = {
  nl: 'Het kan ingetrokken zijn zonder dat wij het zien. Vraag wie het gaf of het nog geldt.',
  en: 'It may have been taken back without our seeing it. Ask whoever gave it whether it still holds.',
};

/** What each finding means for whoever reads it, and what they can do. */
export const meanings: Readonly<Record<FindingCode, Meaning>> = {
  TOO_LARGE: cannotTell,
  TOO_DEEP: made,
  TOO_COMPLEX: cannotTell,
  NO_CREDENTIAL: {
    nl: 'Het bestand is misschien een gewone foto of tekst. Haal het bewijs zelf op waar je het kreeg.',
    en: 'The file may be an ordinary picture or text. Get the credential itself where you got it.',
  },
  PRESENTATION: {
    nl: 'De bewijzen die erin zitten, kun je los toevoegen.',
    en: 'The credentials in it can be added by themselves.',
  },
  FORM_UNSUPPORTED: cannotTell,
  SEAL_NOT_CHECKED: cannotTell,
  NOT_WELL_FORMED: made,
  CLAIMS_DIFFER: changed,
  SPELLED_OTHERWISE: {
    nl: 'Zo opgeschreven kan een bewijs je iets anders laten lezen dan er is ondertekend. Daarom kijken we het niet verder na. Vraag het bewijs opnieuw aan bij wie het gaf.',
    en: 'Written like this, a credential can make you read something else than what was signed. So we do not check it further. Ask for it again where you got it.',
  },
  CONTEXT_NOT_PINNED: {
    nl: 'Met eigen woorden kan een bewijs iets anders laten lezen dan er is ondertekend. Daarom kijken we het niet verder na. Vraag wie het gaf of het klopt.',
    en: 'With words of its own a credential can make you read something else than what was signed. So we do not check it further. Ask whoever gave it whether it is right.',
  },
  TERM_UNDEFINED: {
    nl: 'Dat deel kan er later bij gezet zijn. Vraag wie het gaf om een nieuw bewijs.',
    en: 'That part may have been added later. Ask whoever gave it for a new credential.',
  },
  SCHEMA: made,
  KEY_UNRESOLVED: later,
  KEY_GONE: {
    nl: 'De sleutel kan gestolen zijn, of weggehaald zonder dat te zeggen. Vraag wie dit gaf of het nog geldt.',
    en: 'The key may have been stolen, or taken away without a word. Ask whoever gave this whether it still holds.',
  },
  KEY_UNSUPPORTED: cannotTell,
  KEY_MALFORMED: made,
  KEY_CARRIED_ALONG: anybodys,
  KEY_PUBLISHED_FOR_TESTS: anybodys,
  DID_METHOD_UNSUPPORTED: cannotTell,
  NO_PROOF: {
    nl: 'Iedereen kan dit geschreven hebben. Het is het woord van wie het toont.',
    en: 'Anybody can have written this. It is the word of whoever shows it.',
  },
  PROOF_UNSUPPORTED: cannotTell,
  PROOF_PURPOSE: made,
  SIGNATURE: changed,
  ALGORITHM_UNSUPPORTED: cannotTell,
  DISCLOSURE: changed,
  KEY_BINDING: {
    nl: 'Iemand anders kan het doorgegeven hebben. Vraag het opnieuw aan degene over wie het gaat.',
    en: 'Somebody else may have passed it on. Ask the one it is about for it again.',
  },
  ISSUER_IS_NOT_SIGNER: {
    nl: 'Iemand gebruikt de naam van een ander. Ga er niet van uit dat het klopt, en vraag het na bij wie er genoemd wordt.',
    en: 'Somebody uses the name of another. Do not take it to be right, and ask whoever is named.',
  },
  ISSUER_UNKNOWN: cannotTell,
  EXPIRED: {
    nl: 'Het is echt gegeven, maar geldt nu niet meer. Wat ermee behaald is, blijft behaald.',
    en: 'It was really given, but no longer holds. What was achieved stays achieved.',
  },
  NOT_YET_VALID: {
    nl: 'Kijk er weer naar op de dag waarop het ingaat.',
    en: 'Look at it again on the day on which it begins.',
  },
  PERIOD_UNREADABLE: made,
  REVOKED: {
    nl: 'Het geldt niet meer en telt niet mee. Vraag wie het gaf waarom.',
    en: 'It no longer holds and does not count. Ask whoever gave it why.',
  },
  SUSPENDED: {
    nl: 'Zolang dat zo is, telt het niet mee. Vraag wie het gaf waarom, en hoe lang nog.',
    en: 'As long as that is so, it does not count. Ask whoever gave it why, and for how long.',
  },
  STATUS_TYPE_UNSUPPORTED: listNotRight,
  STATUS_UNREADABLE: listNotRight,
  STATUS_UNAVAILABLE: later,
  STATUS_LIST_UNSIGNED: listNotRight,
  STATUS_LIST_OF_ANOTHER: listNotRight,
  STATUS_LIST_EXPIRED: {
    nl: 'Het kan intussen ingetrokken zijn. Kijk het later opnieuw na.',
    en: 'It may have been taken back since. Check it again later.',
  },
  STATUS_LIST_TOO_LARGE: listNotRight,
  STATUS_PURPOSE_DIFFERS: listNotRight,
  STATUS_OUT_OF_RANGE: listNotRight,
  SUBJECT_DIFFERS: {
    nl: 'Het kan echt zijn, maar zegt niets over wie deze kluis heeft. Is het wel van jou, log dan in met het account waaraan het gegeven is.',
    en: 'It may be real, but says nothing of whose kluis this is. If it is yours, sign in with the account it was given to.',
  },
  NOT_LOOKED_INTO: {
    nl: 'Zolang dat zo is, is het het woord van wie het toont. Voeg het bestand opnieuw toe om het te laten nakijken.',
    en: 'As long as that is so, it is the word of whoever shows it. Add the file again to have it checked.',
  },
  FACTS_DIFFER: {
    nl: 'Ga niet uit van wat hier te lezen is, maar van het ondertekende bestand zelf.',
    en: 'Do not rely on what can be read here, but on the signed file itself.',
  },
};
