import { MyRequestsDocument } from '../../../../schema/generated/graphql.js';
import { useAsk } from './use-ask.js';

/** Requests for access, as they come in. */
export const useRequests = (enabled = true) =>
  useAsk('requests', MyRequestsDocument, {}, { enabled, every: 20_000 });

/** How many wait for an answer. */
export function useOpenRequests(enabled: boolean): number {
  const { data } = useRequests(enabled);
  return data?.myRequests.nodes.filter(({ state }) => state === 'OPEN').length ?? 0;
}
