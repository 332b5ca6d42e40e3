import { isObject, type JsonObject } from '../base/index.js';
import { type CalendarDate, Lenient, type Notes, readCalendarDate } from '../records/index.js';

const mostElements = 200;

/** Where Dutch schools are, and where the machines stand that make European credentials. */
const usualZone = 'Europe/Amsterdam';

/** Countries of Europe, by both codes of ISO 3166, whose clocks show another hour than ours. */
const zones: Readonly<Record<string, string>> = {
  'GB GBR IM IMN JE JEY GG GGY': 'Europe/London',
  'IE IRL': 'Europe/Dublin',
  'PT PRT': 'Europe/Lisbon',
  'IS ISL': 'Atlantic/Reykjavik',
  'FI FIN AX ALA': 'Europe/Helsinki',
  'EE EST': 'Europe/Tallinn',
  'LV LVA': 'Europe/Riga',
  'LT LTU': 'Europe/Vilnius',
  'GR GRC EL': 'Europe/Athens',
  'CY CYP': 'Asia/Nicosia',
  'BG BGR': 'Europe/Sofia',
  'RO ROU': 'Europe/Bucharest',
  'MD MDA': 'Europe/Chisinau',
  'UA UKR': 'Europe/Kyiv',
  'TR TUR': 'Europe/Istanbul',
};
const zoneByCountry = new Map(
  Object.entries(zones).flatMap(([codes, zone]) =>
    codes.split(' ').map((code): [string, string] => [code, zone]),
  ),
);

const instant = /T.*(?:Z|[+-]\d{2}:?\d{2})$/;
/** XML Schema lets a day carry a zone; it is that day all the same. */
const dayWithZone = /^(\d{4}-\d{2}-\d{2})(?:Z|[+-]\d{2}:\d{2})$/;

const clockIn = (zone: string) =>
  new Intl.DateTimeFormat('en-GB', { timeZone: zone, timeStyle: 'medium' });
/** One for each zone: to make one costs more than to read a whole record. */
const clocks = new Map([usualZone, ...zoneByCountry.values()].map((zone) => [zone, clockIn(zone)]));

const isMidnightIn = (zone: string, at: Date): boolean =>
  clocks.get(zone)?.format(at) === '00:00:00';

/**
 * The zone in which an instant that stands for a day is that day's midnight: the issuer's own, or the one of the machine
 * that wrote it. Where it is midnight in neither, the issuer's.
 */
function zoneOf(raw: string, country: string | undefined): string {
  const own = zoneByCountry.get((country ?? '').toUpperCase()) ?? usualZone;
  const at = new Date(raw);
  if (own === usualZone || !instant.test(raw) || Number.isNaN(at.getTime())) return own;
  return !isMidnightIn(own, at) && isMidnightIn(usualZone, at) ? usualZone : own;
}

/** What a text says where a standard means a day. @param country of the issuer, as a code of two or three letters. */
export const readDay = (raw: string, country: string | undefined) => {
  const text = raw.trim();
  return readCalendarDate(dayWithZone.exec(text)?.[1] ?? text, zoneOf(text, country));
};

const isNothing = (element: unknown): boolean =>
  element === undefined ||
  element === null ||
  (isObject(element) && Object.keys(element).length === 0);

/** One object of a document whose dates are days in the zone of an issuer. */
export abstract class Zoned<Self extends Zoned<Self>> extends Lenient<Self> {
  constructor(
    raw: JsonObject,
    path: string,
    notes: Notes,
    readonly country: string | undefined,
  ) {
    super(raw, path, notes);
  }

  override date(name: string): CalendarDate | undefined {
    const raw = this.word(name);
    if (raw === undefined || raw.trim() === '') return undefined;
    const { date, issue } = readDay(raw, this.country);
    if (issue !== undefined) this.note(issue, name);
    return date;
  }

  /** The day of a moment, where the standard means a moment: nothing to be said of that. */
  dayOfMoment(name: string): CalendarDate | undefined {
    const raw = this.word(name);
    return raw === undefined ? undefined : readDay(raw, this.country).date;
  }

  /** The elements of a list, or what stands in its place. */
  protected elements(name: string): readonly unknown[] {
    const value = this.ask(name);
    const all: readonly unknown[] = Array.isArray(value) ? value : [value];
    const present = all.filter((element) => !isNothing(element));
    if (present.length > mostElements) this.note('TOO_LARGE', name);
    return present.slice(0, mostElements);
  }

  /** A field that is read elsewhere: no loss. */
  leave(...names: readonly string[]): void {
    for (const name of names) this.ask(name);
  }
}
