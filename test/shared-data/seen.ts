import { type DocumentReading, readDocument } from '../../src/documents/index.js';
import { type OeapiFile, readOeapiFile } from '../../src/institutions/index.js';
import type { IncomingRecord, RecordFacets } from '../../src/records/index.js';
import { totalsOfBrought } from '../fixtures/brought-totals.js';

/** What is read out of one file, however it is read. */
export interface Seen {
  readonly document: DocumentReading;
  readonly message: OeapiFile;
  readonly records: readonly RecordFacets[];
  /** The one result, diploma or credential of a file that has one. */
  readonly main: RecordFacets | undefined;
  readonly totals: ReadonlyMap<string, string>;
  readonly codes: ReadonlySet<string>;
}

export const totalsOf = (records: readonly IncomingRecord[]): ReadonlyMap<string, string> =>
  new Map(totalsOfBrought(records).map((line) => [line.unit, line.selfDeclared]));

export function seenIn(bytes: Uint8Array): Seen {
  const document = readDocument(bytes);
  const message = readOeapiFile(Buffer.from(bytes).toString());
  const isDocument = document.kind === 'IMPORTED';
  const incoming = isDocument ? document.records : message.records;
  const records = incoming.map(({ facets }) => facets);
  const issues = records.flatMap(({ identifiers }) => identifiers.issues);
  const ofAll = isDocument ? document.issues : message.issues;
  return {
    document,
    message,
    records,
    main: records.find(({ core }) => core.recordType !== 'ENROLMENT'),
    totals: totalsOf(incoming),
    codes: new Set([...issues, ...ofAll].map(({ code }) => code)),
  };
}
