import { type ErrorCode, errorCodes } from './errors.js';
import type { Sentences } from './log-sentences.js';

interface Explained {
  /** HTTP status where the whole request is refused. */
  readonly status?: number;
  readonly meaning: Sentences;
  readonly whatToDo: Sentences;
}

/** Each code for who builds an app. The English is what docs/errors.md says: a test compares them. */
const explained: Readonly<Record<ErrorCode, Explained>> = {
  UNAUTHENTICATED: {
    status: 401,
    meaning: {
      nl: 'Niemand is ingelogd, of het token of het bewijs erbij is niet goed. HTTP 401.',
      en: 'Nobody is signed in, or the token or its proof is not good. HTTP 401.',
    },
    whatToDo: {
      nl: 'Log opnieuw in; maak voor elk verzoek een nieuw DPoP-bewijs.',
      en: 'Sign in again; make a new DPoP proof for each request.',
    },
  },
  PURPOSE_REQUIRED: {
    meaning: {
      nl: 'Gegevens van iemand anders lezen zonder één bekend doel.',
      en: 'Reading somebody else’s records without one known purpose.',
    },
    whatToDo: {
      nl: 'Stuur `X-Purpose` (of `extensions.purpose`) mee met één waarde van de enum `Purpose`.',
      en: 'Send `X-Purpose` (or `extensions.purpose`) with one value of the enum `Purpose`.',
    },
  },
  NOT_FOUND: {
    meaning: {
      nl: 'Er is geen lerende, gegeven, toegang of verzoek met deze naam, of geen dat jij mag zien.',
      en: 'No such learner, record, grant or request, or none that you may see.',
    },
    whatToDo: {
      nl: 'Vanzelf niets: vraag de lerende om toegang. Probeer het niet opnieuw.',
      en: 'Nothing by itself: ask the learner for access. Do not try again.',
    },
  },
  GRANT_ENDED: {
    meaning: {
      nl: 'Je kon eerder lezen, voor dit doel en met deze app; dat is gestopt, afgelopen of opgebruikt.',
      en: 'You could read before, for this purpose and through this app; it was stopped, ran out or was used up.',
    },
    whatToDo: {
      nl: 'Stop, en verwijder wat je niet nodig hebt. Je mag opnieuw om toegang vragen.',
      en: 'Stop, and delete what you do not need. You may ask for access again.',
    },
  },
  FORBIDDEN: {
    meaning: {
      nl: 'Dit is voor anderen, zoals lerenden die zelf zijn ingelogd; of een browser stuurde het van een andere site.',
      en: 'The operation is for others, such as learners in their own session; or a browser sent it from another site.',
    },
    whatToDo: { nl: 'Probeer het niet opnieuw.', en: 'Do not try again.' },
  },
  RATE_LIMITED: {
    status: 429,
    meaning: {
      nl: 'Meer vragen in een minuut dan worden beantwoord (HTTP 429), een zesde verzoek om toegang op een dag, een eenenvijftigste voorstel op een dag, of meer dan twintig nieuwe apps op een dag.',
      en: 'More ids or operations in a minute than are answered (HTTP 429), a sixth request for access in a day, a fifty-first proposal in a day, or more than twenty new apps in a day.',
    },
    whatToDo: {
      nl: 'Wacht, en probeer het dan langzamer opnieuw.',
      en: 'Wait, then try again at a slower pace.',
    },
  },
  COST_LIMIT: {
    status: 400,
    meaning: {
      nl: 'Te diep, te lang, te veel aliassen, of bladzijden van meer dan 250 regels. Er is niets gelezen.',
      en: 'Too deep, too long, too many aliases, or pages over 250 rows. Nothing was read.',
    },
    whatToDo: {
      nl: 'Vraag in kleinere delen; lees lijsten bladzijde voor bladzijde.',
      en: 'Ask in smaller parts; read lists page by page.',
    },
  },
  BAD_INPUT: {
    meaning: {
      nl: 'Het document, een variabele of een argument klopt niet, of vraagt te sorteren op een onderdeel dat niet gedeeld is.',
      en: 'The document, a variable or an argument is wrong, or asks to sort by a part that is not shared.',
    },
    whatToDo: {
      nl: 'Herstel de vraag; `locations` en `path` zeggen waar.',
      en: 'Mend the question; `locations` and `path` say where.',
    },
  },
  CONFLICT: {
    meaning: {
      nl: 'De lerende veranderde wat die deelt terwijl het antwoord werd gemaakt, of de lijst veranderde tussen twee bladzijden.',
      en: 'The learner changed what they share while the answer was worked out, or the list changed between two pages.',
    },
    whatToDo: {
      nl: 'Vraag het opnieuw; lijsten vanaf hun eerste bladzijde.',
      en: 'Ask again; lists from their first page.',
    },
  },
  UPSTREAM: {
    meaning: {
      nl: 'Een pod, een school of een deel van deze dienst gaf geen goed antwoord. Er is niets gegeven.',
      en: 'A pod, an institution or a part of this service did not answer well. Nothing was released.',
    },
    whatToDo: {
      nl: 'Probeer het later opnieuw, elke keer na een langere tijd.',
      en: 'Try again later, each time after a longer wait.',
    },
  },
};

const isCode = (text: string): text is ErrorCode => Object.hasOwn(errorCodes, text);

/** In the order of the closed list. */
export const errorCatalogue = Object.keys(errorCodes)
  .filter(isCode)
  .map((code) => ({ code, message: errorCodes[code], ...explained[code] }));
