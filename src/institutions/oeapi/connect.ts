import { Fault, present, unambiguous, uuidOf } from '../../base/index.js';
import type { RecordIssue, SourceDelivery, SourceDocument } from '../../records/index.js';
import type { Speaking } from './as-learner.js';
import { type CatalogueReading, readCatalogue } from './catalogue/read-catalogue.js';
import type { CatalogueMemory } from './catalogue/walk.js';
import { type Clock, realClock, within } from './clock.js';
import type { DeliveringInstitution } from './core.js';
import { documentPath, type OeapiVersion, v5 } from './dialect.js';
import {
  askForPlace,
  callOff,
  type EnrolAnswer,
  type EnrolmentAsk,
  type EnrolmentPlace,
  readPlace,
} from './enrol.js';
import { type Documents, followReferences, openDocuments } from './follow.js';
import { askForGone, type Doubts } from './gone.js';
import { type Agreed, negotiate, withoutWord } from './negotiate.js';
import { findPlace, type PlaceFound, type PlaceSought } from './own-places.js';
import { type PersonList, pagesOf, placeOf, sourceFailure } from './pages.js';
import { type Door, openDoor, type Patience, usualPatience } from './patience.js';
import { isAllStill, type Seen, Sightings } from './seen.js';
import {
  ofOneAnswer,
  retryAfterOf,
  SourceFault,
  type SourceProblem,
  sourceProblemOf,
} from './source-fault.js';

export interface OeapiSettings {
  readonly institution: DeliveringInstitution;
  /** 5 by default. An endpoint registered for 6 is asked in 6.0 first, then in what it says it has. */
  readonly version?: OeapiVersion;
  /** The endpoint's address; nothing outside it is ever asked for. */
  readonly baseUrl: string;
  /** HTTP Basic, as SURF Eduhub has it. */
  readonly credentials: { readonly user: string; readonly password: string };
  readonly fetch: typeof globalThis.fetch;
  /** For one try of one request, its body included. 10,000 by default. */
  readonly timeoutMs?: number;
  /** For one run, waiting for our own turn included: a slow source holds nobody for ever. 60,000 by default. */
  readonly budgetMs?: number;
  /** The same, for a whole catalogue. 600,000 by default. */
  readonly catalogueBudgetMs?: number;
  /** 40 by default: 10,000 associations. */
  readonly maxPages?: number;
  readonly patience?: Partial<Patience>;
  /** False where a learner's own token would go through the hands of somebody else, such as a gateway. True by default. */
  readonly takesGuests?: boolean;
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
  /** How long the source asked to be left alone, in milliseconds, where it said so with that problem. */
  readonly retryAfterMs?: number;
  /** By what the source can say later that all of it is as it was; absent where it says so of none or not of all. */
  readonly seen?: Seen;
}

/** An institution's endpoint, whatever version it speaks. */
export interface Connection {
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
  /**
   * Whether the source says that all it has of one learner is as it was when it was read whole. No reading comes of it, so
   * nothing can be taken for gone by it. Where it could not say so, it did not: another question may well be answered.
   * @throws Fault as `readLearner`, where another question would not be answered either.
   */
  isUnchanged(personId: string, seen: Seen): Promise<boolean>;
  /** Whether a place can be asked for here at all, by what we know of the endpoint. */
  readonly takesGuests: boolean;
  /** Asks for a place in the learner's own name, where the host takes guests. @throws SourceFault to be asked again. */
  askForPlace(asked: EnrolmentAsk): Promise<EnrolAnswer>;
  /** Calls it off in the learner's own name. @throws SourceFault to be asked again. */
  callOff(place: EnrolmentPlace): Promise<EnrolAnswer>;
  /** Whether the host has an enrolment of this learner's in that offering. @throws SourceFault */
  findPlace(sought: PlaceSought): Promise<PlaceFound>;
  /** The enrolment as its host has it now. @throws SourceFault */
  readPlace(place: EnrolmentPlace): Promise<SourceDocument | undefined>;
  /**
   * What the institution offers, as far as it can be had. What was kept is asked for by condition, and what cannot be had
   * now is read as it was kept.
   * @throws Fault as `readLearner`, when nothing at all could be read.
   */
  readCatalogue(memory: CatalogueMemory): Promise<CatalogueReading>;
  /** Milliseconds for which the source is left alone now, since it failed too often; 0: it may be asked. */
  pausedMs(): number;
}

