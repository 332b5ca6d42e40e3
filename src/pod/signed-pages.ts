import { type InstitutionId, sha256Hex } from '../base/index.js';
import type { CredentialFacet } from '../records/index.js';
import { Budget, buildersReading } from './budget.js';
import { getBytes, getDocument } from './documents.js';
import { type Layout, layoutOf } from './layout.js';
import { ManifestShape, readShape } from './shapes.js';
import type { FoundSigned, SignedContent } from './signed-document.js';
import { type BuildTools, indexOf } from './stored.js';

/** Where one delivery stands in the inbox. */
type Place = ReturnType<Layout['inbox']>;
/** What stands beside the page of a delivery, by the digest of its bytes. */
type Beside = ReadonlyMap<string, string>;

async function besideOf(
  fetch: BuildTools['fetch'],
  { manifest }: Place,
  budget: Budget,
): Promise<Beside | undefined> {
  const found = await getDocument(fetch, manifest);
  if (found === 'refused') return undefined;
  budget.take(found.body);
  const { lookups = [] } = readShape(ManifestShape, found.body) ?? {};
  return new Map(lookups.map(({ body }) => [sha256Hex(body), body]));
}

/** Reads the signed bytes of records where they came in. What several of them stand beside is read once. */
export function signedReader(fetch: BuildTools['fetch'], budget: Budget) {
  const known = new Map<string, Promise<Beside | undefined>>();
  const beside = (at: Place): Promise<Beside | undefined> => {
    const reading = known.get(at.manifest) ?? besideOf(fetch, at, budget);
    known.set(at.manifest, reading);
    return reading;
  };
  /** @returns 'altered' where other bytes stand there now, undefined where none do. */
  return async (
    at: Place,
    { digest, mediaType, beside: isBeside }: CredentialFacet,
  ): Promise<FoundSigned | undefined> => {
    if (isBeside === true) {
      const all = await beside(at);
      const body = all?.get(digest);
      if (body === undefined) return all && 'altered';
      return { digest, mediaType, bytes: Buffer.from(body, 'utf8') };
    }
    const bytes = await getBytes(fetch, at.page);
    if (bytes === 'refused') return undefined;
    budget.take(bytes);
    return sha256Hex(bytes) === digest ? { digest, mediaType, bytes } : 'altered';
  };
}

/** Reads signed bytes of one pod by the delivery that brought them. Where they are is looked up once, when it is first asked. */
export function signedPages({ fetch }: Pick<BuildTools, 'fetch'>, storage: string) {
  const budget = new Budget(buildersReading);
  const placesNow = async (): Promise<ReadonlyMap<string, InstitutionId>> => {
    const { index } = await indexOf(fetch, storage);
    return new Map(index.deliveries.map(({ id, institution }) => [id, institution]));
  };
  let places: ReturnType<typeof placesNow> | undefined;
  const read = signedReader(fetch, budget);
  return async (
    delivery: string,
    credential: CredentialFacet,
  ): Promise<SignedContent | undefined> => {
    places ??= placesNow();
    const institution = (await places).get(delivery);
    if (institution === undefined) return undefined;
    const found = await read(layoutOf(storage).inbox(institution, delivery), credential);
    return found === 'altered' ? undefined : found;
  };
}
