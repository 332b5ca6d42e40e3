import { Fault, type FaultKind } from '../base/index.js';
import type { ArchiveRefusal, DownloadAnswer } from '../flows/index.js';
import type { Refusal } from './refuse.js';

export type Language = 'nl' | 'en';
type Sentences = Readonly<Record<Language, string>>;

export type FileRefusal =
  | ArchiveRefusal
  | Extract<DownloadAnswer, { kind: 'refused' }>['because']
  | 'SIGN_IN'
  | 'FOREIGN'
  | 'NOT_FOR_YOU'
  | 'OVER'
  | 'BUSY'
  | 'NO_ZIP'
  | 'TOO_LARGE'
  | 'CHANGED'
  | 'AWAY';

interface Form extends Sentences {
  /** HTTP status, and the public code. */
  readonly status: number;
  readonly code: string;
}
const badInput = { status: 400, code: 'BAD_INPUT' } as const;

const forms: Readonly<Record<FileRefusal, Form>> = {
  SIGN_IN: { status: 401, code: 'UNAUTHENTICATED', nl: 'Log eerst in.', en: 'Sign in first.' },
  FOREIGN: {
    status: 403,
    code: 'FORBIDDEN',
    nl: 'Dit kwam niet van onze eigen pagina.',
    en: 'This request did not come from our own page.',
  },
  NOT_FOR_YOU: {
    status: 403,
    code: 'FORBIDDEN',
    nl: 'Dit is voor wie zelf een kluis heeft, en zelf is ingelogd.',
    en: 'This is for learners, signed in themselves.',
  },
  OVER: {
    status: 404,
    code: 'NOT_FOUND',
    nl: 'Deze download is er niet (meer). Vraag een nieuwe aan.',
    en: 'This download is not there, or not any more. Ask for a new one.',
  },
  BUSY: {
    status: 429,
    code: 'RATE_LIMITED',
    nl: 'Er wordt al een bestand gemaakt of gelezen. Probeer het zo nog eens.',
    en: 'A file is being made or read already. Try again in a moment.',
  },
  TOO_MUCH: {
    status: 413,
    code: 'COST_LIMIT',
    nl: 'Dit is meer dan in één keer kan. Neem contact met ons op: dan zorgen we samen dat je alles krijgt.',
    en: 'This is more than goes in one go. Get in touch with us: together we see to it that you get all of it.',
  },
  CHANGED: {
    status: 409,
    code: 'CONFLICT',
    nl: 'Er veranderde iets terwijl je dit vroeg. Probeer het nog eens.',
    en: 'This changed while you were asking. Ask again.',
  },
  AWAY: {
    status: 503,
    code: 'UPSTREAM',
    nl: 'Een deel van de keten geeft nu geen antwoord. Er is niets veranderd en niets verstuurd. Probeer het later nog eens.',
    en: 'A part of the chain does not answer now. Nothing was changed and nothing was sent. Try again later.',
  },
  NO_ZIP: {
    status: 415,
    code: 'BAD_INPUT',
    nl: 'Stuur het archief als zip-bestand.',
    en: 'Send the archive as a zip file.',
  },
  TOO_LARGE: {
    status: 413,
    code: 'BAD_INPUT',
    nl: 'Het bestand is groter dan 20 MB.',
    en: 'The file is larger than 20 MB.',
  },
  NO_ARCHIVE: {
    ...badInput,
    nl: 'Dit bestand is geen zip-bestand, of het is beschadigd. Er is niets veranderd.',
    en: 'This file is no zip file, or it is damaged. Nothing was changed.',
  },
  BAD_NAME: {
    ...badInput,
    nl: 'In dit bestand staan namen die niet kunnen. Er is niets veranderd.',
    en: 'There are names in this file that cannot be. Nothing was changed.',
  },
  NAMED_TWICE: {
    ...badInput,
    nl: 'In dit bestand staat iets dubbel. Er is niets veranderd.',
    en: 'Something is in this file twice. Nothing was changed.',
  },
  NOT_OURS: {
    ...badInput,
    nl: 'Dit is geen archief van Leerkluis. Er is niets veranderd.',
    en: 'This is no archive of Leerkluis. Nothing was changed.',
  },
  DIFFERS: {
    ...badInput,
    nl: 'Een bestand in dit archief is veranderd, weg of erbij gezet. Er is niets teruggezet. Probeer het met het archief zoals je het kreeg.',
    en: 'A file in this archive was changed, is gone or was added. Nothing was put back. Try it with the archive as you got it.',
  },
  UNREADABLE: {
    ...badInput,
    nl: 'De gegevens in dit archief zijn niet te lezen. Er is niets veranderd.',
    en: 'The records in this archive cannot be read. Nothing was changed.',
  },
  TOO_MANY: {
    ...badInput,
    nl: 'Dit zijn er meer dan je zelf in één keer kunt opgeven. Er is niets veranderd.',
    en: 'These are more than you can declare yourself in one go. Nothing was changed.',
  },
};

export function fileRefusal(because: FileRefusal, language: Language): Refusal {
  const { status, code, [language]: message } = forms[because];
  return { status, code, message, reason: because };
}

const ofFault: Partial<Record<FaultKind, FileRefusal>> = {
  Conflict: 'CHANGED',
  Forbidden: 'NOT_FOR_YOU',
  PodRefused: 'AWAY',
  PodUnreachable: 'AWAY',
  UrlRefused: 'AWAY',
};

/** @returns undefined for what nobody foresaw. */
export const refusalOfFault = (error: unknown): FileRefusal | undefined =>
  error instanceof Fault ? ofFault[error.kind] : undefined;
