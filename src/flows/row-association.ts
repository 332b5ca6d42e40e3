import {
  type InstitutionId,
  type JsonObject,
  present,
  unambiguous,
  uuidOf,
} from '../base/index.js';
import type { ResultRow } from '../documents/index.js';
import type { GradingScale, GradingScaleKind, Level, StudyLoadUnit } from '../records/index.js';

/** Words of version 5, and of version 6 where 5 has none. A school's own credits have no unit. */
const units: Readonly<Partial<Record<StudyLoadUnit, string>>> = {
  EC: 'ects',
  SBU: 'sbu',
  HOUR: 'hour',
  CONTACT_HOUR: 'contacttime',
  SP: 'sp',
  ECVET: 'ecvet',
};
const scales: Readonly<Partial<Record<GradingScaleKind, string>>> = {
  PASS_FAIL: 'pass-or-fail',
  O_V_G: 'insufficient_satisfactory_good',
  VOLDAAN: 'voldaan/niet voldaan',
  GRADE_1_10: '1-10',
  GRADE_0_10: 'grade_0_10',
  GRADE_0_10_ONE_DECIMAL: 'grade_0_10_one_decimal',
  GRADE_0_100: '0-100',
  US_LETTER: 'US letter',
  UK_LETTER: 'UK letter',
  DE_GRADE: 'de_grade',
  CEFR: 'reference_level_europass',
  RKTR: 'referenceLevelRKTR',
};
const states = {
  COMPLETED: 'completed',
  IN_PROGRESS: 'in progress',
  POSTPONED: 'postponed',
  QUEUED: 'queued',
} as const;
const passes = { PASSED: 'passed', FAILED: 'failed', UNKNOWN: 'unknown' } as const;
/** By what people call them; havo and vwo are on a level and have no word of their own. */
const levels: Readonly<Record<string, string>> = {
  'mbo 1': 'secondary vocational education 1',
  entree: 'secondary vocational education 1',
  'mbo 2': 'secondary vocational education 2',
  'mbo 3': 'secondary vocational education 3',
  'mbo 4': 'secondary vocational education 4',
  ad: 'associate degree',
  'associate degree': 'associate degree',
  bachelor: 'bachelor',
  'hbo bachelor': 'bachelor',
  'wo bachelor': 'bachelor',
  master: 'master',
  doctor: 'doctoral',
  phd: 'doctoral',
  doctoraat: 'doctoral',
};

const thing = {
  COURSE: { type: 'courseOfferingAssociation', field: 'course', id: 'courseId' },
  PROGRAMME: { type: 'programOfferingAssociation', field: 'program', id: 'programId' },
  TEST: { type: 'componentOfferingAssociation', field: 'component', id: 'componentId' },
  LEARNING_COMPONENT: {
    type: 'componentOfferingAssociation',
    field: 'component',
    id: 'componentId',
  },
} as const;
const kindOf = ({ type }: ResultRow): keyof typeof thing => type?.kind ?? 'COURSE';

function levelOf(level: Level | undefined): JsonObject {
  if (level === undefined) return {};
  const { raw, nlqf, derived } = level;
  if (nlqf !== undefined && !derived) return { levelOfQualification: nlqf };
  const plain = raw
    .toLowerCase()
    .replace(/[_\s/-]+/g, ' ')
    .trim();
  const word = Object.hasOwn(levels, plain) ? levels[plain] : undefined;
  if (word !== undefined) return { level: word };
  return present({ level: raw, levelOfQualification: nlqf });
}

const scaleOf = ({ kind, raw }: GradingScale): string | undefined => scales[kind] ?? raw;

function loadOf({ credits, unit }: ResultRow): JsonObject | undefined {
  if (credits === undefined) return undefined;
  return present({ studyLoadUnit: unit && units[unit], value: credits });
}

/** Whoever writes "diploma" and leaves "passed" open says that it was got. No grade ever decides it. */
const passOf = ({ type, pass }: ResultRow) =>
  passes[pass ?? (type?.recordType === 'DIPLOMA' ? 'PASSED' : 'UNKNOWN')];

function subjectOf(row: ResultRow, institution: InstitutionId): JsonObject {
  const { courseCode: code, title: value, language } = row;
  const kind = kindOf(row);
  const { field, id } = thing[kind];
  const own = (what: string) => code && uuidOf(unambiguous([institution, 'file', what, code]));
  const name = [{ language, value }];
  const named = present({
    name,
    primaryCode: code === undefined ? undefined : { codeType: 'identifier', code },
  });
  return present({
    offeringId: own(`${field} offering`),
    offeringType: field,
    ...named,
    resultValueType: scaleOf(row.scale),
    [field]: present({
      [id]: own(field),
      ...named,
      ...levelOf(row.level),
      componentType: kind === 'TEST' ? 'test' : undefined,
      formalDocument: row.type?.recordType === 'DIPLOMA' ? 'diploma' : undefined,
    }),
  });
}

/** A row of a table in the words of OEAPI version 5; which association it is depends on whose it is. */
export const associationOfRow = (row: ResultRow, institution: InstitutionId): JsonObject => ({
  associationType: thing[kindOf(row)].type,
  role: 'student',
  state: 'associated',
  remoteState: 'associated',
  ...present({ attempt: row.attempt }),
  offering: subjectOf(row, institution),
  result: present({
    state: states[row.state ?? 'COMPLETED'],
    pass: passOf(row),
    score: row.score,
    final: row.final,
    resultDate: row.date,
    studyLoad: loadOf(row),
  }),
});

/** What stays one segment of a path. */
const plainId = /^[A-Za-z0-9][\w.~-]{0,127}$/;

/** By what the same result is known again: the school's own number of it, else what it is of and the attempt. */
export function nameOfRow(row: ResultRow): string {
  const { sourceId, courseCode, title, attempt = 1 } = row;
  if (sourceId !== undefined) return unambiguous(['source', sourceId]);
  const of = courseCode === undefined ? ['title', title] : ['code', courseCode];
  return unambiguous([...of, kindOf(row), String(attempt)]);
}

/** A number that the school's own system gave it stays its number: so it is one with what comes by another door. */
export const givenId = ({ sourceId }: ResultRow): string | undefined =>
  sourceId !== undefined && plainId.test(sourceId) ? sourceId : undefined;
