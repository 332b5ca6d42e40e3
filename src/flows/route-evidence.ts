import { type InstitutionId, present, type RecordKey } from '../base/index.js';
import { isLearnersWord, type RecordType } from '../records/index.js';
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

/** What can tell of steps: enrolments and results that are no word of the learner's own. Nothing is noted by looking. */
export function evidenceIn({ records }: Reading): Promise<readonly StepEvidence[]> {
  const found = records.filter(
    ({ core }) =>
      tells.has(core.recordType) && core.offering !== undefined && !isLearnersWord(core),
  );
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
