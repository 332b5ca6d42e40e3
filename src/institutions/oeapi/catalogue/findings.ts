import type { Fault } from '../../../base/index.js';
import type { RecordIssue } from '../../../records/index.js';
import type { Door } from '../patience.js';
import { retryAfterOf, SourceFault, type SourceProblem, sourceProblemOf } from '../source-fault.js';
import type { CatalogueList } from './lists.js';
import type { CataloguePage } from './page.js';

/** Of one reading, which is what ten minutes are enough for. A university has some ten thousand. */
const mostDocuments = 25_000;
/** Of all of them, in characters. A large university has some forty million. */
const mostWeight = 80_000_000;
/** So many failures are told one by one. */
const mostIssues = 200;

/** How a page came: new, as it was by the source's own word, or only as it was last time since it could not be had. */
export type Came = 'NEW' | 'SAME' | 'NOT_NOW';

/** What one reading of a catalogue came to so far. */
export class Findings {
  readonly #pages: CataloguePage[] = [];
  readonly #counts: Record<Came, number> = { NEW: 0, SAME: 0, NOT_NOW: 0 };
  readonly #issues = new Map<string, RecordIssue>();
  readonly #answered = new Set<CatalogueList['holds']>();
  #isComplete = true;
  #weight = 0;
  #fault: Fault | undefined;
  #passing: Fault | undefined;
  #stop: Fault | undefined;

  constructor(
    readonly door: Door,
    readonly over: AbortSignal,
  ) {}

  /** In order of their lists, whichever came first: a reading of the same is the same. */
  get pages(): readonly CataloguePage[] {
    return this.#pages.toSorted(
      (a, b) => a.number - b.number || (a.list.path < b.list.path ? -1 : 1),
    );
  }

  take(page: CataloguePage, came: Came): void {
    const { list, document } = page;
    this.#pages.push(page);
    this.#weight += document.body.length;
    this.#counts[came] += 1;
    if (came !== 'NOT_NOW') this.#answered.add(list.holds);
  }

  /** Why no more is read, where what was read is all that one reading may hold. */
  get isFull(): RecordIssue | undefined {
    if (this.#pages.length >= mostDocuments) return { code: 'TOO_MANY_PAGES', path: 'catalogue' };
    return this.#weight > mostWeight ? { code: 'TOO_LARGE', path: 'catalogue' } : undefined;
  }

  /** Why nothing more is asked: the source has enough of us or is in trouble, or our time is over. */
  get stop(): Fault | undefined {
    return this.#stop;
  }

  /** That there may be more at the source than was read. */
  miss(issue: RecordIssue, fault?: Fault): void {
    this.#isComplete = false;
    this.#tell(issue);
    this.#fault ??= fault;
    const isTooMuch = fault instanceof SourceFault && (fault.isTooMuch || fault.status === 401);
    if (fault === undefined) return;
    if (isTooMuch || this.over.aborted || this.door.breaker.pausedMs() > 0) this.#stop ??= fault;
  }

  /** That the source has no such list, and never had for all we know: a failure only if nothing else comes. */
  without(list: CatalogueList, fault: Fault): void {
    this.#tell({ code: 'LIST_NOT_OFFERED', path: list.label });
    this.#passing ??= fault;
  }

  /** @throws the first failure when nothing at all was read. */
  unlessNothing(): void {
    const first = this.#fault ?? this.#passing;
    if (this.#counts.NEW + this.#counts.SAME > 0 || first === undefined) return;
    throw first;
  }

  reading() {
    const { NEW, NOT_NOW, SAME } = this.#counts;
    const hasMain = this.#answered.has('COURSES') || this.#answered.has('PROGRAMMES');
    const problem: SourceProblem | undefined = sourceProblemOf(this.#fault);
    return {
      documents: this.pages.map(({ document }) => document),
      issues: [...this.#issues.values()],
      unchanged: this.#fault === undefined && SAME > 0 && NEW + NOT_NOW === 0,
      complete: this.#isComplete && hasMain,
      problem,
      retryAfterMs: retryAfterOf(this.#fault),
    };
  }

  #tell(issue: RecordIssue): void {
    const key = `${issue.path} ${issue.code}`;
    if (this.#issues.size < mostIssues) this.#issues.set(key, issue);
  }
}
