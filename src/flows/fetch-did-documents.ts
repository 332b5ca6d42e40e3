import { Fault, isObject, nestsTooDeep } from '../base/index.js';
import { type DidAnswer, type DidDocuments, didUrlOf, didWebUrl } from '../credentials/index.js';

/** What a document of keys may weigh, in bytes. */
const mostBytes = 100_000;

const isGone = (status: number): boolean => status === 404 || status === 410;

function documentIn(text: string): DidAnswer {
  if (text.length > mostBytes || nestsTooDeep(text)) return { problem: 'NOT_A_DOCUMENT' };
  try {
    const document: unknown = JSON.parse(text);
    return isObject(document) ? { document } : { problem: 'NOT_A_DOCUMENT' };
  } catch {
    return { problem: 'NOT_A_DOCUMENT' };
  }
}

async function answerOf(did: string, fetcher: typeof fetch): Promise<DidAnswer> {
  const url = didWebUrl(did);
  if (url === undefined) return { problem: 'NOT_FOUND' };
  try {
    const headers = { accept: 'application/did+json, application/did+ld+json, application/json' };
    const response = await fetcher(url, { headers });
    if (response.ok) return documentIn(await response.text());
    return { problem: isGone(response.status) ? 'NOT_FOUND' : 'UNREACHABLE' };
  } catch (error) {
    if (error instanceof Fault) return { problem: 'UNREACHABLE' };
    throw error;
  }
}

/**
 * Fetches what did:web names among these have published; a DID of another kind has no document to fetch.
 * @param fetcher the guarded one: the names came from strangers.
 */
export async function fetchDidDocuments(
  dids: readonly string[],
  fetcher: typeof fetch,
): Promise<DidDocuments> {
  const asked = [...new Set(dids)].filter((did) => didUrlOf(did)?.method === 'web');
  const found = asked.map(async (did) => [did, await answerOf(did, fetcher)] as const);
  return new Map(await Promise.all(found));
}
