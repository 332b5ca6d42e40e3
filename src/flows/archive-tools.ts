import { canonicalJson, sha256Hex } from '../base/index.js';
import type { AttestationKeys, QueryAgents } from '../identity/index.js';
import type { LearnerRow } from '../ledger/index.js';
import type { SourceDelivery } from '../records/index.js';
import type { House } from './house.js';

/** What taking along and bringing back need beside the house. */
export interface ArchiveTools {
  /** As the learner themself, for documents as large as a school sends. */
  readonly selfFetch: QueryAgents['selfFetch'];
  /** JSON-LD context of what stands in pods. */
  readonly context: object;
  /** Whose signature under an archive is believed: our own, and those of others that we know. */
  readonly archiveKeys: AttestationKeys;
}

/** Of what came in, without when: by it we know a delivery again that came to us in these bytes. */
export const markOf = (
  { fingerprint }: Pick<House, 'fingerprint'>,
  { id }: Pick<LearnerRow, 'id'>,
  { institution, connector, page, lookups }: SourceDelivery,
): string => fingerprint(id, sha256Hex(canonicalJson({ institution, connector, page, lookups })));
