import { z } from 'zod';
import { isObject, present } from '../../../base/index.js';
import {
  type CalendarDate,
  type CatalogueOffering,
  chooseText,
  type DeliveryMode,
  type EnrolmentPeriod,
  type OpenValue,
  type offeringStates,
  type Places,
  readCalendarDate,
  type StudyLoad,
  type Texts,
} from '../../../records/index.js';
import type { DeliveringInstitution } from '../core.js';
import { loadIn } from '../credits.js';
import { codesIn } from '../identifiers.js';
import type { Source } from '../source.js';
import { known, openWord } from '../vocabulary.js';

type Holder = Source | undefined;
const short = z.string().max(200);
const isSaid = (word: string | undefined): word is string =>
  word !== undefined && word.trim() !== '';

const distinct = <T>(values: readonly T[]): readonly T[] => [...new Set(values)];

/** The first of the holders that says it. */
function firstOf<T>(
  holders: readonly Holder[],
  ask: (holder: Source) => readonly T[],
): readonly T[] {
  for (const holder of holders) {
    const answer = holder === undefined ? [] : ask(holder);
    if (answer.length > 0) return answer;
  }
  return [];
}

/** A list of words, or the one word that stands in its place; under the name of either version. */
function wordsIn(holder: Source, names: readonly string[]): readonly string[] {
  const found = names.flatMap((name): readonly (string | undefined)[] =>
    Array.isArray(holder.raw[name]) ? holder.list(name, short) : [holder.word(name)],
  );
  return found.filter(isSaid).map((word) => word.trim());
}

/** By the shortest code of the language: "nld", "dut" and "nl-BE" are "nl". What is no tag stays as it came. */
function languageOf(tag: string): string {
  try {
    return new Intl.Locale(tag.replaceAll('_', '-')).language;
  } catch {
    return tag.toLowerCase();
  }
}
export const languagesOf = (holders: readonly Holder[]): readonly string[] =>
  distinct(
    firstOf(holders, (holder) => wordsIn(holder, ['teachingLanguages', 'teachingLanguage'])).map(
      languageOf,
    ),
  );

/** Words of both versions; "presential" and "blended" are what version 6 calls what version 5 had already. */
const modeWords: Readonly<Record<string, DeliveryMode>> = {
  on_campus: 'ON_CAMPUS',
  presential: 'ON_CAMPUS',
  online: 'ONLINE',
  hybrid: 'HYBRID',
  blended: 'HYBRID',
  distance_learning: 'DISTANCE_LEARNING',
  situated: 'SITUATED',
  work_based: 'SITUATED',
  lecture: 'LECTURE',
  self_study: 'SELF_STUDY',
  coaching: 'COACHING',
  coil: 'COIL',
  joint_delivery: 'JOINT_DELIVERY',
  project_based: 'PROJECT_BASED',
  research_lab_based: 'RESEARCH_LAB_BASED',
};
function modeOf(raw: string): OpenValue<DeliveryMode> {
  const value = known(modeWords, raw.replaceAll(/[ -]/g, '_'));
  return value === undefined ? { value: 'OTHER', raw } : { value };
}
export function modesOf(holders: readonly Holder[]): readonly OpenValue<DeliveryMode>[] {
  const modes = firstOf(holders, (holder) =>
    wordsIn(holder, ['modesOfDelivery', 'modeOfDelivery']),
  ).map(modeOf);
  return [...new Map(modes.map((mode) => [`${mode.value} ${mode.raw ?? ''}`, mode])).values()];
}

const stateWords: Readonly<Record<string, Exclude<(typeof offeringStates)[number], 'OTHER'>>> = {
  active: 'ACTIVE',
  inactive: 'INACTIVE',
  concept: 'CONCEPT',
  cancelled: 'CANCELLED',
  canceled: 'CANCELLED',
};
/** Version 5 knows no states: what it lists can be chosen. */
export const stateOf = (own: Source): CatalogueOffering['state'] =>
  isSaid(own.word('state')) ? openWord(own, 'state', stateWords) : { value: 'ACTIVE' };

/** A moment of version 6 as the day it is at the institution. */
export function dayIn(source: Source, name: string): CalendarDate | undefined {
  const raw = source.word(name);
  if (!isSaid(raw)) return undefined;
  const { date, issue } = readCalendarDate(raw);
  if (issue === 'DATE_UNREADABLE') source.note(issue, name);
  return date;
}

