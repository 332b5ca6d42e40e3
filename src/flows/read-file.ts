import { type DocumentReading, nameOfDocument } from '../documents/index.js';
import { type OeapiFile, readOeapiFile } from '../institutions/index.js';
import type { IdentifiersFacet } from '../records/index.js';
import { readHeld } from './read-held.js';

export type FileOutcome = 'imported' | 'recognised' | 'refused';

/** Why, or what about it is doubtful: a code, where in the file, and what was found in the place of what we read. */
export interface FileReason {
  readonly code: string;
  readonly path: string;
  readonly found?: string;
}
/** What one file comes to, whoever sends it. */
export interface FileReading {
  /** By the name people know it by; "unknown" for what is nothing that we know. */
  readonly standard: string;
  readonly outcome: FileOutcome;
  readonly records: number;
  /** Fields with no place in our model. */
  readonly losses: number;
  /** Somebody signed it; nobody looked into that. */
  readonly isSigned: boolean;
  readonly reasons: readonly FileReason[];
}

type Imported = Extract<DocumentReading, { kind: 'IMPORTED' }>;

type Named = readonly { readonly facets: { readonly identifiers: IdentifiersFacet } }[];

const lossesIn = (records: Named, ofAll: readonly string[] = []): number =>
  new Set([...ofAll, ...records.flatMap(({ facets }) => facets.identifiers.losses)]).size;
const issuesIn = (records: Named): readonly FileReason[] =>
  records.flatMap(({ facets }) => facets.identifiers.issues);

function ofImported(reading: Imported): FileReading {
  const { records, quarantined, issues, losses } = reading;
  return {
    standard: nameOfDocument(reading.standard, reading.version),
    outcome: 'imported',
    records: records.length,
    losses: lossesIn(records, losses),
    isSigned: reading.proof === 'NOT_CHECKED',
    reasons: [...quarantined, ...issues, ...issuesIn(records)],
  };
}

const outcomes = { IMPORTED: 'imported', RECOGNISED: 'recognised', REFUSED: 'refused' } as const;

function ofOeapi({
  kind,
  version,
  records,
  quarantined,
  issues,
  code,
  path = '',
}: OeapiFile): FileReading {
  const isNamed = quarantined.some((one) => one.code === code && one.path === path);
  return {
    standard: version === undefined ? 'OEAPI' : `OEAPI ${version}`,
    outcome: outcomes[kind],
    records: records.length,
    losses: lossesIn(records),
    isSigned: false,
    reasons: [
      ...(isNamed || code === undefined ? [] : [{ code, path }]),
      ...quarantined,
      ...issues,
      ...issuesIn(records),
    ],
  };
}

const nothing = { records: 0, losses: 0, isSigned: false } as const;

function ofDocument(reading: DocumentReading): FileReading {
  if (reading.kind === 'IMPORTED') return ofImported(reading);
  if (reading.kind === 'RECOGNISED') {
    const standard = nameOfDocument(reading.standard);
    return { ...nothing, standard, outcome: 'recognised', reasons: reading.issues };
  }
  const { kind: _kind, standard, ...reason } = reading;
  const name = standard === undefined ? 'unknown' : nameOfDocument(standard);
  return { ...nothing, standard: name, outcome: 'refused', reasons: [reason] };
}

/** It is no document that people hold; it may be a message of a school. */
const isUnknown = (reading: DocumentReading): boolean =>
  reading.kind === 'REFUSED' && reading.standard === undefined && reading.code !== 'TOO_LARGE';

/** What a file comes to, by its content alone: no database, no pod, no network, and never a throw. */
export function readFileBytes(bytes: Uint8Array): FileReading {
  const reading = readHeld(bytes);
  if (!isUnknown(reading)) return ofDocument(reading);
  const message = readOeapiFile(Buffer.from(bytes).toString());
  const isMessage = message.kind !== 'REFUSED' || message.version !== undefined;
  return isMessage ? ofOeapi(message) : ofDocument(reading);
}
