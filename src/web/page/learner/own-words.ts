import type {
  OwnEntryRecordFragment,
  OwnLearningInput,
  OwnSkillInput,
  OwnWorkInput,
} from '../../../../schema/generated/graphql.js';

/** An entry as it stands. */
export type OwnEntry = OwnEntryRecordFragment;

/** As somebody types it: a date that is none is undefined. */
type Typed = string | undefined;

/** Absent where nothing was typed. */
const typed = (name: string, text: Typed): Readonly<Record<string, string>> =>
  text === undefined || text.trim() === '' ? {} : { [name]: text.trim() };

/** A number as people here type it: with a comma. Absent where nothing was typed. */
const typedNumber = (name: string, text: string): Readonly<Record<string, number>> =>
  text.trim() === '' ? {} : { [name]: Number(text.replace(',', '.')) };

const isNumber = (text: string): boolean => !Number.isNaN(Number(text.replace(',', '.')));
const isSaid = (text: Typed): text is string => text !== undefined && text.trim() !== '';
const textOf = (value: string | number | null): string => (value === null ? '' : String(value));

export interface WorkWords {
  readonly role: string;
  readonly organisation: string;
  readonly start: Typed;
  readonly end: Typed;
  readonly hours: string;
  readonly story: string;
}
const noWork: WorkWords = { role: '', organisation: '', start: '', end: '', hours: '', story: '' };

export function workWords(from: OwnEntry | undefined): WorkWords {
  if (from?.__typename !== 'WorkExperience') return noWork;
  return {
    role: textOf(from.role),
    organisation: textOf(from.organisation),
    start: textOf(from.start),
    end: textOf(from.end),
    hours: textOf(from.hoursPerWeek),
    story: textOf(from.description),
  };
}

/** @returns undefined while it says too little, or something that is no date or number. */
export function workEntry(words: WorkWords): OwnWorkInput | undefined {
  const { role, organisation, start, end, hours, story } = words;
  if (!isSaid(role) || !isSaid(organisation) || !isSaid(start)) return undefined;
  if (end === undefined || !isNumber(hours)) return undefined;
  return {
    role: role.trim(),
    organisation: organisation.trim(),
    start,
    ...typed('end', end),
    ...typed('description', story),
    ...typedNumber('hoursPerWeek', hours),
  };
}

export interface LearningWords {
  readonly title: string;
  readonly organisation: string;
  readonly date: Typed;
  readonly hours: string;
  readonly story: string;
}
const noLearning: LearningWords = { title: '', organisation: '', date: '', hours: '', story: '' };

/** The only load that an entry of one's own has is the hours it took. */
const hoursOf = ({ credits }: OwnEntry): string =>
  credits.__typename === 'Credits' && credits.load !== null ? credits.load.value : '';

export function learningWords(from: OwnEntry | undefined): LearningWords {
  if (from?.__typename !== 'Certificate') return noLearning;
  return {
    title: from.title,
    organisation: textOf(from.organisation),
    date: textOf(from.issued ?? from.issuedOn),
    hours: hoursOf(from),
    story: textOf(from.description),
  };
}

/** @returns undefined while it says too little, or something that is no date or number. */
export function learningEntry(words: LearningWords): OwnLearningInput | undefined {
  const { title, organisation, date, hours, story } = words;
  if (!isSaid(title) || date === undefined || !isNumber(hours)) return undefined;
  return {
    title: title.trim(),
    ...typed('organisation', organisation),
    ...typed('date', date),
    ...typed('description', story),
    ...typedNumber('hours', hours),
  };
}

export interface SkillWords {
  readonly label: string;
  readonly level: string;
  readonly concept: string;
  readonly proofs: readonly string[];
}
const noSkill: SkillWords = { label: '', level: '', concept: '', proofs: [] };

export function skillWords(from: OwnEntry | undefined): SkillWords {
  if (from?.__typename !== 'Skill') return noSkill;
  return {
    label: from.title,
    level: from.level?.raw ?? '',
    concept: textOf(from.concept),
    proofs: from.evidence.__typename === 'Evidence' ? from.evidence.provenBy : [],
  };
}

/** @returns undefined while it says too little. */
export function skillEntry({
  label,
  level,
  concept,
  proofs,
}: SkillWords): OwnSkillInput | undefined {
  if (!isSaid(label)) return undefined;
  return {
    label: label.trim(),
    ...typed('level', level),
    ...typed('concept', concept),
    ...(proofs.length > 0 && { provenBy: [...proofs] }),
  };
}
