import { MyRequestsDocument } from '../../../../schema/generated/graphql.js';
import { useAsk } from './use-ask.js';

/** Requests for access, as they come in. */
export const useRequests = (enabled = true) =>
  useAsk('requests', MyRequestsDocument, {}, { enabled, every: 20_000 });

/** Whether they wait for an answer, and how many do. */
export function useOpenRequests(enabled: boolean) {
  const { data, isError } = useRequests(enabled);
  const open = data?.myRequests.nodes.filter(({ state }) => state === 'OPEN') ?? [];
  return { waiting: open.length, isError };
}
