import type { InstitutionId } from '../../base/index.js';
import { canonicalJson, present } from '../../base/index.js';
import {
  type CoreFacet,
  type Level,
  type RecordType,
  readCalendarDate,
  type Texts,
} from '../../records/index.js';
import type { Association } from './association.js';
import type { Source } from './source.js';
import {
  enrolmentStateWords,
  known,
  levelsWithoutNumber,
  levelWords,
  openWord,
} from './vocabulary.js';

/** Who delivers: from our own registration of the endpoint, never from a payload. */
export interface DeliveringInstitution {
  readonly id: InstitutionId;
  readonly name: Texts;
}

/** 0 is of the European framework alone. */
const levelNumber = /^(?:4\+|[0-8])$/;
const nlqfOf = (stated: string): string | undefined => (stated === '0' ? undefined : stated);
const eqfOf = (number: string): number => Number(number.replace('+', ''));

const isStated = (word: string | undefined): word is string => word !== undefined && word !== '';

function usualLevel(holder: Source, raw: string): Level {
  const usual = known(levelWords, raw.replaceAll('_', ' '));
  if (usual !== undefined) return { raw, eqf: eqfOf(usual), nlqf: usual, derived: true };
  if (!levelsWithoutNumber.has(raw)) holder.note('UNKNOWN_ENUM', 'level');
  return { raw, derived: false };
}

/** The number a source states counts before the number that its kind of education usually has. */
export function levelIn(holders: readonly Source[]): Level | undefined {
  const stated = holders.map((holder) => holder.word('levelOfQualification')).find(isStated);
  const kinds = holders.flatMap((holder) => {
    const word = holder.word('level');
    return isStated(word) ? [{ holder, word }] : [];
  });
  const [kind] = kinds;
  if (stated !== undefined && levelNumber.test(stated)) {
    const raw = kind?.word ?? stated;
    return present({ raw, eqf: eqfOf(stated), nlqf: nlqfOf(stated), derived: false });
  }
  return kind === undefined ? undefined : usualLevel(kind.holder, kind.word);
}

const levelOf = ({ subject, specification }: Association): Level | undefined =>
  levelIn([subject.source, specification].filter((holder) => holder !== undefined));

function periodOf(session: Source | undefined): CoreFacet['period'] {
  if (session === undefined) return undefined;
  const name = session.texts('name') ?? [];
  const [start, end] = [session.date('startDate'), session.date('endDate')];
  if (name.length === 0 && start === undefined && end === undefined) return undefined;
  return present({ name, start, end });
}

/** Where no name came, the code the learner knows it by; better than nothing to read. */
function titleOf({ own, offering, subject }: Association): Texts {
  const holders = [subject.source, offering.source].filter((holder) => holder !== undefined);
  const names = holders.map((holder) => holder.texts('name'));
  const abbreviations = holders.map((holder) => holder.text('abbreviation'));
  const name = names.find((texts) => texts !== undefined);
  if (name !== undefined) return name;
  own.note('TITLE_MISSING', 'offering');
  const abbreviation = abbreviations.find(isStated);
  return abbreviation === undefined ? [] : [{ language: 'und', value: abbreviation }];
}

/** Version 5 wants a description of an offering; many schools repeat its name, and then it is none. */
export function descriptionOf(holder: Source | undefined): Texts | undefined {
  const [description, name] = [holder?.texts('description'), holder?.texts('name')];
  return canonicalJson(description ?? []) === canonicalJson(name ?? []) ? undefined : description;
}

/** Kept to find again what was planned. Nobody plans a try at a test, and tries at two of its offerings are one result. */
function offeredAs({ kind, offering, subject }: Association): CoreFacet['offering'] {
  if (kind !== 'COURSE' && kind !== 'PROGRAMME') return undefined;
  const [offeringId, ofId] = [offering.id, subject.id];
  return offeringId === undefined && ofId === undefined ? undefined : present({ offeringId, ofId });
}

/** What the enrolment and the result of one association have in common. */
export function coreOf(
  association: Association,
  institution: DeliveringInstitution,
): Omit<CoreFacet, 'recordType'> {
  const { kind, offering, session, subject } = association;
  const descriptions = [subject.source, offering.source].map(descriptionOf);
  return present({
    kind,
    title: titleOf(association),
    description: descriptions.find((texts) => texts !== undefined),
    institution: { id: institution.id, name: institution.name },
    assertedBy: 'INSTITUTION' as const,
    period: periodOf(session),
    level: levelOf(association),
    offering: offeredAs(association),
  });
}

/** Both views of it, where both are there: the state is the school's own, the other that of the school at the other side. */
export const enrolmentOf = ({ own }: Association): CoreFacet['enrolment'] =>
  present({
    role: 'student',
    state: openWord(own, 'state', enrolmentStateWords),
    remoteState:
      own.word('remoteState') === undefined
        ? undefined
        : openWord(own, 'remoteState', enrolmentStateWords),
  });

/** Version 6 has days of the enrolment itself; where a period of the school's year is known, that counts. */
export function enrolledIn({ own, session }: Association): CoreFacet['period'] {
  if (session !== undefined) return undefined;
  const days = ['startDateTime', 'actualEndDateTime', 'expectedEndDateTime'].map(
    (name) => readCalendarDate(own.word(name) ?? '').date,
  );
  const [start, actual, expected] = days;
  const end = actual ?? expected;
  return start === undefined && end === undefined ? undefined : present({ name: [], start, end });
}

export const resultCoreOf = (
  common: Omit<CoreFacet, 'recordType'>,
  recordType: RecordType,
  result: Source,
): CoreFacet => present({ ...common, recordType, issuedOn: result.date('resultDate') });
