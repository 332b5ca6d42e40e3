import type { AssessmentFacet, GradingScale, OpenValue, Pass } from '../../records/index.js';
import type { ElmoSource } from './elmo-source.js';

/** Descriptions of a report's own scales by their ids, which mean nothing outside it. */
export type GradingSchemes = ReadonlyMap<string, string>;

type State = AssessmentFacet['state'];
const completed: State = { value: 'COMPLETED' };
const words: Readonly<Record<string, { readonly state: State; readonly pass: Pass }>> = {
  passed: { state: completed, pass: 'PASSED' },
  failed: { state: completed, pass: 'FAILED' },
  'in-progress': { state: { value: 'IN_PROGRESS' }, pass: 'UNKNOWN' },
};

/** Where nothing stands, the standard says to take it as passed: done, and said. */
function outcomeOf(instance: ElmoSource): { readonly state: State; readonly pass: Pass } {
  const raw = instance.token('status');
  if (raw === undefined) {
    instance.note('STATUS_ASSUMED', 'status');
    return { state: completed, pass: 'PASSED' };
  }
  const known = Object.hasOwn(words, raw) ? words[raw] : undefined;
  if (known !== undefined) return known;
  instance.note('UNKNOWN_ENUM', 'status');
  const state: OpenValue<'OTHER'> = { value: 'OTHER', raw: raw.slice(0, 200) };
  return { state, pass: 'UNKNOWN' };
}

function scaleOf(instance: ElmoSource, schemes: GradingSchemes): GradingScale {
  const id = instance.token('gradingSchemeLocalId');
  if (id === undefined) return { kind: 'UNKNOWN' };
  const description = schemes.get(id);
  if (description !== undefined) return { kind: 'TEXTUAL', raw: description };
  instance.note('LOOKUP_MISSING', 'gradingSchemeLocalId');
  return { kind: 'OTHER', raw: id.slice(0, 200) };
}

/** What the school says of how it went; a grade never decides it. */
export function assessmentOf(instance: ElmoSource, schemes: GradingSchemes): AssessmentFacet {
  const outcome = outcomeOf(instance);
  const score = instance.token('resultLabel');
  const scale = scaleOf(instance, schemes);
  return score === undefined ? { ...outcome, scale } : { ...outcome, score, scale };
}
