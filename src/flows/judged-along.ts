import type { LearnerRow } from '../ledger/index.js';
import type { KeptRecord, Standing } from '../papers/index.js';
import { signedPages } from '../pod/index.js';
import { takenBackOf, wordThatCounts } from './arrange.js';
import type { JudgeTools } from './judged.js';
import { type JudgedVersion, judgedVersions } from './judged-versions.js';

/** How a credential stands where nobody is to rely on it. */
function standingOf(judged: JudgedVersion): Standing | undefined {
  const { verdict } = judged;
  if (verdict?.verdict !== 'REJECTED') return undefined;
  const takenBack = takenBackOf(judged);
  if (takenBack !== undefined) return takenBack;
  const { proof, period } = verdict;
  if (proof === 'INVALID' || proof === 'NONE') return 'INVALID';
  return period === 'EXPIRED' || period === 'NOT_YET' ? period : undefined;
}

function asJudged(kept: KeptRecord, judged: JudgedVersion | undefined): KeptRecord {
  if (judged === undefined) return kept;
  const { record } = kept;
  const { facets } = record;
  const core = { ...judged.core, assertedBy: wordThatCounts(judged) };
  const standing = standingOf(judged);
  const said = { ...kept, record: { ...record, facets: { ...facets, core } } };
  return standing === undefined ? said : { ...said, standing };
}

/** What is taken along as the learner's own page says it at this moment: what was taken back or does not hold is marked so. */
export async function judgedAlong(
  tools: JudgeTools,
  { id, storage }: Pick<LearnerRow, 'id' | 'storage'>,
  all: readonly KeptRecord[],
  fetch: typeof globalThis.fetch,
): Promise<readonly KeptRecord[]> {
  const read = signedPages({ fetch }, storage);
  const standing = all.map(({ record }) => record).filter(({ status }) => status !== 'SUPERSEDED');
  const judged = await judgedVersions(
    tools,
    id,
    standing,
    async ({ delivery, facets: { credential } }) => ({
      shared: true,
      content: credential && (await read.page(delivery, credential)),
    }),
  );
  const byRecord = new Map(judged.map((one) => [one.record, one]));
  return all.map((kept) => asJudged(kept, byRecord.get(kept.record)));
}
