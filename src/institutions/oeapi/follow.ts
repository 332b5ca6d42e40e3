import DataLoader from 'dataloader';
import { Fault, type JsonObject } from '../../base/index.js';
import type { SourceDocument } from '../../records/index.js';
import { documentIn } from './ask.js';
import type { DeliveringInstitution } from './core.js';
import { type Dialect, labelOf } from './dialect.js';
import { ask, type Door } from './patience.js';
import { lookupIn, openDocument, readPage } from './read-delivery.js';

const concurrency = 4;
/** A page names an offering, that a course, that a specification: deeper there is nothing we read. */
const rounds = 5;
/** For one learner's run. An honest page of 250 names a few hundred. */
const mostLookups = 2000;

/** Of all of them, in characters. */
const mostWeight = 40_000_000;

export type Documents = DataLoader<string, SourceDocument | undefined>;

interface Answers {
  readonly found: ReadonlyMap<string, SourceDocument | undefined>;
  /** Why the rest was not found, or not even asked for. */
  readonly failed: Error | undefined;
}

/** A few at a time; after the first failure nothing more is asked of a server that is in trouble. */
async function askAll(door: Door, paths: readonly string[], over: AbortSignal): Promise<Answers> {
  const found = new Map<string, SourceDocument | undefined>();
  let failed: Error | undefined;
  const left = [...paths];
  const work = async (): Promise<void> => {
    for (let path = left.shift(); path !== undefined; path = left.shift()) {
      if (failed !== undefined) return;
      try {
        const url = `${door.endpoint.baseUrl}/${path}`;
        const question = { url, label: labelOf(path), mayBeAbsent: true };
        found.set(path, await ask(door, question, over, documentIn));
      } catch (error) {
        failed ??= error instanceof Error ? error : new Error('not an error', { cause: error });
      }
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return { found, failed };
}

/** The documents of one run: each is asked for once, however many items point to it, and again only after a failure. */
export function openDocuments(door: Door, over: AbortSignal): Documents {
  let [asked, weight] = [0, 0];
  const documents: Documents = new DataLoader<string, SourceDocument | undefined>(async (paths) => {
    asked += paths.length;
    if (asked > mostLookups) {
      const fault = new Fault('SourceMalformed', `a run refers to over ${mostLookups} documents`);
      return paths.map(() => fault);
    }
    const { failed, found } = await askAll(door, paths, over);
    for (const document of found.values()) weight += document?.body.length ?? 0;
    if (weight > mostWeight) {
      const fault = new Fault('SourceMalformed', 'a run refers to more than it may weigh');
      return paths.map(() => fault);
    }
    return paths.map((path) => {
      if (found.has(path)) return found.get(path);
      documents.clear(path);
      return failed;
    });
  });
  return documents;
}

/**
 * Finds what a page refers to by reading it and seeing what the reading asks for, again and again until it asks for
 * nothing new: so what is fetched is what is needed, by one definition.
 * @returns in order of address; what does not exist is left out.
 * @throws Fault when one cannot be had: read with a hole, a page would say something else than the school does.
 */
export async function followReferences(
  page: SourceDocument,
  { institution, dialect }: { institution: DeliveringInstitution; dialect: Dialect },
  documents: Documents,
): Promise<readonly SourceDocument[]> {
  const found = new Map<string, SourceDocument | undefined>();
  const opened = new Map<string, JsonObject | undefined>();
  for (let round = 0; round < rounds; round += 1) {
    const wanted = new Set<string>();
    const lookup = lookupIn(dialect, (path) => {
      if (!found.has(path)) wanted.add(path);
      return opened.get(path);
    });
    readPage(page, institution, lookup);
    if (wanted.size === 0) break;
    const paths = [...wanted];
    const answers = await Promise.all(paths.map((path) => documents.load(path)));
    for (const [index, path] of paths.entries()) {
      const document = answers[index];
      found.set(path, document);
      opened.set(path, document === undefined ? undefined : openDocument(document));
    }
  }
  return [...found.values()]
    .filter((document) => document !== undefined)
    .toSorted((a, b) => (a.url < b.url ? -1 : 1));
}
