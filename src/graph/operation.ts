import {
  type Answer,
  answerQuery,
  type Caller,
  disclosureOf,
  type House,
  readOwnRecords,
  type Reading,
} from '../flows/index.js';
import type { LearnerId } from '../base/index.js';
import type { PairwiseIds } from '../identity/index.js';
import type { SignedIn } from '../ledger/index.js';
import { LateDate } from './late-date.js';
import { refusal } from './errors.js';

/** Who sent a request, as the http room found them. Without a principal nothing but the schema can be asked. */
export class Asker {
  constructor(
    readonly principal: Caller['principal'] | undefined,
    readonly purpose: Caller['purpose'],
    readonly signedIn: SignedIn | undefined,
    /** BCP 47, in order of wish. */
    readonly languages: readonly string[],
  ) {}
}

/**
 * One try at one operation: what is read in it, once each, and the release that lets the answer go.
 * Nothing in it outlives the try.
 */
export class Operation {
  readonly ids: PairwiseIds;
  readonly releasedAt = new LateDate();
  readonly #readings = new Map<string, Reading>();
  readonly #answers = new Map<string, Promise<Answer>>();
  #own: Promise<Reading> | undefined;

  constructor(
    readonly house: House,
    readonly caller: Caller,
    readonly languages: readonly string[],
    readonly signedIn: SignedIn | undefined,
  ) {
    this.ids = house.idsFor(caller.principal.webId);
  }

  /** Two names for one learner are one reading: one look at the pod, one row in the log. */
  #once(reading: Reading): Reading {
    const known = this.#readings.get(reading.learner);
    if (known === undefined) this.#readings.set(reading.learner, reading);
    return known ?? reading;
  }

  /** @throws GraphQLError with the public code when this reader gets nothing. */
  async read(asked: string): Promise<Reading> {
    const before = this.#answers.get(asked);
    const answer = before ?? answerQuery(this.house, this.caller, asked);
    this.#answers.set(asked, answer);
    const given = await answer;
    if (given.kind === 'refused') throw refusal(given.because);
    return this.#once(given.reading);
  }

  /** Whatever an id leads to: one’s own records, another’s as far as shared, or nobody’s, which reads as a stranger’s. */
  async readBehind(learner: LearnerId | undefined): Promise<Reading> {
    const { ledger } = this.house;
    const owner = learner === undefined ? undefined : await ledger.learners.byId(learner);
    const isOwn = owner !== undefined && owner.webId === this.caller.principal.webId;
    return isOwn ? this.own() : this.read(this.ids.seal('learner', learner ?? 'nobody'));
  }

  async own(): Promise<Reading> {
    this.#own ??= readOwnRecords(this.house, this.caller);
    return this.#once(await this.#own);
  }

  /** @returns false when the policy moved meanwhile: then nothing of this try may leave. */
  async release(): Promise<boolean> {
    const readings = [...this.#readings.values()];
    if (readings.length === 0) return true;
    const disclosures = readings.map((reading) => disclosureOf(reading, this.caller));
    const outcome = await this.house.ledger.release(disclosures);
    if (outcome.kind === 'moved') return false;
    this.releasedAt.set(outcome.at);
    return true;
  }
}
