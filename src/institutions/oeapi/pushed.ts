import { z } from 'zod';
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
import type { SetAside, SourceDelivery, SourceDocument } from '../../records/index.js';
import { type Tried, withOneResultPerTest } from './attempts.js';
import type { DeliveringInstitution } from './core.js';
import { documentPath, v5, v6 } from './dialect.js';
import { documentPathOf, type Lookup, parseBody } from './document.js';
import {
  lookupIn,
  openDocument,
  type ReadDelivery,
  type Reading,
  readItem,
} from './read-delivery.js';
import { keysOf, ofTheEnrolment } from './records.js';

const pushConnector = 'oeapi-push';
const mergePatchType = 'application/merge-patch+json';
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

const anyList = z.array(z.unknown());
const listIn = (value: unknown): readonly unknown[] | undefined => anyList.safeParse(value).data;

/** It has tries. An empty list of them has none. */
const hasTries = (patch: JsonObject): boolean =>
  ['attempts', 'attemptIds'].some((name) => (listIn(patch[name]) ?? []).length > 0);

/** `null` is the standard's word for that; tries that it names beside it say what there is instead. */
const takesAway = (patch: JsonObject): boolean => patch['result'] === null && !hasTries(patch);

/** An association as if there were no result, by none of the ways to say one. */
export function withoutResult(association: JsonObject): JsonObject {
  const { result: _result, attempts: _tries, attemptIds: _ids, ...rest } = association;
  return rest;
}

/**
 * `state` is for reading alone and `remoteState` for writing: whoever changes an association calls its own state so, since to
 * whom it writes that is the state at the other side.
 */
function inOwnWord(patch: unknown): unknown {
  if (!isObject(patch) || 'state' in patch) return patch;
  const { remoteState: state, ...rest } = patch;
  return typeof state === 'string' ? { ...rest, state } : patch;
}

