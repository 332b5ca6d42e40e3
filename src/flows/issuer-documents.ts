import type { InstitutionId } from '../base/index.js';
import { didDocumentOf, type InstitutionKeys } from '../credentials/index.js';
import type { Ledger } from '../ledger/index.js';
import type { Workshop } from './house.js';

/** Tells whoever answers people by which keys an institution signs. */
export async function publishKeys(
  { issuing }: Pick<Ledger, 'issuing'>,
  institution: InstitutionId,
  { did, published }: InstitutionKeys,
): Promise<void> {
  const document = JSON.stringify(await didDocumentOf(did, published));
  await issuing.keepDocument(institution, { did, document });
}

/** All institutions that have keys here; makes none. */
export async function publishAllKeys({
  ledger,
  signers,
  institutions,
}: Pick<Workshop, 'ledger' | 'signers' | 'institutions'>): Promise<void> {
  for (const institution of institutions.keys()) {
    const keys = await signers.keysOf(institution);
    if (keys !== undefined) await publishKeys(ledger, institution, keys);
  }
}
