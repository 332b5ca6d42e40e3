import { type RecordKey, sha256Url, unambiguous } from '../base/index.js';
import {
  broughtSource,
  type CoreFacet,
  type IncomingRecord,
  type RecordIssue,
  recordKeyOf,
  type SetAside,
  type Texts,
} from '../records/index.js';
import type { DocumentName } from './names.js';

/** A document once its bytes are text. */
export interface Opened {
  readonly text: string;
  /** Hex, over the exact bytes. */
  readonly sha256: string;
}

/** Whom a document says it is about. Shown to the learner before they keep it; stored with the original only. */
export interface Holder {
  readonly name?: string;
  /** Calendar date. */
  readonly birthdate?: string;
}

/** A record, with where in the document it stands: by that a learner says which to keep. */
export interface Drafted extends IncomingRecord {
  readonly item: string;
}

/** The document gives records; what it gives beside them, or cannot give, is said. */
export interface Imported {
  readonly kind: 'IMPORTED';
  readonly standard: DocumentName;
  /** Where the same name covers several: "1.7", "2.0". */
  readonly version?: string;
  readonly holder?: Holder;
  readonly records: readonly Drafted[];
  /** Whether somebody signed it. That a signature stands there says nothing before it is checked. */
  readonly proof: 'NONE' | 'NOT_CHECKED';
  /** Items set aside: the rest of the document was read. */
  readonly quarantined: readonly SetAside[];
  /** Of the document as a whole; those of one record are in its `identifiers`. */
  readonly issues: readonly RecordIssue[];
  /** Fields with no place in our model, by path; of one record those in its `identifiers`. */
  readonly losses: readonly string[];
}
/** A sound document that is about nothing anybody learned: a course, a schema, an account. */
export interface Recognised {
  readonly kind: 'RECOGNISED';
  readonly standard: DocumentName;
  readonly issues: readonly RecordIssue[];
}
/** Nothing of it can be kept. */
export interface Refused {
  readonly kind: 'REFUSED';
  /** Absent: it is nothing that we know. */
  readonly standard?: DocumentName;
  readonly code: string;
  readonly path: string;
  /** What was found in the place of what we read, such as an XML namespace; never anybody's data. */
  readonly found?: string;
}
export const documentOutcomes = ['IMPORTED', 'RECOGNISED', 'REFUSED'] as const;
export type DocumentReading = Imported | Recognised | Refused;

export const refuse = (
  code: string,
  path = '',
  more: { readonly standard?: DocumentName; readonly found?: string } = {},
): Refused => ({ kind: 'REFUSED', code, path, ...more });

export const recognised = (
  standard: DocumentName,
  issues: readonly RecordIssue[] = [],
): Recognised => ({ kind: 'RECOGNISED', standard, issues });

/** A document's content says which it is: brought twice it is one, and no id in it stands for another. */
export const itemKey = ({ sha256 }: Opened, item: string): RecordKey =>
  recordKeyOf(broughtSource.id, 'document', 'RESULT', unambiguous([sha256, item]));

/** Names a thing of one document to others of it, where loads are counted; opaque, since it travels with the credits. */
export const groupOf = ({ sha256 }: Opened, what: string): string =>
  sha256Url(unambiguous(['document', sha256, what])).slice(0, 22);

/** Said by the learner who brings it, whoever is named as having issued it. */
export const broughtBy = (issuer: Texts): Pick<CoreFacet, 'institution' | 'assertedBy'> => ({
  institution: {
    id: broughtSource.id,
    name: issuer.length > 0 ? issuer : broughtSource.name,
  },
  assertedBy: 'IMPORT',
});
