import {
  canonicalJson,
  Fault,
  type InstitutionId,
  present,
  type RecordKey,
  sha256Url,
  unambiguous,
} from '../base/index.js';
import type { CredentialVerdict } from '../credentials/index.js';
import type { PairwiseIds } from '../identity/index.js';
import {
  type AssertedBy,
  broughtSource,
  type CoreFacet,
  type Countable,
  chooseText,
  isLearnersWord,
  ownSource,
  type Pass,
  type RecordType,
  type StudyLoadTotal,
  studyLoadTotals,
} from '../records/index.js';
import type { ReadableRecord, Reading } from './reading.js';

export interface RecordFilter {
  readonly recordTypes?: readonly RecordType[];
  readonly institutions?: readonly InstitutionId[];
  readonly assertedBy?: readonly AssertedBy[];
  readonly issuedFrom?: string;
  readonly issuedTo?: string;
  /** By assessment: for readers who see it on every record. */
  readonly pass?: readonly Pass[];
  /** What has no credential has no verdict, and never fits. */
  readonly verdict?: readonly CredentialVerdict[];
}
export const orderFields = ['ISSUED_ON', 'TITLE', 'INSTITUTION', 'RECEIVED_AT', 'CREDITS'] as const;
export interface RecordOrder {
  readonly field: (typeof orderFields)[number];
  readonly descending: boolean;
}
export interface PageAsk {
  /** 1 to 250. */
  readonly first: number;
  readonly after?: string;
  readonly filter: RecordFilter;
  readonly orderBy: RecordOrder;
}
export interface Page {
  readonly records: readonly { readonly record: ReadableRecord; readonly cursor: string }[];
  readonly hasNextPage: boolean;
  readonly hasPreviousPage: boolean;
  /** Everything the filter lets through, over which count and totals run. */
  readonly all: readonly ReadableRecord[];
}

/** Sorting or filtering by what is hidden would tell it; refused from policy, before any record is looked at. */
export function refuseHidden(
  { shows }: Pick<Reading, 'shows'>,
  { filter, orderBy }: Pick<PageAsk, 'filter' | 'orderBy'>,
): void {
  if (filter.pass !== undefined && !shows('assessment')) {
    throw new Fault('BadInput', 'This list cannot be filtered by result: that part is not shared.');
  }
  if (orderBy.field === 'CREDITS' && !shows('credits')) {
    throw new Fault('BadInput', 'This list cannot be sorted by credits: that part is not shared.');
  }
}

const includes = <T>(wanted: readonly T[] | undefined, value: T): boolean =>
  wanted === undefined || wanted.length === 0 || wanted.includes(value);

const within = ({ issuedFrom, issuedTo }: RecordFilter, day: string | undefined): boolean =>
  (issuedFrom === undefined || (day !== undefined && issuedFrom <= day)) &&
  (issuedTo === undefined || (day !== undefined && day <= issuedTo));

/** By what everybody sees who sees a record at all. */
function fitsOpenly(filter: RecordFilter, { core, verdict }: ReadableRecord): boolean {
  const { recordType, institution, issuedOn, assertedBy } = core;
  return (
    includes(filter.recordTypes, recordType) &&
    includes(filter.institutions, institution.id) &&
    includes(filter.assertedBy, assertedBy) &&
    includes<CredentialVerdict | undefined>(filter.verdict, verdict?.verdict) &&
    within(filter, issuedOn)
  );
}

async function keeps(filter: RecordFilter, record: ReadableRecord): Promise<boolean> {
  const fits = fitsOpenly(filter, record);
  if (!fits || filter.pass === undefined || filter.pass.length === 0) return fits;
  // Asked with a note: what is left out of the list tells its outcome as well.
  const state = await record.facet('assessment');
  return state.shared && state.content !== undefined && filter.pass.includes(state.content.pass);
}

const titleOf = ({ core }: ReadableRecord): string => chooseText(core.title)?.value ?? '';

async function sortKey(field: RecordOrder['field'], record: ReadableRecord): Promise<string> {
  const { core, receivedAt } = record;
  if (field === 'TITLE') return titleOf(record).toLowerCase();
  if (field === 'INSTITUTION') return core.institution.id;
  if (field === 'RECEIVED_AT') return receivedAt;
  if (field === 'ISSUED_ON') return core.issuedOn ?? '';
  const credits = await record.peek('credits');
  const load = credits.shared ? credits.content?.load : undefined;
  // Units are not comparable: within one unit by size, units side by side.
  return load === undefined
    ? ''
    : `${load.unit} ${load.unitRaw ?? ''} ${Number(load.amount).toFixed(3).padStart(12, '0')}`;
}

async function sorted(records: readonly ReadableRecord[], { field, descending }: RecordOrder) {
  const keyed = await Promise.all(
    records.map(async (record) => ({ record, key: await sortKey(field, record) })),
  );
  const direction = descending ? -1 : 1;
  const byKey = (a: { key: string; record: ReadableRecord }, b: typeof a): number => {
    if (a.key !== b.key) return (a.key < b.key ? -1 : 1) * direction;
    return a.record.key < b.record.key ? -1 : 1;
  };
  return keyed.toSorted(byKey).map(({ record }) => record);
}

interface Place {
  readonly version: string;
  readonly query: string;
  readonly key: RecordKey;
}
const cursorOf = (ids: PairwiseIds, { version, query, key }: Place): string =>
  ids.seal('cursor', [version, query, key].join(' '));

