import { present } from '../../base/index.js';
import {
  type AssessmentFacet,
  type CoreFacet,
  type CreditsFacet,
  type Earning,
  isImplausible,
  isOutsideScale,
  Notes,
  type StudyLoad,
  studyLoad,
  type Texts,
} from '../../records/index.js';
import { broughtBy, type Drafted, groupOf, itemKey, type Opened } from '../reading.js';
import type { CellNote, ResultRow } from './row.js';

function assessmentOf(values: ResultRow, notes: Notes): AssessmentFacet {
  const { state = 'COMPLETED', pass = 'UNKNOWN', score, scale, final, attempt } = values;
  if (score !== undefined && isOutsideScale(score, scale))
    notes.add('SCORE_OUTSIDE_SCALE', 'score');
  return present({ state: { value: state }, pass, score, scale, final, attempt });
}

/** Without a unit it is the school's own credits, never EC. */
function loadOf({ credits, unit, institution }: ResultRow): StudyLoad | undefined {
  if (credits === undefined) return undefined;
  if (unit !== undefined) return studyLoad(unit, credits);
  return studyLoad('ISSUER_CREDITS', credits, institution?.slice(0, 200) ?? 'unknown');
}

function earningOf(load: StudyLoad, { state, pass, final }: AssessmentFacet): Earning {
  if (state.value !== 'COMPLETED' || final === false) return 'PROVISIONAL';
  if (pass !== 'PASSED') return 'NOT_PASSED';
  return isImplausible(load) ? 'IMPLAUSIBLE' : 'EARNED';
}

/** What is by nature achieved stands as such, whatever was left out. A diploma that was not passed is a result. */
function typeOf(
  { type }: ResultRow,
  { state, pass }: AssessmentFacet,
): Pick<CoreFacet, 'recordType' | 'kind'> {
  const { recordType, kind } = type ?? { recordType: 'RESULT' as const, kind: 'COURSE' as const };
  const isDone = state.value === 'COMPLETED' && pass !== 'FAILED';
  return present({ recordType: isDone ? recordType : 'RESULT', kind });
}

const achieved: ReadonlySet<string> = new Set(['DIPLOMA', 'CERTIFICATE', 'MICROCREDENTIAL']);
/** Whoever writes "diploma" and leaves "passed" open says that it was got. */
const withNature = (values: ResultRow): ResultRow =>
  values.pass === undefined && achieved.has(values.type?.recordType ?? '')
    ? { ...values, pass: 'PASSED' }
    : values;

const named = (language: string, value: string | undefined): Texts =>
  value === undefined ? [] : [{ language, value }];

function creditsOf(
  values: ResultRow,
  assessment: AssessmentFacet,
  notes: Notes,
  retakeGroup: string,
): CreditsFacet | undefined {
  const load = loadOf(values);
  if (load === undefined) return undefined;
  if (isImplausible(load)) notes.add('CREDIT_IMPLAUSIBLE', 'credits');
  if (values.unit === undefined) notes.add('MISSING', 'unit');
  return { load, earning: earningOf(load, assessment), retakeGroup };
}

/** A row that a learner brings, as a record: their word, whatever school it names. */
export function draftOfRow(
  opened: Opened,
  row: number,
  read: ResultRow,
  oddities: readonly CellNote[],
): Drafted {
  const values = withNature(read);
  const notes = new Notes();
  for (const { code, column } of oddities) notes.add(code, column);
  const assessment = assessmentOf(values, notes);
  const { title, language, courseCode, date, level, institution, sourceId } = values;
  const item = `/${row}`;
  const what = courseCode === undefined ? item : JSON.stringify([institution ?? '', courseCode]);
  const credits = creditsOf(values, assessment, notes, groupOf(opened, what));
  const core: CoreFacet = present({
    ...typeOf(values, assessment),
    title: named(language, title),
    ...broughtBy(named('und', institution)),
    issuedOn: date,
    level,
  });
  const identifiers = {
    connector: 'csv',
    sourceId: sourceId ?? item,
    codes: courseCode === undefined ? [] : [{ type: 'course', code: courseCode }],
    losses: [],
    issues: notes.issues(),
  };
  const facets = present({ core, assessment, credits, identifiers });
  return { key: itemKey(opened, item), item, facets };
}
