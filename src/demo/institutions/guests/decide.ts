import { forbidden } from '../problem.js';
import type { Register, Resource } from '../register.js';
import { isFullReason, type Reason, type State } from './messages.js';

export type Decision = 'associated' | 'pending' | 'queued' | 'denied';
/** How somebody decides, in the place of what places and rules say. */
export type Deciding = {
  readonly decide: Decision;
  readonly reason?: Reason;
  /** Until then it is pending. */
  readonly afterMs?: number;
};

const count = (value: unknown): number => (typeof value === 'number' ? value : 0);

/** Nobody can come in who does not fit beside those that are there and those that wait to hear. */
function isFull(offering: Resource): boolean {
  const max = offering['maxNumberStudents'];
  const taken =
    count(offering['enrolledNumberStudents']) + count(offering['pendingNumberStudents']);
  return typeof max === 'number' && taken >= max;
}

/** @throws Problem 403 outside the days on which one can ask for a place. */
export function requireOpen(offering: Resource, today: string): void {
  const { enrollStartDate: from, enrollEndDate: until, endDate: end } = offering;
  if (typeof end === 'string' && end < today) throw forbidden('This offering is over.');
  if (typeof from === 'string' && from > today)
    throw forbidden(`A place can be asked for from ${from}.`);
  if (typeof until === 'string' && until < today)
    throw forbidden(`A place could be asked for until ${until}.`);
}

/** What the school says by its places and its rules alone. */
export function decisionFor(register: Register, offering: Resource): Deciding {
  const { decide = 'associated', queue = false } = register.ruleOf(String(offering['offeringId']));
  if (!isFull(offering) || decide === 'denied') return { decide };
  return queue ? { decide: 'queued' } : { decide: 'denied', reason: isFullReason };
}

const fieldOf = (state: State | undefined): string | undefined => {
  if (state === 'associated') return 'enrolledNumberStudents';
  return state === 'pending' || state === 'queued' ? 'pendingNumberStudents' : undefined;
};

/** Who comes in or goes is counted, where the school counts. */
export function recount(
  register: Register,
  offeringId: string,
  from: State | undefined,
  to: State,
): void {
  const offering = register.find('offerings', offeringId);
  const [less, more] = [fieldOf(from), fieldOf(to)];
  if (offering?.['maxNumberStudents'] === undefined || less === more) return;
  register.put('offerings', {
    ...offering,
    ...(less !== undefined && { [less]: Math.max(0, count(offering[less]) - 1) }),
    ...(more !== undefined && { [more]: count(offering[more]) + 1 }),
  });
}
