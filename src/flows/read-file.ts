import { type DocumentReading, documentNames, readDocument } from '../documents/index.js';

export const fileOutcomes = ['imported', 'recognised', 'refused'] as const;
export type FileOutcome = (typeof fileOutcomes)[number];

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

const standardOf = ({ standard, version }: Pick<Imported, 'standard' | 'version'>): string => {
  const name = documentNames[standard];
  return version === undefined ? name : `${name} ${version}`;
};

function ofImported(reading: Imported): FileReading {
  const { records, quarantined, issues, losses } = reading;
  const mine = records.map(({ facets }) => facets.identifiers);
  const distinct = new Set([...losses, ...mine.flatMap((identifiers) => identifiers.losses)]);
  return {
    standard: standardOf(reading),
    outcome: 'imported',
    records: records.length,
    losses: distinct.size,
    isSigned: reading.proof === 'NOT_CHECKED',
    reasons: [...quarantined, ...issues, ...mine.flatMap((identifiers) => identifiers.issues)],
  };
}

const nothing = { records: 0, losses: 0, isSigned: false } as const;

function ofDocument(reading: DocumentReading): FileReading {
  if (reading.kind === 'IMPORTED') return ofImported(reading);
  if (reading.kind === 'RECOGNISED') {
    const standard = documentNames[reading.standard];
    return { ...nothing, standard, outcome: 'recognised', reasons: reading.issues };
  }
  const { kind: _kind, standard, ...reason } = reading;
  const name = standard === undefined ? 'unknown' : documentNames[standard];
  return { ...nothing, standard: name, outcome: 'refused', reasons: [reason] };
}

/** What a file comes to, by its content alone: no database, no pod, no network, and never a throw. */
export const readFileBytes = (bytes: Uint8Array): FileReading => ofDocument(readDocument(bytes));
