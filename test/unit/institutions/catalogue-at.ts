import { sha256Hex } from '../../../src/base/index.js';
import type {
  CatalogueMemory,
  CatalogueReading,
  KeptDocument,
  OeapiSettings,
} from '../../../src/institutions/index.js';
import type { CatalogueOffering } from '../../../src/records/index.js';
import { endpoint, page, type Reply } from '../../contract/oeapi-v5/endpoint.js';
import * as school from '../../fixtures/catalogue-school.js';

const { ids } = school;
export const nl = (value: string) => [{ language: 'nl-NL', value }];
export const nothingKept: CatalogueMemory = { find: () => Promise.resolve(undefined) };
export const memoryOf = ({ documents }: CatalogueReading): CatalogueMemory => {
  const kept = new Map(
    documents.map((document): [string, KeptDocument] => [document.path, document]),
  );
  return { find: (path) => Promise.resolve(kept.get(path)) };
};
export const atOnce = { gate: { atOnce: 8, perSecond: 100_000, burst: 100_000 } };
export const once = { ...atOnce, retry: { tries: 1, backoffMs: 1, longestRetryAfterMs: 1 } };

interface Change {
  readonly version?: 5 | 6;
  readonly lists?: Readonly<Record<string, readonly unknown[]>>;
  /** What it says instead of a list, by its path. */
  readonly instead?: Readonly<Record<string, Reply>>;
  readonly settings?: Partial<OeapiSettings>;
}
/** The school of the fixture, changed; it knows each of its answers again by a tag. */
export async function open({ version = 5, lists = {}, instead = {}, settings = {} }: Change = {}) {
  const now = { lists: { ...school.listsOf(version), ...lists }, instead: { ...instead } };
  const served = await endpoint((path, _url, headers) => {
    const name = path.slice(1);
    const said = now.instead[name];
    if (said !== undefined) return { afterMs: 0, ...said };
    if (name === '' || now.lists[name] === undefined)
      return { status: 404, body: '{}', afterMs: 0 };
    const reply = page(now.lists[name]);
    const tag = `"${sha256Hex(String(reply.body))}"`;
    if (headers['if-none-match'] === tag) return { status: 304, afterMs: 0 };
    return { ...reply, headers: { etag: tag }, afterMs: 0 };
  });
  const connection = served.connect({ version, patience: once, ...settings });
  const read = (memory = nothingKept) => connection.readCatalogue(memory);
  return { ...served, now, read };
}
export const idsOf = ({ offerings }: CatalogueReading) =>
  offerings.map(({ sourceId }) => sourceId).toSorted();
export const offeringIn = ({ offerings }: CatalogueReading, id: string): CatalogueOffering => {
  const found = offerings.find(({ sourceId }) => sourceId === id);
  if (found === undefined) throw new Error('no such offering');
  return found;
};
export const all = [ids.dikesInAutumn, ids.dikesInSpring, ids.tidesOnline, ids.waterFromSeptember];
