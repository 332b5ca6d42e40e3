import { type InstitutionId, sha256Hex } from '../base/index.js';
import type { CredentialFacet } from '../records/index.js';
import { Budget, buildersReading } from './budget.js';
import { getBytes } from './documents.js';
import { layoutOf } from './layout.js';
import type { FoundSigned, SignedContent } from './signed-document.js';
import { type BuildTools, indexOf } from './stored.js';

/**
 * The signed bytes of a record where they came in: the page of its delivery.
 * @returns 'altered' where other bytes stand there now, undefined where none do.
 */
export async function readSignedPage(
  fetch: BuildTools['fetch'],
  page: string,
  { digest, mediaType }: CredentialFacet,
): Promise<FoundSigned | undefined> {
  const bytes = await getBytes(fetch, page);
  if (bytes === 'refused') return undefined;
  return sha256Hex(bytes) === digest ? { digest, mediaType, bytes } : 'altered';
}

/** Reads signed bytes of one pod by the delivery that brought them. Where they are is looked up once, when it is first asked. */
export function signedPages({ fetch }: Pick<BuildTools, 'fetch'>, storage: string) {
  const budget = new Budget(buildersReading);
  const placesNow = async (): Promise<ReadonlyMap<string, InstitutionId>> => {
    const { index } = await indexOf(fetch, storage);
    return new Map(index.deliveries.map(({ id, institution }) => [id, institution]));
  };
  let places: ReturnType<typeof placesNow> | undefined;
  return async (
    delivery: string,
    credential: CredentialFacet,
  ): Promise<SignedContent | undefined> => {
    places ??= placesNow();
    const institution = (await places).get(delivery);
    if (institution === undefined) return undefined;
    const { page } = layoutOf(storage).inbox(institution, delivery);
    const found = await readSignedPage(fetch, page, credential);
    if (found === undefined || found === 'altered') return undefined;
    budget.take(found.bytes);
    return found;
  };
}
