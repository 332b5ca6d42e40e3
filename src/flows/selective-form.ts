import { canonicalJson, isObject, type JsonObject, sha256Hex } from '../base/index.js';
import {
  didDocumentOf,
  type InstitutionSigners,
  isEnvelope,
  openCredential,
  selectiveFormOf,
  selectiveMediaType,
  signSelective,
  withParts,
} from '../credentials/index.js';
import type { SelectiveForm, SourceDocument } from '../records/index.js';
import type { Workshop } from './house.js';

const nothing = new Uint8Array();

/**
 * Signs an Open Badge once more, in a form of which parts can be left out: it travels beside the credential, and holds as long
 * as that does. What does not hold by the verifier of imports, with all of it and with nothing of it, is delivered to nobody.
 * @param id of the credential, to name it by.
 * @returns undefined for what cannot be signed so: it is signed in one piece only.
 */
export async function signedApart(
  { examiner }: Pick<Workshop, 'examiner'>,
  { did, published, wallets }: InstitutionSigners,
  id: string,
  unsigned: JsonObject,
): Promise<SourceDocument | undefined> {
  const bytes = await signSelective(unsigned, wallets);
  if (bytes === undefined) return undefined;
  const dids = new Map([[did, { document: await didDocumentOf(did, published) }]]);
  for (const shown of [bytes, withParts(bytes, []) ?? nothing]) {
    const { proof, findings, issuer } = await examiner.examine(shown, dids);
    if (proof !== 'VALID' || findings.length > 0 || issuer !== did) {
      throw new SyntaxError('what was signed here does not hold by our own verifier');
    }
  }
  const body = Buffer.from(bytes).toString('utf8');
  return { url: `${id}#selective`, mediaType: selectiveMediaType, sha256: sha256Hex(body), body };
}

const parsed = (body: string): unknown => {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
};
const issuerIn = ({ issuer }: JsonObject): unknown => (isObject(issuer) ? issuer['id'] : issuer);

/** By whom it is and what ends it: no two credentials have the same places in the lists of one issuer. */
function sameIn(credential: unknown): string | undefined {
  if (!isObject(credential) || credential['credentialStatus'] === undefined) return undefined;
  return canonicalJson([issuerIn(credential), credential['credentialStatus']]);
}

/** The form in which a credential came too, by the bytes alone. Never with a throw. */
export function formBeside(
  page: string,
  lookups: readonly SourceDocument[],
): SelectiveForm | undefined {
  const wanted = sameIn(parsed(page));
  const found = lookups.flatMap(({ body, mediaType }) => {
    const bytes = Buffer.from(body, 'utf8');
    const form = selectiveFormOf(bytes, mediaType);
    const opened = form && openCredential(bytes);
    const claims = opened && isEnvelope(opened) ? opened.claims : undefined;
    return form !== undefined && wanted !== undefined && sameIn(claims) === wanted ? [form] : [];
  });
  return found.length === 1 ? found[0] : undefined;
}
