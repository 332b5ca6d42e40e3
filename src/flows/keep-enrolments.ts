import type { InstitutionId } from '../base/index.js';
import type { ClaimedEnrolment } from '../ledger/index.js';
import { type EnrolTools, enrolLeaseMs, tryEnrolment } from './send-enrolment.js';

/** Hosts that are asked side by side; of each, one learner at a time. */
const hostsAtOnce = 6;
/** So much of one round is spent on one host; what it has left waits for the next one, and holds nobody else up. */
const hostMs = 10_000;

/** Takes up what is due, at no host that is being asked now or took its time already. */
class Round {
  readonly #busy = new Set<InstitutionId>();
  readonly #spent = new Map<InstitutionId, number>();
  #last: Promise<unknown> = Promise.resolve();
  constructor(private readonly tools: EnrolTools) {}

  /** One after the other: of two at once both would take up the same host. */
  take(): Promise<ClaimedEnrolment | undefined> {
    const taken = this.#last.then(() => this.#take());
    this.#last = taken.catch(() => undefined);
    return taken;
  }

  async #take(): Promise<ClaimedEnrolment | undefined> {
    const late = [...this.#spent].flatMap(([host, ms]) => (ms >= hostMs ? [host] : []));
    const besides = [...new Set([...this.#busy, ...late])];
    const row = await this.tools.ledger.enrolments.claimDue(enrolLeaseMs, besides);
    if (row !== undefined) this.#busy.add(row.institution);
    return row;
  }

  async work(row: ClaimedEnrolment): Promise<void> {
    const { institution } = row;
    const beganMs = performance.now();
    try {
      await tryEnrolment(this.tools, row);
    } finally {
      const before = this.#spent.get(institution) ?? 0;
      this.#spent.set(institution, before + performance.now() - beganMs);
      this.#busy.delete(institution);
    }
  }
}

/** All that is due, by whoever comes first. A host that is slow holds up nobody but whoever asked it. */
export async function keepEnrolments(
  tools: EnrolTools,
  onError: (error: unknown) => void,
  goesOn: () => boolean = () => true,
): Promise<number> {
  const round = new Round(tools);
  let count = 0;
  const work = async (): Promise<void> => {
    while (goesOn()) {
      const row = await round.take();
      if (row === undefined) return;
      count += 1;
      await round.work(row).catch(onError);
    }
  };
  await Promise.all(Array.from({ length: hostsAtOnce }, work));
  return count;
}
