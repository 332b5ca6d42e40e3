import type { InstitutionId } from '../../base/index.js';
import { present } from '../../base/index.js';
import type { CoreFacet, Level, RecordType, Texts } from '../../records/index.js';
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

const nlqf = /^(?:4\+|[1-8])$/;
const eqfOf = (number: string): number => Number(number.replace('+', ''));

const isStated = (word: string | undefined): word is string => word !== undefined && word !== '';

function usualLevel(holder: Source, raw: string): Level {
  const usual = known(levelWords, raw.replaceAll('_', ' '));
  if (usual !== undefined) return { raw, eqf: eqfOf(usual), nlqf: usual, derived: true };
  if (!levelsWithoutNumber.has(raw)) holder.note('UNKNOWN_ENUM', 'level');
  return { raw, derived: false };
}

/** The number a source states counts before the number that its kind of education usually has. */
function levelOf({ subject, specification }: Association): Level | undefined {
  const holders = [subject.source, specification].filter((holder) => holder !== undefined);
  const stated = holders.map((holder) => holder.word('levelOfQualification')).find(isStated);
  const kinds = holders.flatMap((holder) => {
    const word = holder.word('level');
    return isStated(word) ? [{ holder, word }] : [];
  });
  const [kind] = kinds;
  if (stated !== undefined && nlqf.test(stated)) {
    return { raw: kind?.word ?? stated, eqf: eqfOf(stated), nlqf: stated, derived: false };
  }
  return kind === undefined ? undefined : usualLevel(kind.holder, kind.word);
}

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

/** What the enrolment and the result of one association have in common. */
export function coreOf(
  association: Association,
  institution: DeliveringInstitution,
): Omit<CoreFacet, 'recordType'> {
  const { kind, offering, session, subject } = association;
  const descriptions = [subject.source, offering.source].map((each) => each?.texts('description'));
  return present({
    kind,
    title: titleOf(association),
    description: descriptions.find((texts) => texts !== undefined),
    institution: { id: institution.id, name: institution.name },
    assertedBy: 'INSTITUTION' as const,
    period: periodOf(session),
    level: levelOf(association),
  });
}

export const enrolmentOf = ({ own }: Association): CoreFacet['enrolment'] => ({
  role: 'student',
  state: openWord(own, 'state', enrolmentStateWords),
});

export const resultCoreOf = (
  common: Omit<CoreFacet, 'recordType'>,
  recordType: RecordType,
  result: Source,
): CoreFacet => present({ ...common, recordType, issuedOn: result.date('resultDate') });
