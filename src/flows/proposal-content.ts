import { z } from 'zod';
import { type LearnerId, present } from '../base/index.js';
import type { Texts } from '../records/index.js';
import type { House } from './house.js';

/** What is proposed: sealed, since it says what somebody should learn, in somebody's words. */
export interface ProposalContent {
  /** Of the catalogue. */
  readonly offering?: string;
  /** What it was called then. */
  readonly title: Texts;
  readonly note?: string;
}

const Content: z.ZodType<ProposalContent> = z
  .object({
    offering: z.string().exactOptional(),
    title: z.array(z.object({ language: z.string(), value: z.string() })),
    note: z.string().exactOptional(),
  })
  .transform((content) => present(content));

type Sealing = Pick<House, 'rowSeal'>;

/** What lies sealed for one proposal opens for no other. */
const nameOf = (learner: LearnerId, id: string): string => `step proposal ${learner} ${id}`;

export const sealProposal = (
  { rowSeal }: Sealing,
  { learner, id }: { readonly learner: LearnerId; readonly id: string },
  content: ProposalContent,
): string => rowSeal.seal(nameOf(learner, id), JSON.stringify(content));

/** @returns undefined for what no key of ours opens any more. */
export function openProposal(
  { rowSeal }: Sealing,
  learner: LearnerId,
  { id, sealed }: { readonly id: string; readonly sealed: string },
): ProposalContent | undefined {
  const opened = rowSeal.open(nameOf(learner, id), sealed);
  return opened === undefined ? undefined : Content.parse(JSON.parse(opened));
}
