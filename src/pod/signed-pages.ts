import { type InstitutionId, sha256Hex } from '../base/index.js';
import { type CredentialFacet, type SelectiveForm, signedPartOf } from '../records/index.js';
import { Budget, buildersReading } from './budget.js';
import { getBytes, getDocument } from './documents.js';
import { layoutOf } from './layout.js';
import { ManifestShape, readShape } from './shapes.js';
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

/**
 * The selective form of a record where it came in: beside the page of its delivery, with all its parts.
 * @returns undefined where none such stands, or what stands there has no such digest.
 */
export async function readSignedForm(
  fetch: BuildTools['fetch'],
  manifest: string,
  { digest, mediaType }: SelectiveForm,
): Promise<SignedContent | undefined> {
  const found = await getDocument(fetch, manifest);
  const told = found === 'refused' ? undefined : readShape(ManifestShape, found.body);
  const forms = (told?.lookups ?? []).filter((one) => one.mediaType === mediaType);
  const all = forms.map(({ body }) => Buffer.from(body, 'utf8'));
  const bytes = all.find((one) => sha256Hex(signedPartOf(one) ?? '') === digest);
  return bytes && { digest: sha256Hex(bytes), mediaType, bytes };
}

/** Reads signed bytes of one pod by the delivery that brought them. Where they are is looked up once, when it is first asked. */
export function signedPages({ fetch }: Pick<BuildTools, 'fetch'>, storage: string) {
  const budget = new Budget(buildersReading);
  const placesNow = async (): Promise<ReadonlyMap<string, InstitutionId>> => {
    const { index } = await indexOf(fetch, storage);
    return new Map(index.deliveries.map(({ id, institution }) => [id, institution]));
  };
  let places: ReturnType<typeof placesNow> | undefined;
  const placeOf = async (delivery: string) => {
    places ??= placesNow();
    const institution = (await places).get(delivery);
    return institution && layoutOf(storage).inbox(institution, delivery);
  };
  const counted = (found: FoundSigned | undefined): SignedContent | undefined => {
    if (found === undefined || found === 'altered') return undefined;
    budget.take(found.bytes);
    return found;
  };
  return {
    page: async (delivery: string, credential: CredentialFacet) => {
      const at = await placeOf(delivery);
      return at && counted(await readSignedPage(fetch, at.page, credential));
    },
    form: async (delivery: string, form: SelectiveForm) => {
      const at = await placeOf(delivery);
      return at && counted(await readSignedForm(fetch, at.manifest, form));
    },
  };
}
