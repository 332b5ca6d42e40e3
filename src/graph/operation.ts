import { setImmediate as nextTurn } from 'node:timers/promises';
import type { LearnerId } from '../base/index.js';
import {
  type Access,
  type Answer,
  answerQuery,
  type Caller,
  disclosureOf,
  disclosureOfAccess,
  type House,
  nobody,
  type OwnLooks,
  ownLearner,
  ownLooks,
  type Preview,
  type Reading,
  readOwnRecords,
} from '../flows/index.js';
import type { PairwiseIds } from '../identity/index.js';
import type { SignedIn } from '../ledger/index.js';
import { refusal } from './errors.js';
import { LateDate } from './late-date.js';

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
  readonly #accesses = new Map<LearnerId, Access>();
  readonly #readings = new Map<LearnerId, Promise<Reading>>();
  readonly #answers = new Map<string, Promise<Answer>>();
  readonly #previews = new Map<Preview, Promise<Reading>>();
  #looks: Promise<OwnLooks | undefined> | undefined;

  constructor(
    readonly house: House,
    readonly caller: Caller,
    readonly languages: readonly string[],
    readonly signedIn: SignedIn | undefined,
  ) {
    this.ids = house.idsFor(caller.principal.webId);
  }

  /**
   * May this reader look? Asks policy, no pod yet.
   * @throws GraphQLError with the public code when they get nothing.
   */
  async access(asked: string): Promise<Access> {
    const before = this.#answers.get(asked);
    const answer = before ?? answerQuery(this.house, this.caller, asked);
    this.#answers.set(asked, answer);
    const given = await answer;
    if (given.kind === 'refused') throw refusal(given.because);
    const known = this.#accesses.get(given.learner) ?? given;
    this.#accesses.set(given.learner, known);
    return known;
  }

  /** By the link alone: whoever holds it need not know whose it is. */
  async accessByLink(): Promise<Access> {
    const { linkHash = '' } = this.caller.principal;
    const learner = await this.house.ledger.grants.learnerBehindLink(linkHash);
    return this.access(this.ids.seal('learner', learner ?? nobody));
  }

  /**
   * Two names for one learner are one reading: one look at the pod, one row in the log. That it failed is told a turn
   * later: what policy refuses in the same answer is then told first, also where the pod’s word is at hand.
   */
  async open(access: Access): Promise<Reading> {
    const known = this.#readings.get(access.learner);
    const reading = known ?? openNow(access);
    this.#readings.set(access.learner, reading);
    try {
      return await reading;
    } catch (error) {
      await nextTurn();
      throw error;
    }
  }

  async own(): Promise<Reading> {
    const { id } = await ownLearner(this.house, this.caller);
    const known = this.#readings.get(id);
    const reading = known ?? readOwnRecords(this.house, this.caller);
    this.#readings.set(id, reading);
    return reading;
  }

  /** One's own records as somebody else sees them: a look of its own, in one's own log. */
  async preview(preview: Preview): Promise<Reading> {
    const reading = this.#previews.get(preview) ?? preview.open();
    this.#previews.set(preview, reading);
    return reading;
  }

  /** How one's own grants were used; the same question for all of them. */
  looks(): Promise<OwnLooks | undefined> {
    this.#looks ??= ownLooks(this.house, this.caller);
    return this.#looks;
  }

  #opened() {
    return Promise.allSettled([...this.#readings.values(), ...this.#previews.values()]);
  }

  /** Whatever an id leads to: one’s own records, another’s as far as shared, or nobody’s, which reads as a stranger’s. */
  async readBehind(learner: LearnerId = nobody): Promise<Reading> {
    const owner = await this.house.ledger.learners.byId(learner);
    const { kind, webId } = this.caller.principal;
    if (kind === 'session' && owner?.webId === webId) return this.own();
    return this.open(await this.access(this.ids.seal('learner', learner)));
  }

  /** Whether a pod gave anything in this try, shown or not. */
  async hasRead(): Promise<boolean> {
    const read = await this.#opened();
    return read.some(({ status }) => status === 'fulfilled');
  }

  /** @returns false when the policy moved meanwhile: then nothing of this try may leave. */
  async release(): Promise<boolean> {
    const read = await this.#opened();
    const readings = read.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
    const opened = new Set(readings.map(({ learner }) => learner));
    const looks = [...this.#accesses.values()].filter(({ learner }) => !opened.has(learner));
    const disclosures = [
      ...readings.map((reading) => disclosureOf(reading, this.caller)),
      ...looks.map((access) => disclosureOfAccess(access, this.caller)),
    ];
    if (disclosures.length === 0) return true;
    const outcome = await this.house.ledger.release(disclosures);
    if (outcome.kind === 'moved') return false;
    this.releasedAt.set(outcome.at);
    return true;
  }
}

async function openNow(access: Access): Promise<Reading> {
  const given = await access.open();
  if (given.kind === 'refused') throw refusal(given.because);
  return given.reading;
}
