import { type InstitutionId, present, type RecordKey } from '../base/index.js';
import { type RecordType, type RoutePlan, recognitionIn } from '../records/index.js';
import type { CountedRecord, StepEvidence } from '../route/index.js';
import { takenBackOf, wordThatCounts } from './arrange.js';
import type { ReadableRecord, Reading } from './reading.js';

/** Of these a step can tell how far it is. */
const tells: ReadonlySet<RecordType> = new Set(['ENROLMENT', 'RESULT', 'DIPLOMA']);

async function evidenceOf(record: ReadableRecord): Promise<StepEvidence> {
  const { key, status, core } = record;
  const { recordType, institution, offering, enrolment } = core;
  const state = await record.peek('assessment');
  const assessment: StepEvidence['assessment'] | undefined = state.shared
    ? state.content
    : 'HIDDEN';
  return present({
    key,
    status,
    core: present({ recordType, institution, offering, enrolment }),
    assessment,
    takenBack: takenBackOf(record),
  });
}

/** As totals have it: what was altered since it was signed is no school's word. */
const isOfASchool = (record: ReadableRecord): boolean => {
  const word = wordThatCounts(record);
  return word === 'INSTITUTION' || word === 'ISSUER_SIGNED';
};

/** What can tell of steps: enrolments and results that are no word of the learner's own. Nothing is noted by looking. */
export function evidenceIn({ records }: Reading): Promise<readonly StepEvidence[]> {
  const found = records.filter((record) => {
    const { recordType, offering } = record.core;
    return tells.has(recordType) && offering !== undefined && isOfASchool(record);
  });
  return Promise.all(found.map(evidenceOf));
}

/** What stands behind totals. */
export async function countedRecords({ records }: Reading): Promise<readonly CountedRecord[]> {
  const found = await Promise.all(
    records.map(async (record): Promise<readonly CountedRecord[]> => {
      const credits = await record.peek('credits');
      if (!credits.shared || credits.content === undefined) return [];
      const word = wordThatCounts(record);
      const isOwnWord = word !== 'INSTITUTION' && word !== 'ISSUER_SIGNED';
      const { key, core } = record;
      return [{ key, institution: core.institution.id, load: credits.content.load, isOwnWord }];
    }),
  );
  return found.flat();
}

/** What the institution that gives the goal lets count for it, and in the place of which of its courses. */
export interface Recognised {
  readonly records: ReadonlySet<RecordKey>;
  /** By the institution's own ids. */
  readonly courses: ReadonlySet<string>;
  /** The recognitions themselves. */
  readonly by: readonly RecordKey[];
}

/** With all that are tries at what is recognised, or tell of the same: at most one of them counts in a total. */
async function withOthers(
  { records }: Reading,
  recognised: ReadonlySet<RecordKey>,
): Promise<ReadonlySet<RecordKey>> {
  if (recognised.size === 0) return recognised;
  const found = await Promise.all(
    records.map(async (record) => {
      const credits = await record.peek('credits');
      const { retakeGroup, sameAs = [] } = (credits.shared && credits.content) || {};
      return { key: record.key, retakeGroup, sameAs };
    }),
  );
  const groups = new Set(
    found.flatMap((one) => (recognised.has(one.key) ? [one.retakeGroup] : [])),
  );
  groups.delete(undefined);
  const others = found.filter(
    ({ retakeGroup, sameAs }) =>
      groups.has(retakeGroup) || sameAs.some((other) => recognised.has(other)),
  );
  return new Set([...recognised, ...others.map(({ key }) => key)]);
}

/** By what this reader sees of it: a programme of which nobody shows them a recognition has none. */
export async function recognisedFor(
  reading: Reading,
  { goal }: Pick<RoutePlan, 'goal'>,
): Promise<Recognised> {
  const programme = goal?.kind === 'PROGRAMME' ? goal.programme : undefined;
  const found = reading.records.flatMap((record) => {
    const recognition = recognitionIn(record);
    return recognition !== undefined && recognition.programme === programme
      ? [{ by: record.key, ...recognition }]
      : [];
  });
  const named = found.flatMap(({ record }) => record ?? []);
  return {
    records: await withOthers(reading, new Set(named)),
    courses: new Set(found.flatMap(({ course }) => course ?? [])),
    by: found.map(({ by }) => by),
  };
}

/** Codes of courses that were passed, by the school that uses them; none of what its reader may not see. */
export async function codesHad(
  { records }: Reading,
  passed: ReadonlySet<RecordKey>,
): Promise<ReadonlyMap<InstitutionId, ReadonlySet<string>>> {
  const had = new Map<InstitutionId, Set<string>>();
  for (const record of records) {
    if (!passed.has(record.key)) continue;
    const state = await record.peek('identifiers');
    const codes = state.shared ? (state.content?.codes ?? []) : [];
    const known = had.get(record.core.institution.id) ?? new Set();
    for (const { code } of codes) known.add(code);
    had.set(record.core.institution.id, known);
  }
  return had;
}
