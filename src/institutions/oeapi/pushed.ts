import {
  type InstitutionId,
  isObject,
  type JsonObject,
  mergePatch,
  type RecordKey,
  sha256Hex,
  unambiguous,
  uuidOf,
} from '../../base/index.js';
import type {
  IncomingRecord,
  SetAside,
  SourceDelivery,
  SourceDocument,
} from '../../records/index.js';
import type { DeliveringInstitution } from './core.js';
import { documentPath, documentPathOf, isTooDeep, type Lookup, parseBody } from './document.js';
import { openDocument, type ReadDelivery } from './read-delivery.js';
import { keysOf, recordsOf } from './records.js';
import { refusalOf } from './refusal.js';

export const pushConnector = 'oeapi-push';
export const mergePatchType = 'application/merge-patch+json';
const address = 'urn:oeapi:associations';
const baseAt = 'urn:oeapi:patched';
/** In one message; a page of the standard has at most 250. */
const mostItems = 1000;

/** A message that an institution sends by itself. */
export interface PushedMessage {
  /** Its exact bytes as UTF-8 text. */
  readonly text: string;
  readonly mediaType: string;
  /** Of the association that its address names, for a message about one. */
  readonly associationId?: string;
}

/** A message as a delivery. The same message to the same learner has the same id. */
export function pushedDelivery(
  institution: InstitutionId,
  learnerRef: string,
  { text, mediaType, associationId }: PushedMessage,
  now: Date,
): SourceDelivery {
  const sha256 = sha256Hex(text);
  const url = associationId === undefined ? address : `${address}:${associationId}`;
  return {
    id: uuidOf(unambiguous([institution, learnerRef, url, sha256])),
    institution,
    connector: pushConnector,
    receivedAt: now.toISOString(),
    page: { url, mediaType, sha256, body: text },
    lookups: [],
  };
}

type Pushed = Pick<SourceDelivery, 'page' | 'lookups'>;

export const isPushed = ({ connector }: Pick<SourceDelivery, 'connector'>): boolean =>
  connector === pushConnector;

const isPatchType = (mediaType: string): boolean =>
  mediaType.toLowerCase().startsWith(mergePatchType);

const idIn = (url: string): string | undefined =>
  url.startsWith(`${address}:`) ? url.slice(address.length + 1) : undefined;

/** Which association a patch is a change of; undefined for what is no patch. */
export const patchedBy = ({ page: { url, mediaType } }: Pushed): string | undefined =>
  isPatchType(mediaType) ? idIn(url) : undefined;

/** An association as it stood, and the documents that it points to. */
export interface PatchBase {
  readonly association: JsonObject;
  readonly lookups: readonly SourceDocument[];
}

/** With what the patch is a change of, so that all it says can be worked out from this alone. */
export const onBase = (
  delivery: SourceDelivery,
  { association, lookups }: PatchBase,
): SourceDelivery => {
  const body = JSON.stringify(association);
  const document = { url: baseAt, mediaType: 'application/json', sha256: sha256Hex(body), body };
  return { ...delivery, lookups: [document, ...lookups] };
};

/** The associations a message is about, as they are after it. */
function itemsOf({ page, lookups }: Pushed): readonly unknown[] | undefined {
  const value = parseBody(page.body);
  if (!isPatchType(page.mediaType)) {
    if (Array.isArray(value)) return value;
    if (!isObject(value)) return undefined;
    const { items } = value;
    return Array.isArray(items) ? items : [value];
  }
  const base = lookups.find(({ url }) => url === baseAt);
  const before = base === undefined ? undefined : parseBody(base.body);
  return isObject(value) && isObject(before) ? [mergePatch(before, value)] : undefined;
}

/** The one association of a delivery, by its id, as it is after it, however it came. */
export function associationIn(delivery: Pushed, id: string): PatchBase | undefined {
  const named = idIn(delivery.page.url);
  const association = itemsOf(delivery)?.find(
    (item): item is JsonObject =>
      isObject(item) &&
      (item['associationId'] === id || (named === id && !('associationId' in item))),
  );
  const lookups = delivery.lookups.filter(({ url }) => url !== baseAt);
  return association && { association, lookups };
}

/** What one item says, and where in its message it stands. */
export interface ReadItem {
  readonly at: string;
  readonly records: readonly IncomingRecord[];
  readonly aside: readonly SetAside[];
}
const aside = (at: string, code: string, inside = ''): ReadItem => ({
  at,
  records: [],
  aside: [{ path: `${at}${inside}`, code }],
});

interface ReadBy {
  readonly institution: DeliveringInstitution;
  readonly lookup: Lookup;
  readonly named: string | undefined;
}

function readItem(item: unknown, at: string, { institution, lookup, named }: ReadBy): ReadItem {
  if (!isObject(item)) return aside(at, 'TYPE');
  if (isTooDeep(item)) return aside(at, 'TOO_DEEP');
  const whole =
    named !== undefined && !('associationId' in item) ? { ...item, associationId: named } : item;
  const id = refusalOf(whole, undefined);
  if (typeof id !== 'string') return aside(at, id.code, id.path);
  if (named !== undefined && id !== named) return aside(at, 'ID_DIFFERS', '/associationId');
  if (documentPath('associations', id) === undefined) return aside(at, 'TYPE', '/associationId');
  return { at, records: recordsOf(whole, id, institution, lookup), aside: [] };
}

/** What each item of a message says; undefined for what is no message. */
export function readItems(
  delivery: Pushed,
  institution: DeliveringInstitution,
): readonly ReadItem[] | undefined {
  const items = itemsOf(delivery);
  if (items === undefined) return undefined;
  const documents = new Map(
    delivery.lookups.map((document) => [documentPathOf(document), openDocument(document)]),
  );
  const by: ReadBy = {
    institution,
    lookup: (kind, id) => documents.get(documentPath(kind, id) ?? ''),
    named: idIn(delivery.page.url),
  };
  const value = parseBody(delivery.page.body);
  const inList = isObject(value) && Array.isArray(value['items']) ? '/items' : '';
  const isOne = inList === '' && !Array.isArray(value);
  const read = items
    .slice(0, mostItems)
    .map((item, index) => readItem(item, isOne ? '' : `${inList}/${index}`, by));
  return items.length > mostItems ? [...read, aside(`${inList}/${mostItems}`, 'TOO_LARGE')] : read;
}

/** What a message that was sent to us says, from its bytes alone; never a throw. */
export function readPushed(delivery: Pushed, institution: DeliveringInstitution): ReadDelivery {
  const read = readItems(delivery, institution);
  return {
    records: (read ?? []).flatMap(({ records }) => records),
    quarantined: read?.flatMap((one) => one.aside) ?? [{ path: '', code: 'UNREADABLE' }],
    issues: [],
    withdrawn: [],
  };
}

/** Keys of what a patch may change: of the result only where it says something of it. */
export function keysOfPatch(
  delivery: Pushed,
  institution: DeliveringInstitution,
): readonly RecordKey[] {
  const id = patchedBy(delivery);
  const patch = parseBody(delivery.page.body);
  if (id === undefined || !isObject(patch)) return [];
  const [enrolment, result] = keysOf(institution, id);
  return 'result' in patch ? [enrolment, result] : [enrolment];
}
