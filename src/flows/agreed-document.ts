import { canonicalJson } from '../base/index.js';
import { checkAttestation } from '../identity/index.js';
import type { GrantRow, LearnerRow } from '../ledger/index.js';
import { layoutOf, readConsentDocument } from '../pod/index.js';
import { grantDocument } from './consent-documents.js';
import type { Workshop } from './house.js';

/** What was agreed, without what only says how it is written down: that may have been written another way before. */
const agreed = [
  'grant',
  'version',
  'clients',
  'scope',
  'facets',
  'personFacets',
  'includeFuture',
  'recordsAtGrant',
] as const;
const partsOf = (document: object): string => {
  const all: Readonly<Record<string, unknown>> = { ...document };
  return canonicalJson(agreed.map((name) => [name, all[name] ?? null]));
};

export type Standing = 'as agreed' | 'changed' | 'gone';

/** Whether one version of a grant stands in the pod as we both agreed: on the same terms, and by our word where it has one. */
export async function standingOf(
  { build, attestationKeys }: Workshop,
  { storage, webId }: LearnerRow,
  grant: GrantRow,
): Promise<Standing> {
  const found = await readConsentDocument(build, layoutOf(storage).grant(grant.id, grant.version));
  if (found === 'refused') return 'gone';
  if (found === 'unreadable') return 'changed';
  const { signature, ...said } = found;
  const ours = grantDocument(grant, webId);
  if (partsOf(said) !== partsOf(ours)) return 'changed';
  // A term that we never write is a policy we do not know: it is not passed over.
  if (Object.keys(said).some((term) => !Object.hasOwn(ours, term))) return 'changed';
  // From before grants were signed.
  if (signature === undefined) return 'as agreed';
  if (typeof signature !== 'string') return 'changed';
  const attested = await checkAttestation(signature, 'leerkluis-grant+jwt', attestationKeys);
  if (attested === undefined) return 'changed';
  const { iss: _issuer, ...vouched } = attested;
  return canonicalJson(vouched) === canonicalJson(said) ? 'as agreed' : 'changed';
}

/**
 * Whether a grant that was in force before still stands in the pod: its last version that was written there is as agreed.
 * One of which nothing is left there, the learner took away.
 */
export async function stillAgreed(
  shop: Workshop,
  learner: LearnerRow,
  grant: GrantRow,
): Promise<boolean> {
  for (const version of await shop.ledger.grants.versions(grant.id)) {
    const standing = await standingOf(shop, learner, version);
    if (standing !== 'gone') return standing === 'as agreed';
  }
  return false;
}
