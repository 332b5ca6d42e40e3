import type { DidDocuments } from './did-document.js';
import { examine } from './examine.js';
import { type ExaminedList, examineStatusList } from './examine-list.js';
import type { Examined } from './examined.js';

/** Looks into credentials and lists of what was taken back. It costs milliseconds of a processor: not for who answers people. */
export interface Examiner {
  examine(bytes: Uint8Array, dids: DidDocuments): Promise<Examined>;
  examineList(bytes: Uint8Array, dids: DidDocuments): Promise<ExaminedList>;
}

/** Here and now, in this very thread. */
export const examinerHere: Examiner = { examine, examineList: examineStatusList };
