import { present, sha256Hex, unambiguous, uuidOf } from '../base/index.js';
import { readDocument } from '../documents/index.js';
import {
  type IncomingRecord,
  recordKeyOf,
  type SourceDelivery,
  type SourceDocument,
} from '../records/index.js';
import type { InstitutionDesk } from './house.js';
import { formBeside } from './selective-form.js';

const connector = 'award';

export const isAward = ({ connector: by }: Pick<SourceDelivery, 'connector'>): boolean =>
  by === connector;

/** What is signed of one award: in its exact bytes, and beside it in a form of which parts can be left out. */
interface SignedAward {
  readonly body: string;
  readonly apart: SourceDocument | undefined;
}

/** A credential as it was signed. @param id of the award. */
export function awardDelivery(
  { id: institution }: Pick<InstitutionDesk, 'id'>,
  id: string,
  { body, apart }: SignedAward,
  now: Date,
): SourceDelivery {
  const sha256 = sha256Hex(body);
  const lookups = apart === undefined ? [] : [apart];
  const hashes = [sha256, ...lookups.map((one) => one.sha256)];
  return {
    id: uuidOf(unambiguous([institution, connector, id, ...hashes])),
    institution,
    connector,
    receivedAt: now.toISOString(),
    page: { url: `urn:uuid:${id}`, mediaType: 'application/vc', sha256, body },
    lookups,
  };
}

/**
 * What an institution signed says, from its bytes alone and never with a throw. What stands in its place in a pod is judged by the
 * proof, as any credential is.
 */
export function readAward(
  { page, lookups }: Pick<SourceDelivery, 'page' | 'lookups'>,
  { id, name }: Pick<InstitutionDesk, 'id' | 'name'>,
): { readonly records: readonly IncomingRecord[]; readonly withdrawn: readonly [] } {
  const { body, url, mediaType } = page;
  const reading = readDocument(Buffer.from(body));
  const [drafted, ...others] = reading.kind === 'IMPORTED' ? reading.records : [];
  if (drafted === undefined || others.length > 0) return { records: [], withdrawn: [] };
  const { core, special: _special, ...rest } = drafted.facets;
  const credential = present({
    digest: sha256Hex(body),
    mediaType,
    bytes: Buffer.byteLength(body),
    selective: formBeside(body, lookups),
  });
  const facets = present({
    ...rest,
    core: { ...core, institution: { id, name }, assertedBy: 'ISSUER_SIGNED' as const },
    credential,
  });
  return {
    records: [{ key: recordKeyOf(id, connector, 'MICROCREDENTIAL', url), facets }],
    withdrawn: [],
  };
}
