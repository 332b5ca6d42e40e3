import type { InstitutionId } from '../base/index.js';

/** One document as its source sent it. */
export interface SourceDocument {
  readonly url: string;
  readonly mediaType: string;
  /** Hex, over the exact bytes. */
  readonly sha256: string;
  /** The exact bytes as UTF-8 text (byte order mark included); writing it as UTF-8 gives the bytes back. */
  readonly body: string;
  /** Absent: 200. Otherwise the source said that there is no such document, or no longer. */
  readonly status?: 404 | 410;
}

/**
 * One message or page of an institution about one learner, with the documents it refers to.
 * Everything we say of a record can be worked out again from this alone.
 */
export interface SourceDelivery {
  /**
   * UUID-shaped, made from institution, learner, content and `receivedAt`. What a source says, takes back and says again
   * in the same bytes is three deliveries, since their order is what counts.
   */
  readonly id: string;
  readonly institution: InstitutionId;
  readonly connector: string;
  /** ISO 8601 instant. */
  readonly receivedAt: string;
  readonly page: SourceDocument;
  /** Courses, programmes and organisations the page points to, in order of URL. */
  readonly lookups: readonly SourceDocument[];
}
