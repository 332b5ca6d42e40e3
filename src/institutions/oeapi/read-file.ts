import { isObject, nestsTooDeep, sha256Hex, sha256Url, unambiguous } from '../../base/index.js';
import {
  broughtSource,
  type IncomingRecord,
  type RecordFacets,
  type RecordIssue,
  recordKeyOf,
  type SetAside,
} from '../../records/index.js';
import { withOneResultPerTest } from './attempts.js';
import { maxBodyBytes } from './document.js';
import type { OeapiFileVersion } from './file-kinds.js';
import { type Found, objectAt, type Reading } from './file-parts.js';

/** A record of a file, with where in the file it stands, as a JSON pointer. */
export interface FileRecord extends IncomingRecord {
  readonly item: string;
}
export interface OeapiFile {
  /** RECOGNISED: of OEAPI, and about nothing that anybody learned. */
  readonly kind: 'IMPORTED' | 'RECOGNISED' | 'REFUSED';
  /** Absent where nothing in it tells. */
  readonly version?: OeapiFileVersion;
  readonly records: readonly FileRecord[];
  readonly quarantined: readonly SetAside[];
  /** Of the file; those of one record are in its `identifiers`. */
  readonly issues: readonly RecordIssue[];
  /** Of what is refused: why, and where. */
  readonly code?: string;
  readonly path?: string;
}

/** The same course by another school is another one. */
const groupIn = (school: string, group: string): string =>
  sha256Url(unambiguous(['document', school, group])).slice(0, 22);

/** Said by whoever brings it: the institution in it is only named. */
function asBrought(facets: RecordFacets, school: string): RecordFacets {
  const { core, credits, identifiers } = facets;
  const issues = identifiers.issues.filter(({ code }) => code !== 'ORGANIZATION_DIFFERS');
  const partOf = credits?.partOf;
  return {
    ...facets,
    core: { ...core, assertedBy: 'IMPORT' },
    identifiers: { ...identifiers, issues },
    ...(credits !== undefined && {
      credits: {
        ...credits,
        retakeGroup: groupIn(school, credits.retakeGroup),
        ...(partOf !== undefined && { partOf: groupIn(school, partOf) }),
      },
    }),
  };
}

function recordsIn({ records }: Found, { sha256 }: Reading): readonly FileRecord[] {
  const places = new Map(records.map(({ key, item, school }) => [key, { item, school }]));
  return withOneResultPerTest(records).records.map(({ key, facets }): FileRecord => {
    const { item = '', school = '' } = places.get(key) ?? {};
    const { recordType } = facets.core;
    const type = recordType === 'ENROLMENT' ? recordType : 'RESULT';
    const content = unambiguous([sha256, item]);
    return {
      key: recordKeyOf(broughtSource.id, 'document', type, content),
      facets: asBrought(facets, school),
      item,
    };
  });
}

const refuse = (code: string, path = ''): OeapiFile => ({
  kind: 'REFUSED',
  records: [],
  quarantined: [],
  issues: [],
  code,
  path,
});

/** What most of it is in; version 4 only where nothing else is. */
function versionIn({ versions }: Found): OeapiFileVersion | undefined {
  const count = (version: OeapiFileVersion): number =>
    versions.filter((each) => each === version).length;
  const [first] = (['v5', 'v6'] as const).toSorted((a, b) => count(b) - count(a));
  if (first !== undefined && count(first) > 0) return first;
  return count('v4') > 0 ? 'v4' : undefined;
}

function fileOf(found: Found, reading: Reading): OeapiFile {
  const { issues, quarantined, recognised } = found;
  const records = recordsIn(found, reading);
  const version = versionIn(found);
  const told = version === undefined ? {} : { version };
  const first = quarantined.find(({ code }) => code !== 'FORMAT_UNKNOWN');
  if (records.length > 0) return { kind: 'IMPORTED', ...told, records, quarantined, issues };
  if (recognised > 0) return { kind: 'RECOGNISED', ...told, records, quarantined, issues };
  if (first === undefined) return { ...refuse('FORMAT_UNKNOWN'), ...told };
  return { ...refuse(first.code, first.path), ...told, quarantined };
}

/**
 * What a file says that holds messages or pages of OEAPI, of any version, told by its content alone. It is the word of
 * whoever brings it. Never throws; keys are of the file's content, so that the same file is the same records.
 */
export function readOeapiFile(text: string): OeapiFile {
  const content = text.replace(/^\uFEFF/, '');
  if (content.length > maxBodyBytes) return refuse('TOO_LARGE');
  if (nestsTooDeep(content)) return refuse('TOO_DEEP');
  const reading = { sha256: sha256Hex(text), seen: new Map<string, string>() };
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    return refuse('JSON_NOT_WELL_FORMED');
  }
  if (!isObject(value) && !Array.isArray(value)) return refuse('FORMAT_UNKNOWN');
  return fileOf(objectAt(value, '', reading), reading);
}