/** Version 5 has one period, version 6 a list of them. One without days says only that places are given out. */
export function enrolmentOf(own: Source): readonly EnrolmentPeriod[] {
  const listed = own.each('enrolmentPeriods').map((period) => {
    const groups = wordsIn(period, ['targetGroups']);
    return present({
      from: dayIn(period, 'startDateTime'),
      until: dayIn(period, 'endDateTime'),
      hasQueue: period.read('queueEnabled', z.boolean()) === true ? true : undefined,
      targetGroups: groups.length > 0 ? groups : undefined,
    });
  });
  if (listed.length > 0) return listed;
  const [from, until] = [own.date('enrollStartDate'), own.date('enrollEndDate')];
  return from === undefined && until === undefined ? [] : [present({ from, until })];
}

const people = z.int().min(0).max(1_000_000);
export function placesOf(own: Source): Places | undefined {
  const places: Places = present({
    max: own.read('maxNumberStudents', people),
    enrolled: own.read('enrolledNumberStudents', people),
    pending: own.read('pendingNumberStudents', people),
  });
  return Object.keys(places).length === 0 ? undefined : places;
}

/** One for each unit, each as it was stated; what is less than nothing is none. */
export function loadsOf(
  holders: readonly Holder[],
  institution: DeliveringInstitution,
): readonly StudyLoad[] {
  const found = firstOf(holders, (holder) =>
    holder
      .each('studyLoad')
      .flatMap((stated) => loadIn(stated, institution) ?? [])
      .filter(({ amount }) => Number(amount) >= 0),
  );
  const byUnit = new Map<string, StudyLoad>();
  for (const load of found) {
    const key = `${load.unit} ${load.unitRaw ?? ''}`;
    if (!byUnit.has(key)) byUnit.set(key, load);
  }
  return [...byUnit.values()];
}

/** An absolute http(s) address without a login in it; what a parser would mend in silence is none. */
export function httpAddress(text: string | undefined): string | undefined {
  if (
    text === undefined ||
    text.length > 2000 ||
    !/^https?:\/\/[^\s\p{Cc}<>"\\^`{|}]+$/iu.test(text)
  )
    return undefined;
  const url = URL.parse(text);
  return url !== null && url.username === '' && url.password === '' ? text : undefined;
}
export function linkOf(holders: readonly Holder[]): string | undefined {
  for (const holder of holders) {
    const link = holder?.text('link');
    const address = httpAddress(link?.trim());
    if (address !== undefined) return address;
    if (isSaid(link)) holder?.note('TYPE', 'link');
  }
  return undefined;
}

/** The first address that names a town. */
export function placeOf(holders: readonly Holder[]): string | undefined {
  const [town] = firstOf(holders, (holder) =>
    holder
      .each('addresses')
      .map((address) => address.word('city')?.trim())
      .filter(isSaid),
  );
  return town;
}

/** As the source writes it for people, else the amount as it stands there. */
export function priceOf(own: Source): string | undefined {
  const [cost] = own.each('priceInformation');
  if (cost === undefined) return undefined;
  const displayed = chooseText(cost.texts('displayAmount') ?? [])?.value.trim();
  if (isSaid(displayed)) return displayed.slice(0, 200);
  const [amount, currency] = [cost.word('amount'), cost.word('currency')].map((word) =>
    word?.trim(),
  );
  return isSaid(amount) ? [currency, amount].filter(isSaid).join(' ') : undefined;
}

/** Addresses in the European list of skills, by codes that say that they are. */
export const skillsOf = (holder: Holder): readonly string[] =>
  distinct(
    codesIn(holder).flatMap(({ type, code }) =>
      /^(?:x-)?esco$/i.test(type) ? (httpAddress(code) ?? []) : [],
    ),
  );

/** What is asked of whoever comes, each language once. */
export function admissionOf(subject: Holder): Texts | undefined {
  const said = ['admissionRequirements', 'qualificationRequirements'].flatMap(
    (name) => subject?.texts(name) ?? [],
  );
  const byLanguage = new Map<string, readonly string[]>();
  for (const { language, value } of said) {
    const before = byLanguage.get(language) ?? [];
    if (!before.includes(value)) byLanguage.set(language, [...before, value]);
  }
  if (byLanguage.size === 0) return undefined;
  return [...byLanguage].map(([language, values]) => ({ language, value: values.join('\n\n') }));
}

/** The ids that a property names: as ids, as objects, or under the name that version 6 has for ids. */
export function idsIn(holder: Holder, names: readonly string[], idName: string): readonly string[] {
  if (holder === undefined) return [];
  const any = z.union([short, z.custom<Readonly<Record<string, unknown>>>(isObject)]);
  const found = names.flatMap((name) => holder.list(name, any));
  const ids = found.map((one) => (typeof one === 'string' ? one : one[idName]));
  return distinct(ids.filter((id) => typeof id === 'string' && id !== '' && id.length <= 200)).map(
    String,
  );
}
