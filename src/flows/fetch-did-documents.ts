import {
  type DidAnswer,
  type DidDocuments,
  didAnswerOf,
  didUrlOf,
  didWebUrl,
} from '../credentials/index.js';
import { askOutside } from './fetched-documents.js';

const accept = 'application/did+json, application/did+ld+json, application/json';

/** What a did:web name has published now. @param outside the guarded fetch: the name came from a stranger. */
export async function fetchDidDocument(did: string, outside: typeof fetch): Promise<DidAnswer> {
  const url = didWebUrl(did);
  if (url === undefined) return { problem: 'NOT_FOUND' };
  const found = await askOutside({ outside }, url, accept);
  return 'problem' in found ? found : didAnswerOf(found.bytes);
}

/** What did:web names among these have published; a DID of another kind has no document to fetch. */
export async function fetchDidDocuments(
  dids: readonly string[],
  outside: typeof fetch,
): Promise<DidDocuments> {
  const asked = [...new Set(dids)].filter((did) => didUrlOf(did)?.method === 'web');
  const found = asked.map(async (did) => [did, await fetchDidDocument(did, outside)] as const);
  return new Map(await Promise.all(found));
}
