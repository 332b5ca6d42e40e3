import { z } from 'zod';
import { Fault, sha256Hex, unambiguous } from '../../base/index.js';
import type { RecordIssue, SourceDelivery, SourceDocument } from '../../records/index.js';
import { ask, type Endpoint } from './ask.js';
import type { DeliveringInstitution } from './core.js';
import { documentPath, parseBody } from './document.js';
import { followReferences, openDocuments } from './follow.js';
import { connector } from './records.js';

export interface OeapiV5Settings {
  readonly institution: DeliveringInstitution;
  /** The endpoint's address; nothing outside it is ever asked for. */
  readonly baseUrl: string;
  /** HTTP Basic, as SURF Eduhub has it. */
  readonly credentials: { readonly user: string; readonly password: string };
  readonly fetch: typeof globalThis.fetch;
  /** For one request, its body included. 10,000 by default. */
  readonly timeoutMs?: number;
  /** 40 by default: 10,000 associations. */
  readonly maxPages?: number;
  readonly now: () => Date;
}

export interface LearnerReading {
  /** One for each page, in order. */
  readonly deliveries: readonly SourceDelivery[];
  /** Why there may be more at the source than was read. */
  readonly issues: readonly RecordIssue[];
}

export interface OeapiV5 {
  /**
   * All that the institution has of one learner.
   * @param personId who the learner is to the institution.
   * @param learnerRef who they are to us; only hashed, into the id of a delivery.
   * @throws Fault `SourceUnreachable` or `SourceMalformed`; then nothing was read, and a later run starts afresh.
   */
  readLearner(personId: string, learnerRef: string): Promise<LearnerReading>;
}

/** `hasNextPage` decides; `totalPages` may be absent and is not looked at. */
const envelope = z.looseObject({
  items: z.custom<readonly unknown[]>(Array.isArray),
  hasNextPage: z.boolean().optional(),
});
const pageLabel = '/persons/{personId}/associations';

interface Page {
  readonly document: SourceDocument;
  /** Of the items, by which a page is known again although its number differs. */
  readonly content: string;
  readonly isEmpty: boolean;
  readonly hasNextPage: boolean | undefined;
}

async function readPageAt(endpoint: Endpoint, path: string, number: number): Promise<Page> {
  const url = `${endpoint.baseUrl}/${path}/associations?role=student&pageSize=250&pageNumber=${number}`;
  const document = await ask(endpoint, { url, label: pageLabel, mayBeAbsent: false });
  const parsed = envelope.safeParse(document && parseBody(document.body));
  if (document === undefined || !parsed.success) {
    throw new Fault('SourceMalformed', `GET ${pageLabel} answered something that is no page`);
  }
  const { items, hasNextPage } = parsed.data;
  const ids = items.map((item) => z.object({ associationId: z.string() }).safeParse(item).data);
  const content = unambiguous(ids.map((item) => item?.associationId ?? ''));
  return { document, content, isEmpty: items.length === 0, hasNextPage };
}

/** Pages in order, until the source says it was the last, says the same again, or never stops. */
async function readPages(endpoint: Endpoint, path: string, maxPages: number) {
  const pages: SourceDocument[] = [];
  const seen = new Set<string>();
  const cut = (code: string, at: string) => ({ pages, issues: [{ code, path: at }] });
  for (let number = 1; number <= maxPages; number += 1) {
    const page = await readPageAt(endpoint, path, number);
    if (!page.isEmpty && seen.has(page.content)) return cut('PAGE_REPEATS', 'pageNumber');
    seen.add(page.content);
    pages.push(page.document);
    if (page.hasNextPage === undefined) return cut('MISSING', 'hasNextPage');
    if (!page.hasNextPage) return { pages, issues: [] };
  }
  return cut('TOO_MANY_PAGES', 'hasNextPage');
}

/** A UUID (version 8: of our own making) that the same institution, learner and bytes always give again. */
function deliveryId(parts: readonly string[]): string {
  const hex = sha256Hex(unambiguous(parts));
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4);
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `8${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ].join('-');
}

/** Reads learners' associations from an OEAPI 5.0 endpoint. Opens nothing until it is asked. */
export function connectOeapiV5(settings: OeapiV5Settings): OeapiV5 {
  const { credentials, fetch, institution, maxPages = 40, now, timeoutMs = 10_000 } = settings;
  const baseUrl = settings.baseUrl.replace(/\/+$/, '');
  const endpoint: Endpoint = { baseUrl, credentials, fetch, timeoutMs };
  return {
    readLearner: async (personId, learnerRef) => {
      const path = documentPath('persons', personId);
      if (path === undefined) throw new Fault('BadInput', 'personId is not an OEAPI identifier');
      const { issues, pages } = await readPages(endpoint, path, maxPages);
      const documents = openDocuments(endpoint);
      const deliveries: SourceDelivery[] = [];
      for (const page of pages) {
        const lookups = await followReferences(page, institution, documents);
        const hashes = lookups.map(({ sha256 }) => sha256);
        const id = deliveryId([institution.id, learnerRef, page.sha256, ...hashes]);
        const receivedAt = now().toISOString();
        deliveries.push({ id, institution: institution.id, connector, receivedAt, page, lookups });
      }
      return { deliveries, issues };
    },
  };
}
