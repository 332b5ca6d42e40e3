import { type JsonObject, present } from '../../base/index.js';
import { distinctLosses, Notes, type RecordIssue } from '../../records/index.js';
import type { DocumentName } from '../names.js';
import { type DocumentReading, type Holder, type Opened, refuse } from '../reading.js';
import { attachmentsOf } from './elmo-attachments.js';
import { isTooLarge, type Reading, readReport } from './elmo-nodes.js';
import { countryOf, openReport, placed } from './elmo-report.js';
import { ElmoSource } from './elmo-source.js';

/** Some systems make a report of each course. */
const mostReports = 2000;

/** What is known of a document before it is read. */
export interface ElmoDocument {
  readonly standard: Extract<DocumentName, 'elmo' | 'elmo-json'>;
  readonly isSigned: boolean;
  readonly issues: readonly RecordIssue[];
  /** What stood around it, such as the answer it came in. */
  readonly losses: readonly string[];
}

interface Learner {
  readonly holder?: Holder;
  /** The two share a namespace: what a learner is told by is where they differ. */
  readonly version: '1.x' | '2.0';
}

function learnerOf(root: ElmoSource): Learner {
  const source = root.inside('learner');
  if (source === undefined) return { version: '1.x' };
  const given = [source.token('givenNames'), source.token('familyName')];
  const full = source.token('fullName');
  const parts = given.filter((part) => part !== undefined);
  const name = parts.length === 0 ? full : parts.join(' ');
  source.texts('givenNames');
  const birthdate = source.date('dateOfBirth') ?? source.date('bday');
  const isSecond = ['dateOfBirth', 'alternativeName'].some(
    (field) => source.raw[field] !== undefined && source.raw[field] !== null,
  );
  const holder = present({ name, birthdate });
  const version = isSecond ? '2.0' : '1.x';
  return Object.keys(holder).length === 0 ? { version } : { holder, version };
}

/** What a transcript says a learner took, school by school; one record for each thing that was taken. */
export function readElmo(
  raw: JsonObject,
  opened: Opened,
  { standard, isSigned, issues, losses }: ElmoDocument,
): DocumentReading {
  const reading: Reading = { opened, nodes: 0, records: [], aside: [] };
  const notes = new Notes();
  const reports = placed(raw, 'report', '', reading.aside);
  if (reports.length > mostReports) return refuse('TOO_LARGE', '/report', { standard });
  const country = reports.map(countryOf).find((code) => code !== undefined);
  const root = new ElmoSource(raw, '', notes, country);
  root.leave('generatedDate', 'report', 'signature', 'foreign:Signature');
  const { holder, version } = learnerOf(root);
  const global = attachmentsOf([root]);
  const sources = reports.map((each) => {
    const report = openReport(each, notes, global);
    readReport(reading, report);
    return report.source;
  });
  const { records, aside } = reading;
  if (isTooLarge(reading)) return refuse('TOO_LARGE', '/report', { standard });
  if (records.length === 0 && aside.length === 0) {
    return refuse('NOTHING_LEARNED', '/report', { standard });
  }
  return present({
    kind: 'IMPORTED' as const,
    standard,
    version,
    holder,
    records,
    proof: isSigned ? ('NOT_CHECKED' as const) : ('NONE' as const),
    quarantined: aside,
    issues: [...issues, ...notes.issues()],
    losses: distinctLosses([root, ...sources].flatMap((source) => source.losses()).concat(losses)),
  });
}
