import type { InstitutionId, RecordKey } from '../base/index.js';
import type { CalendarDate, RecordStatus, RecordType } from '../records/index.js';

/** Which records. An AND of what it names; what it does not name does not narrow it. A grant's scope is an OR of these. */
export interface Selector {
  readonly types?: readonly RecordType[];
  readonly institutions?: readonly InstitutionId[];
  readonly recordIds?: readonly RecordKey[];
  /** Inclusive. A record without a date is not in a scope that asks for one. */
  readonly issuedFrom?: CalendarDate;
  /** Inclusive. */
  readonly issuedTo?: CalendarDate;
  /** EQF, 0 to 8, inclusive. A record without a level is not in it. */
  readonly levelMin?: number;
  /** Absent: current records only. */
  readonly status?: readonly RecordStatus[];
}
