import { asWebId, Fault, type LearnerId, present, type RecordKey } from '../base/index.js';
import { isBefore, isPartialDate, type OwnEntry } from '../records/index.js';
import { plainText } from './plain-text.js';

/** Longest name, and longest story, in characters. */
export const [nameLength, storyLength] = [200, 2000];
const addressLength = 500;
const mostProofs = 20;
const mostHours = 20_000;
export const hoursInAWeek = 168;

/** Plain, and whole: what does not fit is refused, never cut. */
function plain(text: string, length: number): string {
  const shown = plainText(text, length + 1);
  if (shown.length > length) {
    throw new Fault(
      'BadInput',
      'That is too long: 200 characters, or 2,000 for what it was about.',
    );
  }
  return shown;
}
function named(text: string, missing: () => Fault): string {
  const shown = plain(text, nameLength);
  if (shown === '') throw missing();
  return shown;
}
const noRole = () => new Fault('BadInput', 'Say what you were.');
const noEmployer = () => new Fault('BadInput', 'Say where you worked.');
const noSkill = () => new Fault('BadInput', 'Say which skill.');
const noTitle = () => new Fault('BadInput', 'Say what you learned.');

/** Nothing but spaces says nothing. */
const maybe = (text: string | undefined, length: number): string | undefined =>
  text === undefined ? undefined : plain(text, length) || undefined;

function dated(date: string): string {
  if (isPartialDate(date)) return date;
  throw new Fault(
    'BadInput',
    'A date is a year, a year and month, or a day: 2019, 2019-05 or 2019-05-12.',
  );
}
const datedIf = (date: string | undefined): string | undefined =>
  date === undefined ? undefined : dated(date);

/** With two decimals at most. */
function amount(value: number | undefined, most: number): number | undefined {
  if (value === undefined) return undefined;
  const rounded = Math.round(value * 100) / 100;
  if (rounded > 0 && rounded <= most) return rounded;
  throw new Fault(
    'BadInput',
    'Hours are more than 0, and no more than fit: 168 in a week, 20,000 in all.',
  );
}

/** Where a skill stands in a public list. */
export const isAddressOfSkill = (concept: string): boolean =>
  concept.length <= addressLength && asWebId(concept) !== undefined;

/** Kept as it is written, and never fetched. */
function address(concept: string | undefined): string | undefined {
  if (concept === undefined || isAddressOfSkill(concept)) return concept;
  throw new Fault('BadInput', 'Name a skill in a public list by its address on the web.');
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
export type TypedEntry = Typed<Exclude<OwnEntry, { kind: 'ROUTE' }>>;
type TypedAs<Kind extends TypedEntry['kind']> = Extract<TypedEntry, { kind: Kind }>;

function work(typed: TypedAs<'WORK_EXPERIENCE'>): OwnEntry {
  const { kind, role, organisation, hoursPerWeek, description } = typed;
  const [start, end] = [dated(typed.start), datedIf(typed.end)];
  if (end !== undefined && isBefore(end, start)) {
    throw new Fault('BadInput', 'Work ends after it begins.');
  }
  return present({
    kind,
    role: named(role, noRole),
    organisation: named(organisation, noEmployer),
    start,
    end,
    hoursPerWeek: amount(hoursPerWeek, hoursInAWeek),
    description: maybe(description, storyLength),
  });
}

function skill(typed: TypedAs<'SKILL'>, learner: LearnerId): OwnEntry {
  const { kind, label, concept, level, provenBy } = typed;
  if (provenBy.length > mostProofs) {
    throw new Fault('BadInput', 'A skill is shown by 20 records at most.');
  }
  if (provenBy.some((ref) => ref.learner !== learner)) {
    throw new Fault('NotFound', 'a record of somebody else');
  }
  return present({
    kind,
    label: named(label, noSkill),
    concept: address(concept),
    level: maybe(level, nameLength),
    provenBy: [...new Set(provenBy.map(({ record }) => record))],
  });
}

function learning(typed: TypedAs<'CERTIFICATE'>): OwnEntry {
  const { kind, title, organisation, date, description, hours } = typed;
  return present({
    kind,
    title: named(title, noTitle),
    organisation: maybe(organisation, nameLength),
    date: datedIf(date),
    description: maybe(description, storyLength),
    hours: amount(hours, mostHours),
  });
}

/** @throws Fault `BadInput` for what is not whole, or does not fit. */
export function entryOf(typed: TypedEntry, learner: LearnerId): OwnEntry {
  if (typed.kind === 'WORK_EXPERIENCE') return work(typed);
  return typed.kind === 'SKILL' ? skill(typed, learner) : learning(typed);
}
