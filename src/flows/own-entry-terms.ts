import { asWebId, Fault, type LearnerId, present, type RecordKey } from '../base/index.js';
import { isBefore, isPartialDate, type OwnEntry } from '../records/index.js';
import { plainText } from './plain-text.js';

/** Longest name, and longest story, in characters. */
const [nameLength, storyLength] = [200, 2000];
const addressLength = 500;
const mostProofs = 20;
const mostHours = 20_000;
const hoursInAWeek = 168;

const refuse = (sentence: string): never => {
  throw new Fault('BadInput', sentence);
};

/** Plain, and whole: what does not fit is refused, never cut. */
function plain(text: string, length: number): string {
  const shown = plainText(text, length + 1);
  return shown.length > length ? refuse(`A text has at most ${length} characters here.`) : shown;
}
function named(text: string, what: string): string {
  const shown = plain(text, nameLength);
  return shown === '' ? refuse(`Say ${what}.`) : shown;
}
/** Nothing but spaces says nothing. */
const maybe = (text: string | undefined, length: number): string | undefined =>
  text === undefined ? undefined : plain(text, length) || undefined;

const dated = (date: string): string =>
  isPartialDate(date)
    ? date
    : refuse('Give a date as a year, a year and month, or a day: 2019, 2019-05 or 2019-05-12.');

/** With two decimals at most. */
function amount(value: number | undefined, most: number): number | undefined {
  if (value === undefined) return undefined;
  if (!(value > 0 && value <= most)) return refuse(`A number of hours is over 0, up to ${most}.`);
  return Math.round(value * 100) / 100 || refuse('A number of hours is at least 0.01.');
}

/** Kept as it is written, and never fetched. */
function address(concept: string | undefined): string | undefined {
  if (concept === undefined) return undefined;
  const isOne = concept.length <= addressLength && asWebId(concept) !== undefined;
  return isOne ? concept : refuse('Name a skill in a public list by its address on the web.');
}

/** A record of which the learner's own id was opened: whose it is, and which. */
export interface RecordRef {
  readonly learner: string;
  readonly record: RecordKey;
}
type Typed<Entry> = Entry extends { readonly provenBy: unknown }
  ? Omit<Entry, 'provenBy'> & { readonly provenBy: readonly RecordRef[] }
  : Entry;
/** What a learner typed and chose, as it came. */
export type TypedEntry = Typed<OwnEntry>;

function work(typed: Extract<TypedEntry, { kind: 'WORK_EXPERIENCE' }>): OwnEntry {
  const { kind, start, end } = typed;
  const [from, until] = [dated(start), end === undefined ? undefined : dated(end)];
  if (until !== undefined && isBefore(until, from)) refuse('Work ends after it begins.');
  return present({
    kind,
    role: named(typed.role, 'what you were'),
    organisation: named(typed.organisation, 'where you worked'),
    start: from,
    end: until,
    hoursPerWeek: amount(typed.hoursPerWeek, hoursInAWeek),
    description: maybe(typed.description, storyLength),
  });
}

function skill(
  { kind, label, concept, level, provenBy }: Extract<TypedEntry, { kind: 'SKILL' }>,
  learner: LearnerId,
): OwnEntry {
  if (provenBy.length > mostProofs) refuse(`A skill is shown by ${mostProofs} records at most.`);
  if (provenBy.some((ref) => ref.learner !== learner)) {
    throw new Fault('NotFound', 'A record of somebody else.');
  }
  return present({
    kind,
    label: named(label, 'which skill'),
    concept: address(concept),
    level: maybe(level, nameLength),
    provenBy: [...new Set(provenBy.map(({ record }) => record))],
  });
}

function learning(typed: Extract<TypedEntry, { kind: 'CERTIFICATE' }>): OwnEntry {
  const { kind, title, organisation, date, description, hours } = typed;
  return present({
    kind,
    title: named(title, 'what you learned'),
    organisation: maybe(organisation, nameLength),
    date: date === undefined ? undefined : dated(date),
    description: maybe(description, storyLength),
    hours: amount(hours, mostHours),
  });
}

/** @throws Fault `BadInput` for what is not whole, or does not fit. */
export function entryOf(typed: TypedEntry, learner: LearnerId): OwnEntry {
  if (typed.kind === 'WORK_EXPERIENCE') return work(typed);
  return typed.kind === 'SKILL' ? skill(typed, learner) : learning(typed);
}
