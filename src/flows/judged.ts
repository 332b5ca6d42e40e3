import type { LearnerId } from '../base/index.js';
import type { SubjectMatch, Verdict } from '../credentials/index.js';
import { provenName } from '../ledger/index.js';
import type { CoreFacet, Facet, RecordFacets } from '../records/index.js';
import type { House } from './house.js';
import { isAsProven } from './proven-facts.js';
import type { ReadableRecord } from './reading.js';

type Part = Exclude<Facet, 'credential'>;
const parts: readonly Part[] = ['assessment', 'credits', 'evidence', 'feedback', 'identifiers'];

/** Nobody looked into these bytes yet, or what stands beside them is not what they say. */
const undetermined = (code: 'NOT_LOOKED_INTO' | 'FACTS_DIFFER'): Verdict => ({
  verdict: 'UNDETERMINED',
  proof: 'UNSUPPORTED',
  issuer: 'NONE',
  period: 'UNKNOWN',
  status: 'UNKNOWN',
  subject: 'UNCHECKED',
  findings: [{ code }],
});

/** What of a record is at hand without asking any pod. */
function atHand(record: ReadableRecord): { readonly [P in Part]?: RecordFacets[P] } {
  if (!record.isAtHand) return { core: record.core };
  const found = parts.flatMap((part) => {
    const state = record.peek(part);
    if (state instanceof Promise || !state.shared || state.content === undefined) return [];
    return [[part, state.content] as const];
  });
  return { ...Object.fromEntries(found), core: record.core };
}

const matchOf = (isTheirs: boolean | undefined): SubjectMatch =>
  isTheirs === undefined ? 'UNCHECKED' : isTheirs ? 'MATCH' : 'NO_MATCH';

/** A recognised institution signed it, about this learner: its word, whoever brought it. */
function coreOf(core: CoreFacet, { verdict, subject }: Verdict): CoreFacet {
  const isIssuers = verdict === 'TRUSTED' && subject === 'MATCH' && core.assertedBy === 'IMPORT';
  return isIssuers ? { ...core, assertedBy: 'ISSUER_SIGNED' } : core;
}

async function bytesOf({ evidence }: ReadableRecord): Promise<Uint8Array | undefined> {
  const found = await evidence();
  return found.shared ? found.content?.bytes : undefined;
}

interface Signed {
  readonly record: ReadableRecord;
  readonly digest: string;
}
async function signedAmong(records: readonly ReadableRecord[]): Promise<readonly Signed[]> {
  const found = records.map(async (record) => ({ record, digest: await record.digest() }));
  return (await Promise.all(found)).flatMap(({ record, digest }) =>
    digest === undefined ? [] : [{ record, digest }],
  );
}

/**
 * Gives each record the verdict on its credential, where it has one: worked out from what the signed bytes say and from nothing
 * that a pod says of them. What is shown beside the bytes has to be what they say.
 */
export const judged = (house: House, learner: LearnerId) => {
  const judge = async (records: readonly ReadableRecord[]): Promise<readonly ReadableRecord[]> => {
    const signed = await signedAmong(records);
    if (signed.length === 0) return records;
    const digests = [...new Set(signed.map(({ digest }) => digest))];
    const { credentials } = house.ledger;
    const [facts, subjects] = await Promise.all([
      credentials.proven(learner, digests),
      credentials.subjects(learner, digests),
    ]);
    const verdicts = await house.credentials.judge(
      signed.map(({ record, digest }) => ({
        digest,
        bytes: () => bytesOf(record),
        subject: matchOf(subjects.get(digest)),
      })),
    );
    const verdictOf = ({ record, digest }: Signed): Verdict => {
      const said = facts.get(provenName(record.key, digest));
      const verdict = verdicts.get(digest);
      if (said === undefined || verdict === undefined) return undetermined('NOT_LOOKED_INTO');
      const shown = { key: record.key, digest, facets: atHand(record) };
      return isAsProven(house.fingerprint, learner, shown, said)
        ? verdict
        : undetermined('FACTS_DIFFER');
    };
    const recheckOf =
      ({ record, digest }: Signed) =>
      async (): Promise<ReadableRecord> => {
        await house.credentials.recheck(digest);
        const [again = record] = await judge([record]);
        return again;
      };
    const found = new Map(
      signed.map((one) => [one.record, { verdict: verdictOf(one), recheck: recheckOf(one) }]),
    );
    return records.map((record) => {
      const said = found.get(record);
      return said === undefined
        ? record
        : { ...record, core: coreOf(record.core, said.verdict), ...said };
    });
  };
  return judge;
};
