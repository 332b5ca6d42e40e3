import { present } from '../../../base/index.js';
import type { RecordIssue } from '../../../records/index.js';
import type { DeliveringInstitution } from '../core.js';
import type { OeapiVersion } from '../dialect.js';
import type { Door } from '../patience.js';
import type { SourceProblem } from '../source-fault.js';
import { Findings } from './findings.js';
import { type CatalogueList, listsBelow, mainLists, sinceIn } from './lists.js';
import { Asides, type KeptDocument, readableItems } from './page.js';
import { type CatalogueItems, readPages } from './read-pages.js';
import { type CatalogueMemory, walkAll } from './walk.js';

/** What an institution offers, as far as it could be had. Public: nothing of a learner is in it. */
export interface CatalogueReading extends CatalogueItems {
  /** Everything that was read, new or as it was, for the next time. */
  readonly documents: readonly KeptDocument[];
  /** All was as it was: 304 for all that was asked. */
  readonly unchanged: boolean;
  /** Why there may be more at the source than was read. */
  readonly issues: readonly RecordIssue[];
  /** All the source has: what is not here is gone only then. */
  readonly complete: boolean;
  readonly problem?: SourceProblem;
  /** How long the source asked to be left alone, in milliseconds, where it said so with that problem. */
  readonly retryAfterMs?: number;
}

interface Reader {
  readonly door: Door;
  readonly version: OeapiVersion;
  readonly institution: DeliveringInstitution;
  readonly now: Date;
  readonly over: AbortSignal;
}

const isOfParts = ({ holds }: CatalogueList): number => (holds === 'COMPONENTS' ? 1 : 0);

/** What each course and programme that was listed has of its own. One without an id that can be followed is told. */
function foundBelow(
  findings: Findings,
  version: OeapiVersion,
  now: Date,
): readonly CatalogueList[] {
  const since = sinceIn(version, now);
  const lists = new Map<string, CatalogueList>();
  for (const page of findings.pages) {
    const { holds } = page.list;
    if (holds !== 'COURSES' && holds !== 'PROGRAMMES') continue;
    // Those without an id are set aside when all is read; what they have is not asked for, and that is said here.
    const asides = new Asides();
    for (const { id, at } of readableItems(page, asides)) {
      const below = listsBelow(version, holds, id, since);
      if (below === undefined) {
        findings.miss({ code: 'ID_NOT_FOLLOWED', path: `${page.document.path}#${at}` });
      }
      for (const list of below ?? []) lists.set(list.path, list);
    }
    for (const { path, code } of asides.all()) findings.miss({ code, path });
  }
  // Offerings first: should the time not do, they are what matters.
  return [...lists.values()].toSorted((a, b) => isOfParts(a) - isOfParts(b));
}

/**
 * Reads what an institution offers: its courses, programmes and periods, then the runs of each. A page or list that fails
 * costs what it holds, and the issues say so.
 * @throws Fault when nothing at all could be read.
 */
export async function readCatalogue(
  { door, institution, now, over, version }: Reader,
  memory: CatalogueMemory,
): Promise<CatalogueReading> {
  const findings = new Findings(door, over);
  await walkAll(findings, mainLists[version], memory);
  findings.unlessNothing();
  await walkAll(findings, foundBelow(findings, version, now), memory);
  const items = await readPages(findings.pages, institution);
  return present({ ...items, ...findings.reading() });
}