function startAfter(
  ids: PairwiseIds,
  at: Omit<Place, 'key'>,
  ask: PageAsk,
  all: readonly ReadableRecord[],
) {
  if (ask.after === undefined) return 0;
  const [version, query, key] = ids.open('cursor', ask.after)?.split(' ') ?? [];
  const found = all.findIndex((record) => record.key === key);
  if (query !== at.query) {
    throw new Fault('BadInput', 'This place in the list is not known: start from the first page.');
  }
  if (version !== at.version || found < 0) {
    throw new Fault('Conflict', 'The list has changed: start from the first page.');
  }
  return found + 1;
}

/** A list by size tells of the sizes on its page: they leave with it. */
function noteOrder(
  { notes }: Reading,
  { orderBy }: PageAsk,
  page: readonly ReadableRecord[],
): void {
  if (orderBy.field !== 'CREDITS') return;
  for (const { key } of page) notes.record(key, 'credits');
}

/** One page of what may be seen. A place in the list holds for one version of the view: pages never mix two. */
export async function pageOf(reading: Reading, ids: PairwiseIds, ask: PageAsk): Promise<Page> {
  refuseHidden(reading, ask);
  const kept = await Promise.all(reading.records.map((record) => keeps(ask.filter, record)));
  const all = await sorted(
    reading.records.filter((_record, n) => kept[n] === true),
    ask.orderBy,
  );
  const place = {
    version: reading.version,
    query: sha256Url(canonicalJson([ask.filter, ask.orderBy])).slice(0, 22),
  };
  const start = startAfter(ids, place, ask, all);
  const records = all.slice(start, start + ask.first);
  noteOrder(reading, ask, records);
  return {
    records: records.map((record) => ({
      record,
      // Made when asked for: most lists show one cursor, the last.
      get cursor() {
        return cursorOf(ids, { ...place, key: record.key });
      },
    })),
    hasNextPage: start + ask.first < all.length,
    hasPreviousPage: start > 0,
    all,
  };
}

/** What was changed after it was signed, or stands here otherwise than it was signed, is no institution's word. */
export function wordThatCounts({
  core: { assertedBy },
  verdict,
}: Pick<ReadableRecord, 'core' | 'verdict'>): AssertedBy {
  const isDisproven =
    verdict?.proof === 'INVALID' || verdict?.findings.some(({ code }) => code === 'FACTS_DIFFER');
  return isDisproven === true && assertedBy !== 'SELF' ? 'IMPORT' : assertedBy;
}

/** By whoever gave its credential. */
export function takenBackOf({ verdict }: Pick<ReadableRecord, 'verdict'>): Countable['takenBack'] {
  const status = verdict?.status;
  return status === 'REVOKED' || status === 'SUSPENDED' ? status : undefined;
}

/** Study load over what the reader sees, one line per unit; records whose credits are not shared are not in it. */
export async function totalsOf(
  records: readonly ReadableRecord[],
): Promise<readonly StudyLoadTotal[]> {
  const countable = await Promise.all(
    records.map(async (record): Promise<readonly Countable[]> => {
      const { key, status, core } = record;
      const credits = await record.peek('credits');
      if (!credits.shared || credits.content === undefined) return [];
      const { issuedOn } = core;
      const word = { assertedBy: wordThatCounts(record), takenBack: takenBackOf(record) };
      const parts = { recognisedIn: record.recognisedIn };
      return [present({ key, status, credits: credits.content, issuedOn, ...word, ...parts })];
    }),
  );
  return studyLoadTotals(countable.flat());
}

/** What a list has of one institution. */
export interface InstitutionPart {
  readonly institution: CoreFacet['institution'];
  readonly count: number;
  readonly newest: ReadableRecord;
}
const isNewer = (one: ReadableRecord, other: ReadableRecord): boolean =>
  one.receivedAt === other.receivedAt ? one.key < other.key : one.receivedAt > other.receivedAt;

const wordOf = ({ core }: ReadableRecord): string => (isLearnersWord(core) ? 'own' : 'theirs');

/** A learner's own word names schools as it likes: what it is called in a list says whose word it is, and no more. */
function calledIn({ core }: ReadableRecord): CoreFacet['institution'] {
  const { institution } = core;
  if (!isLearnersWord(core)) return institution;
  return {
    id: institution.id,
    name: (institution.id === broughtSource.id ? broughtSource : ownSource).name,
  };
}

/** By id; of one id the school's word first. */
function byInstitution(one: InstitutionPart, other: InstitutionPart): number {
  const [a, b] = [one.institution.id, other.institution.id];
  if (a !== b) return a < b ? -1 : 1;
  return isLearnersWord(one.newest.core) ? 1 : -1;
}

/** Over what the reader sees, by the ids of the institutions; a learner's own word apart from that of a school. */
export function partsOf(records: readonly ReadableRecord[]): readonly InstitutionPart[] {
  const parts = new Map<string, InstitutionPart>();
  for (const record of records) {
    const at = unambiguous([record.core.institution.id, wordOf(record)]);
    const { count = 0, newest = record } = parts.get(at) ?? {};
    const next = isNewer(record, newest) ? record : newest;
    parts.set(at, { institution: calledIn(next), count: count + 1, newest: next });
  }
  return [...parts.values()].toSorted(byInstitution);
}
