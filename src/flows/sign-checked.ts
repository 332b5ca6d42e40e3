import type { JsonObject } from '../base/index.js';
import {
  didDocumentOf,
  type Examined,
  type InstitutionSigners,
  schemaFindings,
  signCredential,
} from '../credentials/index.js';
import type { Workshop } from './house.js';

/** A credential in its exact bytes, and what our own verifier says of them. */
export interface Checked {
  readonly bytes: Uint8Array;
  readonly examined: Examined;
}

/**
 * Signs in an institution's name, and looks at that with the verifier of imports.
 * @returns undefined for what keeps not its schema, or does not hold: that is delivered to nobody.
 */
export async function signChecked(
  { examiner }: Pick<Workshop, 'examiner'>,
  unsigned: JsonObject,
  { did, published, credentials: signer }: InstitutionSigners,
  created: Date,
): Promise<Checked | undefined> {
  if (schemaFindings(unsigned).length > 0) return undefined;
  const bytes = await signCredential(unsigned, signer, { created });
  const document = await didDocumentOf(did, published);
  const examined = await examiner.examine(bytes, new Map([[did, { document }]]));
  const isSound =
    examined.proof === 'VALID' && examined.findings.length === 0 && examined.issuer === did;
  return isSound ? { bytes, examined } : undefined;
}
