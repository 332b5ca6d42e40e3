import { canonicalJson } from '../../src/base/index.js';
import type { RecordFacets } from '../../src/records/index.js';
import { seenIn } from './seen.js';

/** What stands in a document that one of the two only names by its id. */
function withoutOffering({ core, assessment, identifiers, ...rest }: RecordFacets): RecordFacets {
  const { testedOn: _tested, ...said } = assessment ?? { testedOn: undefined };
  return {
    ...rest,
    core: { ...core, title: [] },
    ...('state' in said && { assessment: said }),
    identifiers: { ...identifiers, codes: [] },
  };
}

/** What may differ between the versions of one fact: scale, `final`, when the enrolment ran, and what was not mapped. */
function comparable({ core, assessment, identifiers, ...rest }: RecordFacets): string {
  const { period: _period, ...plain } = core;
  const { scale: _scale, final: _final, ...said } = assessment ?? {};
  const { losses: _losses, issues: _issues, ...named } = identifiers;
  return canonicalJson({ ...rest, core: plain, assessment: said, identifiers: named });
}

/** In what two files that should say the same do not. */
export function pairsDiffer(one: Uint8Array, two: Uint8Array): readonly string[] {
  const both = [one, two].map((bytes) => seenIn(bytes));
  const isNamedOnly = both.some(({ codes }) => codes.has('LOOKUP_MISSING'));
  const [a, b] = both.map(({ records }) =>
    records.map((record) => comparable(isNamedOnly ? withoutOffering(record) : record)),
  );
  if (a?.length !== b?.length) return [`${a?.length} records and ${b?.length}`];
  return (a ?? []).flatMap((text, index) =>
    text === b?.[index] ? [] : [`record ${index} differs:\n    ${text}\n    ${b?.[index]}`],
  );
}
