import { canonicalJson } from '../../src/base/index.js';
import type { RecordFacets } from '../../src/records/index.js';
import { seenIn } from './seen.js';

/** What may differ between the versions of one fact: scale, `final`, when the enrolment ran, and what was not mapped. */
function comparable({ core, assessment, identifiers, ...rest }: RecordFacets): string {
  const { period: _period, ...plain } = core;
  const { scale: _scale, final: _final, ...said } = assessment ?? {};
  const { losses: _losses, issues: _issues, ...named } = identifiers;
  return canonicalJson({ ...rest, core: plain, assessment: said, identifiers: named });
}

/** In what two files that should say the same do not. */
export function pairsDiffer(one: Uint8Array, two: Uint8Array): readonly string[] {
  const [a, b] = [one, two].map((bytes) => seenIn(bytes).records.map(comparable));
  if (a?.length !== b?.length) return [`${a?.length} records and ${b?.length}`];
  return (a ?? []).flatMap((text, index) =>
    text === b?.[index] ? [] : [`record ${index} differs:\n    ${text}\n    ${b?.[index]}`],
  );
}
