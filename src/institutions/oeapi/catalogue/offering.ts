import { isObject, type JsonObject, present } from '../../../base/index.js';
import {
  type CatalogueOffering,
  type CatalogueProgramme,
  type CoursePart,
  type LearningOutcome,
  Notes,
  type OfferingKind,
  offeringKeyOf,
  programmeKeyOf,
  type Texts,
} from '../../../records/index.js';
import { scaleIn } from '../assessment.js';
import { type DeliveringInstitution, descriptionOf, levelIn } from '../core.js';
import type { Lookup } from '../document.js';
import { isNational, primaryCodeIn } from '../identifiers.js';
import { type Reading, Source } from '../source.js';
import { outcomesOf } from './outcomes.js';
import type { CatalogueItem } from './page.js';
import type { CourseCodes } from './prerequisites.js';
import {
  admissionOf,
  dayIn,
  enrolmentOf,
  idsIn,
  languagesOf,
  linkOf,
  loadsOf,
  modesOf,
  placeOf,
  placesOf,
  priceOf,
  skillsOf,
  stateOf,
} from './words.js';

/** All of a catalogue that an offering can point to, in the words of version 5. */
export interface Index {
  readonly institution: DeliveringInstitution;
  readonly lookup: Lookup;
  readonly outcomes: ReadonlyMap<string, LearningOutcome>;
  /** Of a course. */
  readonly parts: ReadonlyMap<string, readonly CoursePart[]>;
  readonly codes: CourseCodes;
}

/** What systems write where there is none. */
const placeholders: ReadonlySet<string> = new Set(['string', 'null', 'undefined']);

export const codeOf = (source: Source | undefined): string | undefined => {
  const stated = primaryCodeIn(source);
  const isNone = stated === undefined || isNational(stated) || placeholders.has(stated.code);
  return isNone ? undefined : stated.code;
};

/** Where no name came, the code it is known by; undefined where there is none either. */
export function titleOf(holders: readonly (Source | undefined)[]): Texts | undefined {
  const names = holders.map((holder) => holder?.texts('name'));
  const name = names.find((texts) => texts !== undefined);
  if (name !== undefined) return name;
  for (const holder of holders) {
    const value = holder?.text('abbreviation')?.trim() ?? '';
    if (value === '') continue;
    holder?.note('TITLE_MISSING', 'name');
    return [{ language: 'und', value }];
  }
  return undefined;
}

const fields = {
  COURSE: ['course', 'courses'],
  PROGRAMME: ['program', 'programs'],
} as const;

interface Subject {
  readonly id?: string;
  readonly source?: Source;
}

/** What it is a run of. As it is listed, since what stands in an offering may be no more than its id and name. */
function subjectOf(own: Source, kind: OfferingKind, of: string | undefined): Subject {
  const [field, documents] = fields[kind];
  const inside = isObject(own.raw[field]) ? own.inside(field) : undefined;
  const id = own.idOf(field, documents) ?? of;
  const listed = id === undefined ? undefined : own.reading.lookup(documents, id);
  const source = listed === undefined ? inside : new Source(listed, field, own.reading);
  if (source === undefined) own.note('LOOKUP_MISSING', field);
  return present({ id, source });
}

const kinds = new Map<string, OfferingKind>([
  ['course', 'COURSE'],
  ['program', 'PROGRAMME'],
]);
/** By its own word, else by its list. @returns undefined for an offering of something else. */
function kindOf(own: Source, { page }: CatalogueItem): OfferingKind | undefined {
  const listed = page.list.holds === 'COURSE_OFFERINGS' ? 'COURSE' : 'PROGRAMME';
  const stated = own.word('offeringType');
  return stated === undefined ? listed : kinds.get(stated);
}

/** Its own days, else those of the period it is in. */
function timeOf(own: Source) {
  const session = own.refer('academicSession', 'academic-sessions').source;
  const name = session?.texts('name');
  const [start, end] = [
    own.date('startDate') ?? dayIn(own, 'startDateTime') ?? session?.date('startDate'),
    own.date('endDate') ?? dayIn(own, 'endDateTime') ?? session?.date('endDate'),
  ];
  return { period: name && { name }, start, end };
}

