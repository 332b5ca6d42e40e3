import { canonicalJson, type GrantId, type LearnerId } from '../base/index.js';
import {
  type Blocked,
  claimGrounds,
  type GrantView,
  type Permit,
  type WordOf,
} from '../consent/index.js';
import type { Verdict } from '../credentials/index.js';
import type { ClaimGround, GrantRow } from '../ledger/index.js';
import type { AssertedBy, RecordVersion } from '../records/index.js';
import type { House } from './house.js';
import { type JudgeTools, matchOf } from './judged.js';
import { type BytesOf, type JudgedVersion, judgedVersions } from './judged-versions.js';

/**
 * What a credential does for the yes or no of a claim. TAKEN_BACK: whatever it says counts for nothing. UNPROVEN: nobody can
 * tell at this moment, and it is at most the learner's own word.
 */
type Standing = 'TAKEN_BACK' | 'TRUSTED' | 'PROVEN' | 'UNPROVEN';

function standingOf({ verdict, proof, status, subject }: Verdict): Standing {
  if (status === 'REVOKED' || status === 'SUSPENDED' || proof === 'INVALID') return 'TAKEN_BACK';
  if (verdict === 'TRUSTED' && subject === 'MATCH') return 'TRUSTED';
  return proof === 'VALID' && status !== 'UNKNOWN' ? 'PROVEN' : 'UNPROVEN';
}

/** Nobody looked into its bytes, or the record says other than they do: how the credential stands says nothing of it. */
const isOfItsBytes = ({ findings }: Verdict): boolean =>
  !findings.some(({ code }) => code === 'NOT_LOOKED_INTO' || code === 'FACTS_DIFFER');

/** A requester sees no verdict beside a yes: what is said of whose word it is has to hold by itself. */
function wordOfJudged({ core: { assertedBy }, verdict }: JudgedVersion): AssertedBy | undefined {
  if (verdict === undefined) return assertedBy;
  if (verdict.findings.some(({ code }) => code === 'FACTS_DIFFER')) return undefined;
  const standing = standingOf(verdict);
  if (standing === 'TAKEN_BACK') return undefined;
  return standing === 'UNPROVEN' && assertedBy === 'ISSUER_SIGNED' ? 'IMPORT' : assertedBy;
}

/** How claims are answered at this moment, and with which credentials. */
interface ClaimsNow {
  readonly wordOf: WordOf;
  readonly grounds: readonly ClaimGround[];
}

/** Looks into the records that the claims of a grant are about, and into no others. */
export async function claimsNow(
  tools: JudgeTools,
  terms: Parameters<typeof claimGrounds>[0] & Blocked & Pick<GrantRow, 'learner'>,
  records: readonly RecordVersion[],
  bytesOf: BytesOf,
): Promise<ClaimsNow> {
  const perClaim = claimGrounds(terms, records);
  const looked = [...new Set(perClaim.flatMap((one) => one.records))];
  const judged = await judgedVersions(tools, terms.learner, looked, bytesOf);
  const byRecord = new Map(judged.map((one) => [one.record, one]));
  const grounds = perClaim.flatMap(({ claim, records: mine }) =>
    mine.flatMap((record): readonly ClaimGround[] => {
      const digest = record.facets.credential?.digest;
      const verdict = byRecord.get(record)?.verdict;
      if (digest === undefined || verdict === undefined || !isOfItsBytes(verdict)) return [];
      return [{ claim: canonicalJson(claim), digest, standing: standingOf(verdict) }];
    }),
  );
  const wordOf: WordOf = (record) => {
    const found = byRecord.get(record);
    return found === undefined ? undefined : wordOfJudged(found);
  };
  return { wordOf, grounds };
}

type Grounds = ReadonlyMap<GrantId, readonly ClaimGround[]>;

/** With what the claims of these grants were answered. Asked for before their views are read, it is of no later view. */
export const groundsOf = async (
  { ledger }: Pick<House, 'ledger'>,
  permits: readonly Permit[],
): Promise<Grounds> =>
  ledger.claimGrounds.of(permits.flatMap(({ id, claims }) => (claims.length > 0 ? [id] : [])));

/** How credentials stand at this moment; what cannot be looked into without its bytes is not among them. */
async function standingsNow(
  { ledger, credentials }: JudgeTools,
  learner: LearnerId,
  grounds: Grounds,
): Promise<ReadonlyMap<string, Standing>> {
  const all = [...grounds.values()].flatMap((mine) => mine.map(({ digest }) => digest));
  const digests = [...new Set(all)];
  if (digests.length === 0) return new Map();
  const subjects = await ledger.credentials.subjects(learner, digests);
  const verdicts = await credentials.judge(
    digests.map((digest) => ({
      digest,
      bytes: async () => undefined,
      subject: matchOf(subjects.get(digest)),
    })),
  );
  return new Map([...verdicts].map(([digest, verdict]) => [digest, standingOf(verdict)]));
}

/**
 * Leaves out of views that were read what was answered with a credential that stands otherwise by now: nobody is told a yes that
 * a credential no longer gives, nor a no that it would not. The builder is asked to answer it anew.
 */
export async function stillSo<R extends { readonly permit: Permit; readonly view: GrantView }>(
  house: Pick<House, 'ledger' | 'credentials' | 'fingerprint'>,
  learner: LearnerId,
  read: readonly R[],
  grounds: Grounds,
): Promise<readonly R[]> {
  const now = await standingsNow(house, learner, grounds);
  const left = read.map(async (one): Promise<R> => {
    const { permit, view } = one;
    const moved = (grounds.get(permit.id) ?? []).filter(
      ({ digest, standing }) => (now.get(digest) ?? standing) !== standing,
    );
    if (moved.length === 0 || view.claims === undefined) return one;
    await house.ledger.claimGrounds.askAnew(learner, permit.id);
    const gone = new Set(moved.map(({ claim }) => claim));
    const claims = view.claims.filter(({ claim }) => !gone.has(canonicalJson(claim)));
    return { ...one, view: { ...view, claims } };
  });
  return Promise.all(left);
}
