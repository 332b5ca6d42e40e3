import type { InstitutionId } from '../base/index.js';
import type { ClaimedEnrolment } from '../ledger/index.js';
import type { EnrolTools } from './enrolment-agreement.js';
import { enrolLeaseMs, tryEnrolment } from './send-enrolment.js';

/** Hosts that are asked side by side; of each, one learner at a time. */
const hostsAtOnce = 6;
/** A host that takes so long lets others go first, until the next round. */
const slowMs = 5000;

/**
 * Asks hosts what is due, unasked. A round ends once all is taken up, and not when all is answered: a host that is slow holds
 * up nobody but whoever asked it.
 */
export class EnrolmentKeeper {
  readonly #busy = new Map<InstitutionId, Promise<void>>();
  readonly #slow = new Set<InstitutionId>();
  #filling: Promise<void> = Promise.resolve();
  constructor(
    private readonly tools: EnrolTools,
    private readonly onError: (error: unknown) => void,
    private readonly goesOn: () => boolean = () => true,
  ) {}

  round(): Promise<void> {
    this.#slow.clear();
    return this.#fill();
  }

  /** Until nothing is under way. */
  async idle(): Promise<void> {
    // Whoever is done looks for more in the same moment: nobody busy and nobody looking is the end.
    for (let looking = this.#filling; ; looking = this.#filling) {
      await looking;
      await Promise.all(this.#busy.values());
      if (this.#busy.size === 0 && looking === this.#filling) return;
    }
  }

  /** One after the other: of two at once both would take up the same host. */
  #fill(): Promise<void> {
    this.#filling = this.#filling.then(() => this.#take()).catch(this.onError);
    return this.#filling;
  }

  async #take(): Promise<void> {
    while (this.goesOn() && this.#busy.size < hostsAtOnce) {
      const besides = [...new Set([...this.#busy.keys(), ...this.#slow])];
      const row = await this.tools.ledger.enrolments.claimDue(enrolLeaseMs, besides);
      if (row === undefined) return;
      this.#busy.set(row.institution, this.#work(row));
    }
  }

  async #work(row: ClaimedEnrolment): Promise<void> {
    const { institution } = row;
    const beganMs = performance.now();
    await tryEnrolment(this.tools, row).catch(this.onError);
    if (performance.now() - beganMs >= slowMs) this.#slow.add(institution);
    this.#busy.delete(institution);
    await this.#fill();
  }
}
