import { dayIn } from './figures.js';

export const readmePath = 'README.txt';

interface Told {
  /** A day, as `2026-03-31`. */
  readonly day: string;
  readonly learner: string;
  /** The originals stand in the overviews too. */
  readonly isAttached: boolean;
  /** So do signed credentials. */
  readonly hasProofs: boolean;
  /** Documents that a school put in the kluis by itself, and that could not be taken along. */
  readonly left: number;
}

const leftNl = (left: number): string =>
  left === 0
    ? ''
    : `\nNiet meegenomen: ${left} bestanden die een school zelf neerzette, en die te groot zijn of niet te lezen.\n`;
const leftEn = (left: number): string =>
  left === 0
    ? ''
    : `\nNot taken along: ${left} files that a school put there by itself, too large or not to be read.\n`;

const nl = ({
  day,
  learner,
  isAttached,
  hasProofs,
  left,
}: Told): string => `JOUW LEERKLUIS, MEEGENOMEN OP ${dayIn('nl', day).toUpperCase()}
Dit is alles uit de kluis van ${learner}.

overview.nl.pdf     Alles op een rij, om te lezen of te printen.${isAttached ? ' De originelen zitten erin.' : ''}
overview.en.pdf     Hetzelfde in het Engels.
${hasProofs ? '                    In beide zitten je ondertekende bewijzen. Na te kijken met: leerkluis verify overview.nl.pdf\n' : ''}originals/          Wat je scholen stuurden, precies zoals het kwam. Ernaast staat waar het vandaan kwam.
records.json        Al je gegevens, ook oude versies en wat is ingetrokken. Voor programma's.
records.jsonld      Hetzelfde als linked data (JSON-LD).
grants/             Wie je toegang gaf, zoals ondertekend.
receipts/           Wat er met die toegang gebeurde.
log.jsonl           Wie er keek, en wanneer. Na te kijken met: leerkluis verify-log log.jsonl --jwks jwks.json
jwks.json           De sleutels om handtekeningen mee na te kijken.
manifest.json       Van elk bestand hoe groot het is, en een controlegetal (SHA-256).
manifest.jws        Onze handtekening onder manifest.json.

Bewijzen met een ondertekening zijn die dag nagekeken. Wat toen was ingetrokken of niet geldig was, is zo gemerkt in het overzicht.
Wat was ingetrokken of tijdelijk stopgezet, telt daar niet mee. Wie het later wil weten, moet het opnieuw nakijken.

Verander niets als je dit terug wilt zetten. Wat veranderd is, telt als jouw eigen opgave, of komt er niet meer in.
Wie dit bestand heeft, kan alles lezen. Bewaar het op een plek die alleen van jou is.
${leftNl(left)}`;

const en = ({
  day,
  learner,
  isAttached,
  hasProofs,
  left,
}: Told): string => `YOUR LEERKLUIS, TAKEN ALONG ON ${dayIn('en', day).toUpperCase()}
This is all that is in the kluis of ${learner}.

overview.nl.pdf     Everything in one list, in Dutch.
overview.en.pdf     The same in English, to read or to print.${isAttached ? ' The originals are in it.' : ''}
${hasProofs ? '                    In both are your signed proofs. To be checked with: leerkluis verify overview.en.pdf\n' : ''}originals/          What your schools sent, exactly as it came. Beside it stands where it came from.
records.json        All your records, with older versions and what was withdrawn. For programs.
records.jsonld      The same as linked data (JSON-LD).
grants/             To whom you gave access, as it was signed.
receipts/           What became of that access.
log.jsonl           Who looked, and when. To be checked with: leerkluis verify-log log.jsonl --jwks jwks.json
jwks.json           The keys to check signatures with.
manifest.json       How large each file is, and its checksum (SHA-256).
manifest.jws        Our signature under manifest.json.

Credentials with a signature were checked on that day. What was taken back or not valid then is marked so in the overview.
What was taken back or put on hold does not count there. Whoever wants to know later has to check again.

Change nothing if you want to put this back. What was changed counts as your own word, or does not come in any more.
Whoever has this file can read all of it. Keep it in a place that is yours alone.
${leftEn(left)}`;

/** What is in the archive, for whoever opens it. */
export const readmeFile = (told: Told): string => `${nl(told)}\n\n${en(told)}`;
