import { z } from 'zod';
import { type InstitutionId, institutionId } from '../base/index.js';
import { leastEntries, type StatusEntry, statusListCredential } from '../credentials/index.js';
import { type ListPurpose, type ListRef, listPurposes, type StatusPlace } from '../ledger/index.js';
import type { Workshop } from './house.js';

/** How long whoever fetched a list goes by it: so late, at most, a stop is seen elsewhere. */
export const listTtlMs = 300_000;

/** Where a list is published. */
export const statusListPath = ({ institution, purpose, n }: ListRef): string =>
  `/status/${institution}/${purpose}/${n}`;

/** The next list begins when nine places of ten are somebody's. */
export const listSize = { entries: leastEntries, full: Math.floor(leastEntries * 0.9) };

/** By which a credential says where it is to be looked up. */
export const statusEntriesAt = (
  { issuerOrigin }: Pick<Workshop, 'issuerOrigin'>,
  institution: InstitutionId,
  { list, place }: StatusPlace,
): readonly StatusEntry[] =>
  listPurposes.map((purpose) => {
    const at = statusListPath({ institution, purpose, n: list });
    return { purpose, list: `${issuerOrigin}${at}`, index: place };
  });

const path = /^\/status\/([a-z0-9.-]{1,253})\/([a-z]{1,20})\/([1-9]\d{0,8})$/;
const isPurpose = (text: string | undefined): text is ListPurpose =>
  listPurposes.some((purpose) => purpose === text);

/** @returns undefined for an address at which no list can be. */
export function listAtPath(text: string): ListRef | undefined {
  const [, institution = '', purpose, n] = path.exec(text) ?? [];
  return isPurpose(purpose)
    ? { institution: institutionId(institution), purpose, n: Number(n) }
    : undefined;
}

const ForList: z.ZodType<ListRef> = z.object({
  institution: z.string().transform((text): InstitutionId => institutionId(text)),
  purpose: z.enum(listPurposes),
  n: z.int(),
});

/** To the second, since lists name instants so: not later than now. */
const now = () => new Date(Math.floor(Date.now() / 1000) * 1000);

/** Signs a list as it stands, and has our own verifier fetch it anew. Signed already, it stays as it is. */
export async function publishList(shop: Workshop, list: ListRef): Promise<void> {
  const { ledger, signers, issuerOrigin, credentials } = shop;
  const url = `${issuerOrigin}${statusListPath(list)}`;
  const isNew = await ledger.issuing.sign(list, async (bits) => {
    const { did: issuer, credentials: signer } = await signers.signersOf(list.institution);
    const at = now();
    const { purpose } = list;
    const unsigned = { url, issuer, purpose, bits, validFrom: at, ttlMs: listTtlMs };
    const signed = await statusListCredential(unsigned, signer, { created: at });
    return Buffer.from(signed).toString('utf8');
  });
  if (isNew) await credentials.forgetList(url);
}

/** A change of a list that is due. */
export const publishListOf = (shop: Workshop, payload: unknown): Promise<void> =>
  publishList(shop, ForList.parse(payload));