const programmesOf = (subject: Source | undefined): readonly string[] => {
  const named = idsIn(subject, ['programs', 'programmes'], 'programId');
  const inV6 = idsIn(subject, ['programmes', 'programmeIds'], 'programmeId');
  return [...new Set([...named, ...inV6])];
};

function learntIn(own: Source, { source, id = '' }: Subject, index: Index) {
  const outcomes = outcomesOf(source, id, index.outcomes, own.reading);
  const ofOutcomes = outcomes.flatMap(({ skills = [] }) => skills);
  const skills = [...new Set([...ofOutcomes, ...skillsOf(source), ...skillsOf(own)])];
  const admission = admissionOf(source);
  return { outcomes, skills, admission };
}

const readingIn = ({ lookup }: Index): Reading => ({ notes: new Notes(), lookup });

/** @returns the pointer and the code by which it is set aside, where it cannot be read. */
export function offeringOf(
  item: CatalogueItem,
  index: Index,
): CatalogueOffering | readonly [field: string, code: string] {
  const { institution, codes } = index;
  const reading = readingIn(index);
  const own = new Source(item.raw, '', reading);
  const kind = kindOf(own, item);
  if (kind === undefined) return ['/offeringType', 'UNKNOWN_ENUM'];
  const isOfList = (item.page.list.holds === 'COURSE_OFFERINGS') === (kind === 'COURSE');
  const subject = subjectOf(own, kind, isOfList ? item.page.list.of : undefined);
  const title = titleOf([own, subject.source]);
  if (title === undefined) return ['/name', 'MISSING'];
  if (subject.id === undefined) return [`/${fields[kind][0]}`, 'MISSING'];
  const both = [own, subject.source];
  const { admission, ...learnt } = learntIn(own, subject, index);
  const of = present({ sourceId: subject.id, code: codeOf(subject.source) });
  return present({
    key: offeringKeyOf(institution.id, item.id),
    institution: institution.id,
    sourceId: item.id,
    kind,
    of,
    code: codeOf(own),
    title,
    description: descriptionOf(subject.source) ?? descriptionOf(own),
    loads: loadsOf(both, institution),
    level: levelIn([subject.source].filter((source) => source !== undefined)),
    languages: languagesOf(both),
    modes: modesOf(both),
    ...timeOf(own),
    enrolment: enrolmentOf(own),
    places: placesOf(own),
    ...learnt,
    programmes: kind === 'COURSE' ? programmesOf(subject.source) : [],
    parts: kind === 'COURSE' ? (index.parts.get(subject.id) ?? []) : [],
    place: placeOf(both),
    price: priceOf(own),
    scale: own.word('resultValueType') === undefined ? undefined : scaleIn([own]),
    state: stateOf(own),
    admission,
    prerequisites: codes.namedIn(admission, of.code),
    link: linkOf(both),
    issues: reading.notes.issues(),
  });
}

/** Version 6 spells two of them otherwise. */
const programmeTypes = new Map([
  ['programme', 'program'],
  ['specialisation', 'specialization'],
]);

/** @returns undefined for one without a title. */
export function programmeOf(
  { id, raw }: { readonly id: string; readonly raw: JsonObject },
  index: Index,
): CatalogueProgramme | undefined {
  const { institution, outcomes } = index;
  const reading = readingIn(index);
  const own = new Source(raw, '', reading);
  const title = titleOf([own]);
  if (title === undefined) return undefined;
  const type = own.word('programType');
  const parent = own.idOf('parent', 'programs') ?? own.word('parentId');
  return present({
    key: programmeKeyOf(institution.id, id),
    institution: institution.id,
    sourceId: id,
    code: codeOf(own),
    title,
    description: descriptionOf(own),
    loads: loadsOf([own], institution),
    level: levelIn([own]),
    type: type === undefined ? undefined : (programmeTypes.get(type) ?? type),
    outcomes: outcomesOf(own, id, outcomes, reading),
    parent: parent === '' ? undefined : parent,
  });
}
