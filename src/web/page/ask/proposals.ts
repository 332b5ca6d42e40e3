import {
  MyProposalsDocument,
  type MyProposalsQuery,
} from '../../../../schema/generated/graphql.js';
import { useAsk } from './use-ask.js';

export type Proposal = MyProposalsQuery['myProposals'][number];

/** Steps that somebody proposes to the learner, as they come in. */
export const useProposals = (enabled = true) =>
  useAsk('proposals', MyProposalsDocument, {}, { enabled, every: 20_000 });

/** How many wait for an answer. */
export const useWaitingProposals = (enabled: boolean): number =>
  useProposals(enabled).data?.myProposals.length ?? 0;
