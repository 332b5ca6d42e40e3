import { type InstitutionId, sha256Hex } from '../base/index.js';
import { type CredentialFacet, type SelectiveForm, signedPartOf } from '../records/index.js';
import { Budget, buildersReading } from './budget.js';
import { getBytes, getDocument } from './documents.js';
import { type Layout, layoutOf } from './layout.js';
import { ManifestShape, readShape } from './shapes.js';
import type { FoundSigned, SignedContent } from './signed-document.js';
import { type BuildTools, indexOf } from './stored.js';

/** Where one delivery stands in the inbox. */
type Place = ReturnType<Layout['inbox']>;

/** What stands beside the page of a delivery; undefined where nothing can be read there. */
async function besideOf(fetch: BuildTools['fetch'], { manifest }: Place, budget: Budget) {
  const found = await getDocument(fetch, manifest);
  if (found === 'refused') return undefined;
  budget.take(found.body);
  return readShape(ManifestShape, found.body)?.lookups ?? [];
}
type Beside = Awaited<ReturnType<typeof besideOf>>;

/** Reads the signed bytes of records where they came in. What several of them stand beside is read once. */
export function signedReader(fetch: BuildTools['fetch'], budget: Budget) {
  const known = new Map<string, Promise<Beside>>();
  const beside = (at: Place): Promise<Beside> => {
    const reading = known.get(at.manifest) ?? besideOf(fetch, at, budget);
    known.set(at.manifest, reading);
    return reading;
  };
  return {
    /** @returns 'altered' where other bytes stand there now, undefined where none do. */
    async page(
      at: Place,
      { digest, mediaType, beside: isBeside }: CredentialFacet,
    ): Promise<FoundSigned | undefined> {
      if (isBeside === true) {
        const all = await beside(at);
        const found = all?.find(({ body }) => sha256Hex(body) === digest);
        if (found === undefined) return all && 'altered';
        return { digest, mediaType, bytes: Buffer.from(found.body, 'utf8') };
      }
      const bytes = await getBytes(fetch, at.page);
      if (bytes === 'refused') return undefined;
      budget.take(bytes);
      return sha256Hex(bytes) === digest ? { digest, mediaType, bytes } : 'altered';
    },
    /**
     * The selective form of a record, with all its parts.
     * @returns undefined where none such stands, or what stands there has no such digest.
     */
    async form(
      at: Place,
      { digest, mediaType }: SelectiveForm,
    ): Promise<SignedContent | undefined> {
      const forms = ((await beside(at)) ?? []).filter((one) => one.mediaType === mediaType);
      const all = forms.map(({ body }) => Buffer.from(body, 'utf8'));
      const bytes = all.find((one) => sha256Hex(signedPartOf(one) ?? '') === digest);
      return bytes && { digest: sha256Hex(bytes), mediaType, bytes };
    },
  };
}

/** Reads signed bytes of one pod by the delivery that brought them. Where they are is looked up once, when it is first asked. */
export function signedPages({ fetch }: Pick<BuildTools, 'fetch'>, storage: string) {
  const read = signedReader(fetch, new Budget(buildersReading));
  const placesNow = async (): Promise<ReadonlyMap<string, InstitutionId>> => {
    const { index } = await indexOf(fetch, storage);
    return new Map(index.deliveries.map(({ id, institution }) => [id, institution]));
  };
  let places: ReturnType<typeof placesNow> | undefined;
  const placeOf = async (delivery: string): Promise<Place | undefined> => {
    places ??= placesNow();
    const institution = (await places).get(delivery);
    return institution && layoutOf(storage).inbox(institution, delivery);
  };
  return {
    async page(delivery: string, credential: CredentialFacet): Promise<SignedContent | undefined> {
      const at = await placeOf(delivery);
      const found = at && (await read.page(at, credential));
      return found === 'altered' ? undefined : found;
    },
    async form(delivery: string, form: SelectiveForm): Promise<SignedContent | undefined> {
      const at = await placeOf(delivery);
      return at && read.form(at, form);
    },
  };
}
