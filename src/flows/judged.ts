import { inSlices, type LearnerId } from '../base/index.js';
import type { SubjectMatch, Verdict } from '../credentials/index.js';
import { provenName } from '../ledger/index.js';
import type { CoreFacet, Facet } from '../records/index.js';
import type { House } from './house.js';
import { isAsProven, isProvenForm, type ShownFacts } from './proven-facts.js';
import { type ReadableRecord, signedState } from './reading.js';

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

/** All that is shown of a record, and which parts are shown though nothing stands there. */
async function shownOf(record: ReadableRecord): Promise<Pick<ShownFacts, 'facets' | 'silent'>> {
  const states = await Promise.all(
    parts.map(async (part) => ({ part, state: await record.peek(part) })),
  );
  const shared = states.flatMap(({ part, state }) =>
    state.shared ? [{ part, content: state.content }] : [],
  );
  const found = shared.filter(({ content }) => content !== undefined);
  // Credits that were not earned are held back from whoever does not see how it ended (docs/decisions/0013).
  const isHeldBack = (part: Part): boolean => part === 'credits' && !record.shows('assessment');
  const silent = shared.filter(({ part, content }) => content === undefined && !isHeldBack(part));
  return {
    facets: {
      ...Object.fromEntries(found.map(({ part, content }) => [part, content])),
      core: record.core,
    },
    silent: silent.map(({ part }) => part),
  };
}

export const matchOf = (isTheirs: boolean | undefined): SubjectMatch =>
  isTheirs === undefined ? 'UNCHECKED' : isTheirs ? 'MATCH' : 'NO_MATCH';

/**
 * A recognised institution signed it, about this learner: its word, whoever brought it. And that an issuer signed something is said of
 * nothing whose proof did not hold: anybody can write the word into their own pod.
 */
function coreOf(core: CoreFacet, verdict: Verdict | undefined): CoreFacet {
  const { assertedBy } = core;
  if (assertedBy === 'ISSUER_SIGNED') {
    return verdict?.proof === 'VALID' ? core : { ...core, assertedBy: 'IMPORT' };
  }
  const isIssuers =
    verdict?.verdict === 'TRUSTED' && verdict.subject === 'MATCH' && assertedBy === 'IMPORT';
  return isIssuers ? { ...core, assertedBy: 'ISSUER_SIGNED' } : core;
}

type Judged = Required<Pick<ReadableRecord, 'verdict' | 'recheck'>>;

function withVerdict(record: ReadableRecord, said: Judged | undefined): ReadableRecord {
  const core = coreOf(record.core, said?.verdict);
  return said === undefined && core === record.core ? record : { ...record, core, ...said };
}

async function bytesOf({ evidence }: ReadableRecord): Promise<Uint8Array | undefined> {
  const found = await evidence();
  return found.shared ? found.content?.bytes : undefined;
}

/** Of a form that did not come in with this credential nothing is told: it is only its pod that named it. */
const withForm = (record: ReadableRecord, isProven: boolean): ReadableRecord =>
  record.form === undefined || isProven
    ? record
    : { ...record, signed: () => Promise.resolve(signedState('altered')) };

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

/** What verdicts on a learner's records are worked out with: on the query path and by the builder alike. */
export type JudgeTools = Pick<House, 'ledger' | 'credentials' | 'fingerprint'>;

/**
 * Gives each record the verdict on its credential, where it has one: worked out from what the signed bytes say and from nothing
 * that a pod says of them. What is shown beside the bytes has to be what they say.
 */
export const judged = (house: JudgeTools, learner: LearnerId) => {
  const judge = async (records: readonly ReadableRecord[]): Promise<readonly ReadableRecord[]> => {
    const signed = await signedAmong(records);
    if (signed.length === 0) return records.map((record) => withVerdict(record, undefined));
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
    const verdictOf = async ({ record, digest }: Signed): Promise<Verdict> => {
      const said = facts.get(provenName(record.key, digest));
      const verdict = verdicts.get(digest);
      if (said === undefined || verdict === undefined) return undetermined('NOT_LOOKED_INTO');
      const shown = { key: record.key, digest, ...(await shownOf(record)) };
      return isAsProven(house.fingerprint, learner, shown, said)
        ? verdict
        : undetermined('FACTS_DIFFER');
    };
    const recheckOf =
      ({ record, digest }: Signed) =>
      async (): Promise<ReadableRecord> => {
        await house.credentials.recheck(digest, () => bytesOf(record));
        const [again = record] = await judge([record]);
        return again;
      };
    const found = new Map<ReadableRecord, Judged>();
    const others = inSlices();
    for (const one of signed) {
      await others();
      found.set(one.record, { verdict: await verdictOf(one), recheck: recheckOf(one) });
    }
    const isProven = ({ record, digest }: Signed): boolean => {
      const { form = '' } = record;
      const known = facts.get(provenName(record.key, digest));
      return isProvenForm(house.fingerprint, learner, { digest, form }, known);
    };
    const proven = new Set(signed.filter(isProven).map(({ record }) => record));
    return records.map((record) =>
      withForm(withVerdict(record, found.get(record)), proven.has(record)),
    );
  };
  return judge;
};
