import { z } from 'zod';
import { isObject, type JsonObject, type RecordKey, sha256Hex } from '../../base/index.js';
import type {
  IncomingRecord,
  RecordIssue,
  SetAside,
  SourceDelivery,
  SourceDocument,
} from '../../records/index.js';
import { type OneResultPerTest, type Tried, withOneResultPerTest } from './attempts.js';
import type { DeliveringInstitution } from './core.js';
import { type Dialect, dialectOf, documentPath, isAssociations } from './dialect.js';
import { documentPathOf, isTooDeep, type Lookup, parseBody } from './document.js';
import { keysOf, recordsOf } from './records.js';
import { refusalOf } from './refusal.js';
import { associationInV5, documentInV5 } from './v5-words.js';

/** What a delivery says, and what in it could not be understood. Nothing here holds a value of the payload but records. */
export interface ReadDelivery {
  readonly records: readonly IncomingRecord[];
  /** Items set aside: the rest of the page was read. */
  readonly quarantined: readonly SetAside[];
  /** Of the delivery as a whole; those of one record are in its `identifiers`. */
  readonly issues: readonly RecordIssue[];
  /** What the source says it has not, or no longer: keys of records it may once have given us. */
  readonly withdrawn: readonly RecordKey[];
  /** Records of which a patch is a new word, whatever it comes to. Absent: it is no patch. */
  readonly anew?: readonly RecordKey[];
}

/** Pages are asked for by 250; what goes far beyond is not read item by item. */
const mostItems = 1000;
const page = z.looseObject({ items: z.custom<readonly unknown[]>(Array.isArray) });

export interface Reading {
  readonly seen: Map<string, string>;
  readonly institution: DeliveringInstitution;
  readonly lookup: Lookup;
}
type Items = Pick<ReadDelivery, 'records' | 'quarantined'>;
const asideAt = (path: string, code: string): Items => ({
  records: [],
  quarantined: [{ path, code }],
});

/** The person the page was asked for, as the address says it. */
const personIn = (url: string): string | undefined =>
  /\/persons\/([\w.~-]+)\/(?:[a-z-]+-)?associations/.exec(url)?.[1]?.toLowerCase();

/** One id twice on a page: the same again is nothing new, something else cannot be told apart. */
function repeatOf(seen: Map<string, string>, id: string, item: JsonObject) {
  const content = sha256Hex(JSON.stringify(item));
  const before = seen.get(id);
  if (before === undefined) seen.set(id, content);
  if (before === undefined) return 'NEW';
  return before === content ? 'SAME' : 'ID_REUSED';
}

type Tries = Omit<Items, 'records'> & { readonly records: readonly Tried[] };

/** One item of a page. @param seen ids of the page so far. */
export function readItem(
  item: unknown,
  at: string,
  person: string | undefined,
  { seen, institution, lookup }: Reading,
): Tries {
  if (!isObject(item)) return asideAt(at, 'TYPE');
  if (isTooDeep(item)) return asideAt(at, 'TOO_DEEP');
  const plain = associationInV5(item);
  const checked = refusalOf(plain, person);
  if (typeof checked !== 'string') return asideAt(`${at}${checked.path}`, checked.code);
  const repeat = repeatOf(seen, checked, item);
  if (repeat === 'SAME') return { records: [], quarantined: [] };
  if (repeat === 'ID_REUSED') return asideAt(`${at}/associationId`, repeat);
  return { records: recordsOf(plain, checked, institution, lookup), quarantined: [] };
}

/** Reads each item of a page on its own: a bad one is set aside, never the page. */
export function readPage(
  { body, url }: SourceDocument,
  institution: DeliveringInstitution,
  lookup: Lookup,
): Items & Partial<OneResultPerTest> {
  const value = parseBody(body);
  if (value === undefined) return asideAt('', 'UNREADABLE');
  const parsed = page.safeParse(value);
  if (!parsed.success) return asideAt('/items', 'TYPE');
  const person = personIn(url);
  const reading = { seen: new Map<string, string>(), institution, lookup };
  const read = parsed.data.items
    .slice(0, mostItems)
    .map((item, index) => readItem(item, `/items/${index}`, person, reading));
  const tooMany = parsed.data.items.length > mostItems;
  return {
    ...withOneResultPerTest(read.flatMap(({ records }) => records)),
    quarantined: [
      ...read.flatMap(({ quarantined }) => quarantined),
      ...(tooMany ? [{ path: `/items/${mostItems}`, code: 'TOO_LARGE' }] : []),
    ],
  };
}

/** Finds documents by the paths of a version, and reads them in the words of version 5. */
export function lookupIn(dialect: Dialect, find: (path: string) => JsonObject | undefined): Lookup {
  const known = new Map<string, JsonObject | undefined>();
  return (kind, id) => {
    const path = dialect.pathOf(kind, id);
    if (path === undefined) return undefined;
    const found = known.get(path);
    if (found !== undefined) return found;
    const raw = find(path);
    const document = raw && documentInV5(kind, raw);
    if (document !== undefined) known.set(path, document);
    return document;
  };
}

/** A catalogue document as an object; undefined for what cannot be one. */
export const openDocument = ({ body }: SourceDocument): JsonObject | undefined => {
  const value = parseBody(body);
  return isObject(value) && !isTooDeep(value) ? value : undefined;
};

/** An absence tells by its address alone which association it is about; what its body says is not read. */
function withdrawnBy(
  absence: SourceDocument,
  institution: DeliveringInstitution,
): readonly RecordKey[] {
  const [kind, id = ''] = documentPathOf(absence).split('/');
  return isAssociations(kind ?? '') && documentPath(kind ?? '', id) !== undefined
    ? keysOf(institution, id)
    : [];
}

/**
 * What one delivery says, from its bytes alone: no clock, no network, and never a throw, so that the deliveries in a pod
 * can be read again by a later version of this room.
 */
export function readDelivery(
  delivery: SourceDelivery,
  institution: DeliveringInstitution,
): ReadDelivery {
  if (delivery.page.status !== undefined) {
    const withdrawn = withdrawnBy(delivery.page, institution);
    return { records: [], quarantined: [], issues: [], withdrawn };
  }
  const documents = new Map(
    delivery.lookups.map((document) => [documentPathOf(document), openDocument(document)]),
  );
  const lookup = lookupIn(dialectOf(delivery.connector), (path) => documents.get(path));
  const issues = delivery.lookups.flatMap((document, index) =>
    documents.get(documentPathOf(document)) === undefined
      ? [{ code: 'LOOKUP_UNREADABLE', path: `/lookups/${index}` }]
      : [],
  );
  const { absorbed = [], ...read } = readPage(delivery.page, institution, lookup);
  return { ...read, issues, withdrawn: absorbed };
}