/** Somebody waits for the answer. */
const guestBudgetMs = 15_000;

/** Of all pages of one run, in characters. An honest page of 250 associations has some hundred thousand. */
const mostWeight = 40_000_000;

/** What one run came to so far. */
class Findings {
  readonly deliveries: SourceDelivery[] = [];
  readonly issues: RecordIssue[] = [];
  /** Of the pages so far, in characters. */
  weight = 0;
  readonly sightings = new Sightings();
  #fault: Fault | undefined;
  #passing: Fault | undefined;

  /** @param isMinor a failure that is one only if nothing else comes. */
  miss(issue: RecordIssue, fault?: Fault, isMinor = false): void {
    this.issues.push(issue);
    if (isMinor) this.#passing ??= fault;
    else this.#fault ??= fault;
  }

  /** @throws the first failure when nothing was read. */
  reading(connector: string): LearnerReading {
    const { deliveries, issues, sightings } = this;
    const first = this.#fault ?? this.#passing;
    if (deliveries.length === 0 && first !== undefined) {
      throw this.weight > 0 ? ofOneAnswer(first) : first;
    }
    const problem = sourceProblemOf(this.#fault);
    const complete = issues.length === 0;
    const retryAfterMs = retryAfterOf(this.#fault);
    const seen = complete ? sightings.seen(connector) : undefined;
    return present({ deliveries, issues, complete, problem, retryAfterMs, seen });
  }
}

/** What one run reads with. */
interface Run {
  readonly settings: OeapiSettings;
  readonly learnerRef: string;
  readonly door: Door;
  readonly agreed: Agreed;
  readonly over: AbortSignal;
}

function delivered(
  { settings: { institution, now }, learnerRef, agreed }: Run,
  page: SourceDocument,
  lookups: readonly SourceDocument[],
): SourceDelivery {
  const receivedAt = now().toISOString();
  const hashes = [page, ...lookups].map(({ sha256 }) => sha256);
  const id = uuidOf(unambiguous([institution.id, learnerRef, ...hashes, receivedAt]));
  const { connector } = agreed.dialect;
  return { id, institution: institution.id, connector, receivedAt, page, lookups };
}

/** The lists of a version, or of those what the service says it has. */
const listsOf = ({ agreed, door, settings }: Run, path: string): readonly PersonList[] =>
  agreed.resources.map((associations) => ({
    door,
    path,
    associations,
    maxPages: settings.maxPages ?? 40,
    ...(associations === 'course-offering-associations' && { expand: agreed.expand }),
  }));

const notThere: ReadonlySet<number | undefined> = new Set([404, 405, 501]);

/** Whether a server of version 6 that does not tell what it has, has not this list. */
const isNotOffered = ({ agreed }: Run, fault: Fault | undefined): boolean =>
  agreed.dialect.version === 6 &&
  !agreed.isTold &&
  fault instanceof SourceFault &&
  notThere.has(fault.status);

async function readList(run: Run, list: PersonList, documents: Documents, findings: Findings) {
  const { agreed, over, settings } = run;
  const { institution } = settings;
  for await (const step of pagesOf(list, over)) {
    if (step.kind === 'CUT') {
      const isMissing = isNotOffered(run, step.fault);
      const issue = isMissing ? { code: 'LIST_NOT_OFFERED', path: list.associations } : step.issue;
      findings.miss(issue, step.fault, isMissing);
      continue;
    }
    findings.weight += step.document.body.length;
    findings.sightings.add(list, step.validator);
    if (findings.weight > mostWeight) {
      findings.miss({ code: 'TOO_LARGE', path: placeOf(list, step.number) });
      return;
    }
    try {
      const { dialect } = agreed;
      const lookups = await followReferences(step.document, { institution, dialect }, documents);
      findings.deliveries.push(delivered(run, step.document, lookups));
    } catch (error) {
      const issue = { code: 'LOOKUP_FAILED', path: placeOf(list, step.number) };
      findings.miss(issue, sourceFailure(error));
    }
  }
}

async function readAll(run: Run, path: string): Promise<LearnerReading> {
  const findings = new Findings();
  const documents = openDocuments(run.door, run.over);
  for (const list of listsOf(run, path)) await readList(run, list, documents, findings);
  return findings.reading(run.agreed.dialect.connector);
}

function pathOf(personId: string): string {
  const path = documentPath('persons', personId);
  if (path === undefined) throw new Fault('BadInput', 'personId is not an OEAPI identifier');
  return path;
}

type GuestDoors = Pick<Connection, 'askForPlace' | 'callOff' | 'findPlace' | 'readPlace'>;
type AsLearner = <T>(work: (speaking: Speaking) => Promise<T>) => Promise<T>;
const forGuests = (asLearner: AsLearner): GuestDoors => ({
  askForPlace: (asked) => asLearner((speaking) => askForPlace(speaking, asked)),
  callOff: (place) => asLearner((speaking) => callOff(speaking, place)),
  findPlace: (sought) => asLearner((speaking) => findPlace(speaking, sought)),
  readPlace: (place) => asLearner((speaking) => readPlace(speaking, place)),
});

/** Reads learners' associations from an OEAPI endpoint. Opens nothing until it is asked; keep one for an endpoint. */
export function connectOeapi(settings: OeapiSettings): Connection {
  const { budgetMs = 60_000, clock = realClock, credentials, fetch, version = 5 } = settings;
  const { catalogueBudgetMs = 600_000, random = Math.random, takesGuests = true } = settings;
  const { timeoutMs = 10_000 } = settings;
  const baseUrl = settings.baseUrl.replace(/\/+$/, '');
  const opened = openDoor(
    { baseUrl, credentials, fetch, timeoutMs, accept: v5.accept },
    { ...usualPatience, ...settings.patience },
    { clock, random },
  );
  const begin = async (learnerRef: string, over: AbortSignal): Promise<Run> => {
    const spoken =
      version === 6 ? await negotiate(opened, over) : { door: opened, agreed: withoutWord(v5) };
    return { settings, learnerRef, over, ...spoken };
  };

  const asLearner = <T>(work: (speaking: Speaking) => Promise<T>): Promise<T> =>
    within(clock, guestBudgetMs, async (over) => {
      const { door, agreed } = await begin('', over);
      return work({ door, agreed, over });
    });

  // Asked for too much, or left alone by now: another question would not be answered either.
  const endsAll = (error: unknown): boolean =>
    (error instanceof SourceFault && error.isTooMuch) || opened.breaker.pausedMs() > 0;

  return {
    readLearner: async (personId, learnerRef) => {
      const path = pathOf(personId);
      return within(clock, budgetMs, async (over) => readAll(await begin(learnerRef, over), path));
    },
    isUnchanged: async (personId, seen) => {
      const path = pathOf(personId);
      return within(clock, budgetMs, async (over) => {
        try {
          const run = await begin('', over);
          return await isAllStill(listsOf(run, path), run.agreed.dialect.connector, seen, over);
        } catch (error) {
          if (sourceProblemOf(error) === undefined || endsAll(error)) throw error;
          return false;
        }
      });
    },
    readCatalogue: (memory) =>
      within(clock, catalogueBudgetMs, async (over) => {
        const { door, agreed } = await begin('', over);
        const { institution, now } = settings;
        const { version: spoken } = agreed.dialect;
        return readCatalogue({ door, version: spoken, institution, now: now(), over }, memory);
      }),
    pausedMs: () => opened.breaker.pausedMs(),
    takesGuests,
    ...forGuests(asLearner),
    readGone: (doubts, learnerRef) =>
      within(clock, budgetMs, async (over) => {
        const { door, agreed } = await begin(learnerRef, over);
        const { institution, now } = settings;
        const { dialect, resources } = agreed;
        const asked = { door, dialect, resources, institution: institution.id, learnerRef, now };
        return askForGone(asked, doubts, over);
      }),
  };
}
