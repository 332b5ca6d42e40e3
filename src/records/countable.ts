import type { RecordKey } from '../base/index.js';
import type { AssertedBy, CreditsFacet, RecordStatus } from './record.js';

/** What counting needs to see of a record; nothing of its grade. */
export interface Countable {
  readonly key: RecordKey;
  readonly status: RecordStatus;
  readonly assertedBy: AssertedBy;
  readonly issuedOn?: string;
  readonly credits: CreditsFacet;
  /** Its credential was taken back, or is on hold, by whoever gave it. */
  readonly takenBack?: 'REVOKED' | 'SUSPENDED';
  /** Programmes that institutions recognise it for, as groups of credits: it is a part of each of them. */
  readonly recognisedIn?: readonly string[];
}
