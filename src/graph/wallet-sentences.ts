import type { PresentationProblem } from '../credentials/index.js';

interface Sentence {
  readonly nl: string;
  readonly en: string;
}
const again = {
  nl: 'Wat je wallet stuurde, hoort niet bij deze vraag. Begin opnieuw.',
  en: 'What your wallet sent does not belong to this question. Start again.',
};

/** For who waits for their wallet: why nothing of what it sent is taken, and what they can do. */
export const walletSentences: Readonly<Record<PresentationProblem, Sentence>> = {
  ACCESS_DENIED: {
    nl: 'Je hebt in je wallet nee gezegd. Er is niets gedeeld.',
    en: 'You said no in your wallet. Nothing was shared.',
  },
  WALLET_ERROR: {
    nl: 'Je wallet kon deze vraag niet beantwoorden. Misschien zit er geen bewijs in dat we lezen.',
    en: 'Your wallet could not answer this question. Perhaps it holds no credential that we read.',
  },
  MALFORMED: {
    nl: 'We konden niet lezen wat je wallet stuurde.',
    en: 'We could not read what your wallet sent.',
  },
  TOO_LARGE: {
    nl: 'Je wallet stuurde te veel. Kies hoogstens tien bewijzen tegelijk.',
    en: 'Your wallet sent too much. Choose at most ten credentials at once.',
  },
  ENCRYPTION: {
    nl: 'Je wallet versleutelde het antwoord niet zoals gevraagd. Daarom hebben we het niet aangenomen.',
    en: 'Your wallet did not encrypt its answer as asked. So we did not take it.',
  },
  STATE: again,
  NOT_AS_ASKED: {
    nl: 'Je wallet stuurde iets anders dan een bewijs van wat je leerde, met naam en instelling.',
    en: 'Your wallet sent something else than a credential of what you learned, with its name and institution.',
  },
  NOT_BOUND: {
    nl: 'Bij dit bewijs zat geen handtekening van je wallet. Zo weten we niet dat het van jou is.',
    en: 'No signature of your wallet came with this credential. So we cannot know that it is yours.',
  },
  ANOTHER_KEY: {
    nl: 'Dit bewijs is aan een andere wallet gegeven dan die het stuurde. Daarom hebben we het niet aangenomen.',
    en: 'This credential was given to another wallet than the one that sent it. So we did not take it.',
  },
  NONCE: again,
  AUDIENCE: {
    nl: 'Je wallet maakte dit antwoord voor iemand anders. Daarom hebben we het niet aangenomen.',
    en: 'Your wallet made this answer for somebody else. So we did not take it.',
  },
  TIME: {
    nl: 'Dit antwoord is te oud, of de klok van je wallet loopt niet goed.',
    en: 'This answer is too old, or the clock of your wallet is wrong.',
  },
  CHANGED: {
    nl: 'Er is iets veranderd aan dit bewijs sinds het gegeven werd. Daarom hebben we het niet aangenomen.',
    en: 'Something about this credential was changed since it was given. So we did not take it.',
  },
};
