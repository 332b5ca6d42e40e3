import { isObject, type JsonObject, sha256Url, unambiguous } from '../../base/index.js';
import { broughtSource, type RecordIssue, type SetAside } from '../../records/index.js';
import type { Tried } from './attempts.js';
import { issuesIn, respelled } from './file-issues.js';
import {
  isLegacy,
  kindOf,
  missingIn,
  type OeapiFileVersion,
  placeholderIn,
  versionOf,
} from './file-kinds.js';
import { readItem } from './read-delivery.js';
import { problemOf } from './status.js';
import { associationInV5, attemptInV5, dayOf } from './v5-words.js';

const mostItems = 1000;

interface Placed extends Tried {
  readonly item: string;
  /** The id of the school that its offering names; empty where it names none. */
  readonly school: string;
}
/** What a part of a file comes to. */
export interface Found {
  readonly records: readonly Placed[];
  readonly quarantined: readonly SetAside[];
  readonly issues: readonly RecordIssue[];
  /** How many were of OEAPI and about nothing that is learned. */
  readonly recognised: number;
  readonly versions: readonly OeapiFileVersion[];
}
const nothing: Found = { records: [], quarantined: [], issues: [], recognised: 0, versions: [] };

const together = (found: readonly Found[]): Found => ({
  records: found.flatMap(({ records }) => records),
  quarantined: found.flatMap(({ quarantined }) => quarantined),
  issues: found.flatMap(({ issues }) => issues),
  recognised: found.reduce((sum, { recognised }) => sum + recognised, 0),
  versions: found.flatMap(({ versions }) => versions),
});
const aside = (path: string, code: string): Found => ({
  ...nothing,
  quarantined: [{ path, code }],
});

/** What all parts of a file are read with. */
export interface Reading {
  readonly sha256: string;
  readonly seen: Map<string, string>;
}
type Part = (raw: JsonObject, at: string, reading: Reading) => Found;

const placed = (issues: readonly RecordIssue[], at: string): readonly RecordIssue[] => {
  const prefix = at.split('/').filter(Boolean).join('.');
  return issues.map(({ code, path }) => ({
    code,
    path: prefix === '' ? path : `${prefix}.${path}`,
  }));
};

/** A message may leave out what its address says: whose association it is. The content tells it from others then. */
function whole(raw: JsonObject, at: string, { sha256 }: Reading): JsonObject {
  const id = sha256Url(unambiguous([sha256, at])).slice(0, 22);
  return { associationId: id, role: 'student', ...raw };
}

/** A message that says nothing of the enrolment gives none. */
const isSaid = (raw: JsonObject, { facets }: Tried): boolean =>
  facets.core.recordType !== 'ENROLMENT' ||
  raw['state'] !== undefined ||
  raw['remoteState'] !== undefined ||
  facets.special !== undefined;

/** A file has nothing beside it to look things up in. */
const nowhere = () => undefined;

function schoolIn(raw: JsonObject): string {
  const { offering } = associationInV5(raw);
  const organization = isObject(offering) ? offering['organization'] : undefined;
  const id = isObject(organization) ? organization['organizationId'] : organization;
  return typeof id === 'string' ? id : '';
}

function associationAt(raw: JsonObject, at: string, reading: Reading): Found {
  const institution = broughtSource;
  const found = readItem(whole(raw, at, reading), at, undefined, {
    seen: reading.seen,
    institution,
    lookup: nowhere,
  });
  const records = found.records
    .filter((record) => isSaid(raw, record))
    .map((record) => ({ ...record, item: at, school: schoolIn(raw) }));
  // A change of what no record has is of an association all the same.
  const isNothing = records.length === 0 && found.quarantined.length === 0;
  return { ...nothing, ...found, records, recognised: isNothing ? 1 : 0 };
}

/** An attempt by itself: its result, and nothing of the enrolment that it belongs to. */
const attemptAt: Part = (raw, at, reading) => {
  const { startDateTime, ...plain } = attemptInV5(raw);
  const type = { associationType: 'testComponentOfferingAssociation' };
  const found = associationAt({ ...type, testDate: dayOf(startDateTime), ...plain }, at, reading);
  const records = found.records.filter(({ facets }) => facets.core.recordType === 'RESULT');
  return { ...found, records, recognised: records.length === 0 ? 1 : 0 };
};

const documentAt: Part = (raw, at) => {
  if (isLegacy(raw)) return aside(at, 'OOAPI_LEGACY_SHAPE');
  const missing = missingIn(raw);
  if (missing !== undefined) return aside(`${at}/${missing}`, 'MISSING');
  return { ...nothing, recognised: 1 };
};

