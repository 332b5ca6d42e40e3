import { present } from '../../base/index.js';
import type {
  AssessmentFacet,
  CoreFacet,
  Level,
  RecordKind,
  RecordType,
  Texts,
} from '../../records/index.js';
import { broughtBy } from '../reading.js';
import type { ElmoSource } from './elmo-source.js';

/** A degree programme is said in full or in short; a class is a part of a course. */
const kinds: Readonly<Record<string, RecordKind>> = {
  'degree programme': 'PROGRAMME',
  'degree program': 'PROGRAMME',
  degree: 'PROGRAMME',
  module: 'COURSE',
  course: 'COURSE',
  class: 'LEARNING_COMPONENT',
};

function kindOf(specification: ElmoSource): RecordKind | undefined {
  const type = specification.token('type')?.toLowerCase();
  if (type === undefined) return undefined;
  if (Object.hasOwn(kinds, type)) return kinds[type];
  specification.note('UNKNOWN_ENUM', 'type');
  return undefined;
}

const cycles: Readonly<Record<string, number>> = { bachelor: 6, master: 7, phd: 8 };

const numberIn = (value: string): number | undefined => {
  const found = /(?:^|\D)([0-8])(?:\D|$)/.exec(value)?.[1];
  return found === undefined ? undefined : Number(found);
};

interface Stated {
  readonly type: string;
  readonly value: string;
}
function statedLevels(instance: ElmoSource): readonly Stated[] {
  return instance.each('level').flatMap((level) => {
    const [type, value] = [level.token('type') ?? '', level.token('value')];
    if (value === undefined) level.note('LEVEL_WITHOUT_VALUE', 'value');
    return value === undefined ? [] : [{ type: type.toUpperCase(), value }];
  });
}

/** Levels of frameworks, European and of a country, before the cycle that the credits name. */
function levelOf(instance: ElmoSource): Level | undefined {
  const stated = statedLevels(instance);
  if (stated.length > 0) {
    const raw = stated.map(({ type, value }) => `${type} ${value}`.trim()).join(', ');
    const of = (name: string) => stated.find(({ type }) => type === name)?.value;
    const [eqf, nlqf] = [of('EQF'), of('NLQF')];
    return present({
      raw,
      eqf: eqf === undefined ? undefined : numberIn(eqf),
      nlqf,
      derived: false,
    });
  }
  const cycle = instance
    .each('credit')
    .map((credit) => credit.token('level'))
    .find((word) => word !== undefined);
  if (cycle === undefined) return undefined;
  const word = cycle.toLowerCase();
  const number = Object.hasOwn(cycles, word) ? cycles[word] : undefined;
  return present({ raw: cycle, eqf: number, derived: number !== undefined });
}

function periodOf(instance: ElmoSource): CoreFacet['period'] {
  const term = instance.inside('academicTerm');
  const name = term?.texts('title') ?? [];
  const start = term?.date('start') ?? instance.date('start');
  const end = term?.date('end');
  if (name.length === 0 && start === undefined && end === undefined) return undefined;
  return present({ name, start, end });
}

/** Where no title came, the code that people know it by. */
function titleOf(specification: ElmoSource): Texts {
  const title = specification.texts('title');
  if (title !== undefined) return title;
  specification.note('TITLE_MISSING', 'title');
  const [code] = specification.codes('identifier');
  return code === undefined ? [] : [{ language: 'und', value: code.code }];
}

/** What, where and when. A degree programme that was passed is a diploma. */
export function coreOf(
  specification: ElmoSource,
  instance: ElmoSource,
  assessment: AssessmentFacet,
  issuer: Texts,
): CoreFacet {
  const kind = kindOf(specification);
  const isDiploma =
    kind === 'PROGRAMME' && assessment.state.value === 'COMPLETED' && assessment.pass === 'PASSED';
  const recordType: RecordType = isDiploma ? 'DIPLOMA' : 'RESULT';
  return present({
    recordType,
    kind,
    title: titleOf(specification),
    description: specification.texts('description', true),
    ...broughtBy(issuer),
    issuedOn: instance.date('date'),
    period: periodOf(instance),
    level: levelOf(instance),
  });
}
