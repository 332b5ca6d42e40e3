import type { EnrolAgreement, EnrolOutcome } from '../flows/index.js';
import { chooseText } from '../records/index.js';
import { languageOf } from './log-sentences.js';

interface Sentence {
  readonly nl: string;
  readonly en: string;
}

const nameOf = ({ host }: EnrolAgreement, languages: readonly string[]): string =>
  chooseText(host.name, languages)?.value ?? host.id;

const dayIn = { nl: 'nl-NL', en: 'en-GB' } as const;
const dayOf = (day: Date, language: 'nl' | 'en'): string =>
  new Intl.DateTimeFormat(dayIn[language], {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'Europe/Amsterdam',
  }).format(day);

/** What somebody agrees to before a host is asked for a place, sentence by sentence. */
export function agreementSentences(
  agreement: EnrolAgreement,
  languages: readonly string[],
): readonly string[] {
  const language = languageOf(languages);
  const [host, until] = [nameOf(agreement, languages), dayOf(agreement.until, language)];
  const sentences: readonly Sentence[] = [
    {
      nl: `Wij vragen in jouw naam een plek aan bij ${host}. De school ziet via je eduID wie je bent: je naam en je e-mailadres. Met die eduID kun je daarna ook hier inloggen.`,
      en: `We ask ${host} for a place in your name. Through your eduID the school sees who you are: your name and your e-mail address. From then on you can also sign in here with that eduID.`,
    },
    {
      nl: `${host} mag tot en met ${until} in je kluis zetten hoe het met je inschrijving staat, en je resultaat. Lezen mag ${host} er niets.`,
      en: `Until ${until} ${host} may put in your kluis how your enrolment stands, and your result. It may read nothing there.`,
    },
    {
      nl: 'Dit staat bij “Wie heeft toegang” en in je logboek. Als je het daar stopt, kan de school meteen niets meer in je kluis zetten. Je inschrijving bij de school loopt dan door: afmelden doe je hier, of bij de school zelf.',
      en: 'This is listed under “Who has access” and in your log. When you stop it there, the school can put nothing in your kluis from that moment. Your enrolment at the school goes on: you call it off here, or at the school itself.',
    },
  ];
  return sentences.map((sentence) => sentence[language]);
}

export const outcomeSentences: Readonly<Record<EnrolOutcome, Sentence>> = {
  SIGN_IN: {
    nl: 'Geef eerst toestemming met je eduID. Dan vragen we de plek in jouw naam aan.',
    en: 'Give permission with your eduID first. Then we ask for the place in your name.',
  },
  WAITS: {
    nl: 'De toestemming is nog niet rond. Je ouder of voogd moet ook ja zeggen, of je kluis is even niet te bereiken. Probeer het daarna opnieuw.',
    en: 'The permission is not complete yet. Your parent or guardian has to say yes too, or your kluis cannot be reached for a moment. Try again after that.',
  },
  CALLING_OFF: {
    nl: 'Je meldde je hiervoor af, en de school heeft dat nog niet gehoord. Vraag daarna opnieuw een plek aan.',
    en: 'You called this off, and the school has not heard it yet. Ask for a place again after that.',
  },
  ASKED: {
    nl: 'Je aanvraag is onderweg. Hieronder zie je wat de school zegt.',
    en: 'Your request is on its way. Below you see what the school says.',
  },
};