const known: Part = () => ({ ...nothing, recognised: 1 });

function listAt(items: readonly unknown[], at: string, reading: Reading): Found {
  const read = items
    .slice(0, mostItems)
    .map((item, index) => objectAt(item, `${at}/${index}`, reading));
  const rest = items.length > mostItems ? [aside(`${at}/${mostItems}`, 'TOO_LARGE')] : [];
  return together([...read, ...rest]);
}

const pageAt: Part = (raw, at, reading) => {
  const items: readonly unknown[] = Array.isArray(raw['items']) ? raw['items'] : [];
  const isOurs = items.length === 0 && typeof raw['pageNumber'] === 'number';
  return isOurs ? known(raw, at, reading) : listAt(items, `${at}/items`, reading);
};

const successful = (code: unknown): boolean =>
  typeof code === 'number' && code >= 200 && code < 300;

/** Why an endpoint behind the gateway gave nothing: it did not answer (0), or what it said is no JSON (502). */
function problemBehind(code: unknown): string {
  if (code === 0 || typeof code !== 'number') return 'NO_ANSWER';
  return code === 502 ? 'UNREADABLE' : problemOf(code);
}

/** What the gateway of SURF Eduhub passed on of several endpoints. Its own status says nothing of theirs. */
const envelopeAt: Part = (raw, at, reading) => {
  const gateway = isObject(raw['gateway']) ? raw['gateway'] : {};
  const endpoints = isObject(gateway['endpoints']) ? gateway['endpoints'] : {};
  const responses = isObject(raw['responses']) ? raw['responses'] : {};
  const read = Object.entries(endpoints).map(([name, endpoint], index): Found => {
    const code = isObject(endpoint) ? endpoint['responseCode'] : undefined;
    const issue = { code: problemBehind(code), path: `gateway.endpoints.${index}` };
    if (!successful(code)) return { ...nothing, issues: [issue] };
    return objectAt(responses[name], `${at}/responses/${index}`, reading);
  });
  const { quarantined, ...found } = together(read);
  const theirs = quarantined.filter(({ code }) => code !== 'FORMAT_UNKNOWN');
  return { ...found, quarantined: theirs, recognised: found.recognised + 1 };
};

const parts: Readonly<Record<ReturnType<typeof kindOf>, Part>> = {
  ENVELOPE: envelopeAt,
  PAGE: pageAt,
  PROBLEM: known,
  ASSOCIATION: associationAt,
  ATTEMPT: attemptAt,
  DOCUMENT: documentAt,
  NAMELESS: (_raw, at) => aside(at, 'MISSING'),
  PART: known,
  UNKNOWN: (_raw, at) => aside(at, 'FORMAT_UNKNOWN'),
};

/** Notes of exchanges keep a message with what was done with it around it. */
function unwrapped(raw: JsonObject): JsonObject {
  const { body } = raw;
  const isWrapped = isObject(body) && kindOf(raw) === 'UNKNOWN' && typeof raw['_op'] === 'string';
  return isWrapped ? body : raw;
}

const isOfItself = new Set(['PAGE', 'ENVELOPE', 'UNKNOWN']);

/** What one value in a file says: a message, a page, an envelope, or a list of them. */
export function objectAt(value: unknown, at: string, reading: Reading): Found {
  if (Array.isArray(value)) return listAt(value, at, reading);
  if (!isObject(value)) return aside(at, 'FORMAT_UNKNOWN');
  const sent = unwrapped(value);
  const raw = respelled(sent);
  if (!isObject(raw)) return aside(at, 'TYPE');
  const template = placeholderIn(raw);
  if (template !== undefined) return aside(`${at}${template}`, 'TEMPLATE_PLACEHOLDER');
  const kind = kindOf(raw);
  const found = parts[kind](raw, at, reading);
  if (isOfItself.has(kind) || found.quarantined.length > 0) return withVersion(found, raw);
  const issues = kind === 'PROBLEM' ? [] : placed(issuesIn(sent), at);
  return withVersion({ ...found, issues: [...found.issues, ...issues] }, raw);
}

function withVersion(found: Found, raw: JsonObject): Found {
  const isLegacyItem = found.quarantined.some(({ code }) => code === 'OOAPI_LEGACY_SHAPE');
  const version = isLegacyItem ? 'v4' : versionOf(raw);
  return version === undefined ? found : { ...found, versions: [...found.versions, version] };
}