/** The associations a message is about, as they are after it. */
function itemsOf({ page, lookups }: Pushed): readonly unknown[] | undefined {
  if (!isPatchType(page.mediaType)) {
    const value = parseBody(page.body);
    return isObject(value) ? (listIn(value['items']) ?? [value]) : listIn(value);
  }
  const value = inOwnWord(parseBody(page.body));
  const base = lookups.find(({ url }) => url === baseAt);
  const before = base === undefined ? undefined : parseBody(base.body);
  if (!isObject(value) || !isObject(before)) return undefined;
  const merged = mergePatch(before, value);
  return [isObject(merged) && takesAway(value) ? withoutResult(merged) : merged];
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

/** Ids of the associations that a message is about. */
export function associationsIn(delivery: Pushed): readonly string[] {
  const named = idIn(delivery.page.url);
  const ids = (itemsOf(delivery) ?? []).flatMap((item) => {
    const id = isObject(item) ? item['associationId'] : undefined;
    return typeof id === 'string' ? [id] : [];
  });
  return [...new Set([...ids, ...(named === undefined ? [] : [named])])];
}

/** What one item says, and where in its message it stands. */
export interface ReadItem {
  readonly at: string;
  readonly records: readonly Tried[];
  readonly aside: readonly SetAside[];
}
const aside = (at: string, code: string, inside = ''): ReadItem => ({
  at,
  records: [],
  aside: [{ path: `${at}${inside}`, code }],
});

interface ReadBy extends Reading {
  readonly named: string | undefined;
}

function readOne(item: unknown, at: string, { named, ...reading }: ReadBy): ReadItem {
  const isNameless = isObject(item) && named !== undefined && !('associationId' in item);
  const whole = isNameless ? { ...item, associationId: named } : item;
  const id = isObject(whole) ? whole['associationId'] : undefined;
  if (named !== undefined && typeof id === 'string' && id !== named) {
    return aside(at, 'ID_DIFFERS', '/associationId');
  }
  if (typeof id === 'string' && documentPath('associations', id) === undefined) {
    return aside(at, 'TYPE', '/associationId');
  }
  const { records, quarantined } = readItem(whole, at, undefined, reading);
  return { at, records, aside: quarantined };
}

/** A base may have come from either version, with what it points to. */
function lookupOf({ lookups }: Pushed): Lookup {
  const documents = new Map(
    lookups.map((document) => [documentPathOf(document), openDocument(document)]),
  );
  const [inV5, inV6] = [v5, v6].map((dialect) => lookupIn(dialect, (path) => documents.get(path)));
  return (kind, id) => inV5?.(kind, id) ?? inV6?.(kind, id);
}

/** What each item of a message says; undefined for what is no message. */
export function readItems(
  delivery: Pushed,
  institution: DeliveringInstitution,
): readonly ReadItem[] | undefined {
  const items = itemsOf(delivery);
  if (items === undefined) return undefined;
  const by: ReadBy = {
    institution,
    lookup: lookupOf(delivery),
    named: idIn(delivery.page.url),
    seen: new Map(),
  };
  const value = parseBody(delivery.page.body);
  const inList = isObject(value) && Array.isArray(value['items']) ? '/items' : '';
  const isOne = inList === '' && !Array.isArray(value);
  const read = items
    .slice(0, mostItems)

    .map((item, index) => readOne(item, isOne ? '' : `${inList}/${index}`, by));
  return items.length > mostItems ? [...read, aside(`${inList}/${mostItems}`, 'TOO_LARGE')] : read;
}

/** The result that a patch takes away: `null` is the standard's word for that. What a whole message leaves out is no word. */
export function takenAwayBy(
  delivery: Pushed,
  institution: DeliveringInstitution,
): RecordKey | undefined {
  const id = patchedBy(delivery);
  const patch = parseBody(delivery.page.body);
  const isTaken = isObject(patch) && takesAway(patch);
  return id !== undefined && isTaken ? keysOf(institution, id)[1] : undefined;
}

/** What changes nothing of a result: words on the enrolment, and the name by which both are found. */
const isApart = ([name, value]: readonly [string, unknown]): boolean =>
  name === 'associationId' ||
  (ofTheEnrolment.has(name) && (value === null || typeof value === 'string'));

/**
 * Keys of what a patch says something of. Whatever it says beside the enrolment (a load, whether it is final, another offering) is
 * said of the result too, where there is one.
 */
export function keysOfPatch(
  delivery: Pushed,
  institution: DeliveringInstitution,
): readonly RecordKey[] {
  const id = patchedBy(delivery);
  const patch = parseBody(delivery.page.body);
  if (id === undefined || !isObject(patch)) return [];
  const [enrolment, result] = keysOf(institution, id);
  return Object.entries(patch).every(isApart) ? [enrolment] : [enrolment, result];
}

/** The result that a patch says something of without giving one: only where there is a result does it change that. */
export function resultTouchedBy(
  delivery: Pushed,
  institution: DeliveringInstitution,
): RecordKey | undefined {
  const [, result] = keysOfPatch(delivery, institution);
  const patch = parseBody(delivery.page.body);
  const gives = isObject(patch) && ('result' in patch || hasTries(patch));
  return gives ? undefined : result;
}

/** What a message that was sent to us says, from its bytes alone; never a throw. */
export function readPushed(delivery: Pushed, institution: DeliveringInstitution): ReadDelivery {
  const read = readItems(delivery, institution);
  const said = withOneResultPerTest((read ?? []).flatMap((one) => one.records));
  const gone = takenAwayBy(delivery, institution);
  const anew = keysOfPatch(delivery, institution);
  // A patch says nothing of what it does not touch, and what it takes away was in it by its tries alone.
  const records =
    patchedBy(delivery) === undefined
      ? said.records
      : said.records.filter(({ key }) => anew.includes(key) && key !== gone);
  return {
    records,
    quarantined: read?.flatMap((one) => one.aside) ?? [{ path: '', code: 'UNREADABLE' }],
    issues: [],
    withdrawn: [...said.absorbed, ...(gone === undefined ? [] : [gone])],
    anew,
  };
}
