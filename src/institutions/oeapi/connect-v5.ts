import { Fault, unambiguous, uuidOf } from '../../base/index.js';
import type { RecordIssue, SourceDelivery, SourceDocument } from '../../records/index.js';
import type { Endpoint } from './ask.js';
import { type Clock, realClock, within } from './clock.js';
import type { DeliveringInstitution } from './core.js';
import { documentPath } from './document.js';
import { followReferences, openDocuments } from './follow.js';
import { askForGone, type Doubts } from './gone.js';
import { pagesOf, placeOf, sourceFailure } from './pages.js';
import { openDoor, type Patience, usualPatience } from './patience.js';
import { connector } from './records.js';
import { type SourceProblem, sourceProblemOf } from './source-fault.js';

export interface OeapiV5Settings {
  readonly institution: DeliveringInstitution;
  /** The endpoint's address; nothing outside it is ever asked for. */
  readonly baseUrl: string;
  /** HTTP Basic, as SURF Eduhub has it. */
  readonly credentials: { readonly user: string; readonly password: string };
  readonly fetch: typeof globalThis.fetch;
  /** For one try of one request, its body included. 10,000 by default. */
  readonly timeoutMs?: number;
  /** For one run, waiting for our own turn included: a slow source holds nobody for ever. 60,000 by default. */
  readonly budgetMs?: number;
  /** 40 by default: 10,000 associations. */
  readonly maxPages?: number;
  readonly patience?: Partial<Patience>;
  readonly now: () => Date;
  readonly clock?: Clock;
  readonly random?: () => number;
}

export interface LearnerReading {
  /** One for each page that could be read with all it points to, in order. */
  readonly deliveries: readonly SourceDelivery[];
  /** Why there may be more at the source than was read: pages cut off, failed, or left out for what they point to. */
  readonly issues: readonly RecordIssue[];
  /** Whether this is all the source has: what is not here may be gone only then. */
  readonly complete: boolean;
  /** Why the first page that is not here could not be had. */
  readonly problem?: SourceProblem;
}

export interface OeapiV5 {
  /**
   * What the institution has of one learner, as far as it can be had: a page that fails costs the pages after it, a
   * document that fails costs the pages that point to it, and the issues say so.
   * @param personId who the learner is to the institution.
   * @param learnerRef who they are to us; only hashed, into the id of a delivery.
   * @throws Fault `SourceUnreachable` or `SourceMalformed` when nothing at all could be read; `sourceProblemOf` tells why.
   */
  readLearner(personId: string, learnerRef: string): Promise<LearnerReading>;
  /**
   * Asks for each association by its id, at most 100, and delivers the answers that it is not there (410, or 404 in
   * JSON), one delivery each. What is there, or cannot be asked for now, gives none. A source that does not know by id
   * what it named a moment ago is not believed at all. Each time is a delivery of its own: its id is made with
   * `receivedAt`, so that what is taken back, given again and taken back again is told apart.
   */
  readGone(doubts: Doubts, learnerRef: string): Promise<readonly SourceDelivery[]>;
}

/** Of all pages of one run, in characters. An honest page of 250 associations has some hundred thousand. */
const mostWeight = 40_000_000;

/** What one run came to so far. */
class Findings {
  readonly deliveries: SourceDelivery[] = [];
  readonly issues: RecordIssue[] = [];
  #fault: Fault | undefined;

  miss(issue: RecordIssue, fault?: Fault): void {
    this.issues.push(issue);
    this.#fault ??= fault;
  }

  /** @throws the first failure when nothing was read. */
  reading(): LearnerReading {
    const { deliveries, issues } = this;
    if (deliveries.length === 0 && this.#fault !== undefined) throw this.#fault;
    const problem = sourceProblemOf(this.#fault);
    const complete = issues.length === 0;
    return { deliveries, issues, complete, ...(problem !== undefined && { problem }) };
  }
}

/** Reads learners' associations from an OEAPI 5.0 endpoint. Opens nothing until it is asked; keep one for an endpoint. */
export function connectOeapiV5(settings: OeapiV5Settings): OeapiV5 {
  const { budgetMs = 60_000, clock = realClock, institution, maxPages = 40, now } = settings;
  const { credentials, fetch, random = Math.random, timeoutMs = 10_000 } = settings;
  const baseUrl = settings.baseUrl.replace(/\/+$/, '');
  const endpoint: Endpoint = { baseUrl, credentials, fetch, timeoutMs };
  const door = openDoor(endpoint, { ...usualPatience, ...settings.patience }, { clock, random });

  const delivered = (
    learnerRef: string,
    page: SourceDocument,
    lookups: readonly SourceDocument[],
  ): SourceDelivery => {
    const receivedAt = now().toISOString();
    const hashes = [page, ...lookups].map(({ sha256 }) => sha256);
    const id = uuidOf(unambiguous([institution.id, learnerRef, ...hashes, receivedAt]));
    return { id, institution: institution.id, connector, receivedAt, page, lookups };
  };

  const readAll = async (path: string, learnerRef: string, over: AbortSignal) => {
    const documents = openDocuments(door, over);
    const findings = new Findings();
    let weight = 0;
    for await (const step of pagesOf(door, path, maxPages, over)) {
      if (step.kind === 'CUT') {
        findings.miss(step.issue, step.fault);
        continue;
      }
      weight += step.document.body.length;
      if (weight > mostWeight) {
        findings.miss({ code: 'TOO_LARGE', path: placeOf(step.number) });
        break;
      }
      try {
        const lookups = await followReferences(step.document, institution, documents);
        findings.deliveries.push(delivered(learnerRef, step.document, lookups));
      } catch (error) {
        const issue = { code: 'LOOKUP_FAILED', path: placeOf(step.number) };
        findings.miss(issue, sourceFailure(error));
      }
    }
    return findings.reading();
  };

  return {
    readLearner: async (personId, learnerRef) => {
      const path = documentPath('persons', personId);
      if (path === undefined) throw new Fault('BadInput', 'personId is not an OEAPI identifier');
      return within(clock, budgetMs, (over) => readAll(path, learnerRef, over));
    },
    readGone: (doubts, learnerRef) => {
      const asked = { door, institution: institution.id, learnerRef, now };
      return within(clock, budgetMs, (over) => askForGone(asked, doubts, over));
    },
  };
}
