import { Fault } from '../base/index.js';
import type { AlertRow, DayPlace, LogDay } from '../ledger/index.js';
import { actorOf, type PodState, podState } from './change-consent.js';
import type { Caller, House } from './house.js';
import { ownLearner } from './own-records.js';

export interface LinesErased {
  readonly lines: number;
  /** First and last line; absent where nothing was erased. */
  readonly range?: { readonly from: number; readonly to: number };
  /** Whether the copies in the pod are emptied too. */
  readonly pod: PodState;
}

/** A learner empties old lines. Who looked of late stays: erasing is no way to make a look disappear. */
export async function eraseLogLines(
  house: House,
  caller: Caller,
  before: Date,
): Promise<LinesErased> {
  const { id } = await ownLearner(house, caller);
  const keepDays = house.logRetentionDays;
  const erased = await house.ledger.log.erase(id, { before, keepDays, actor: actorOf(caller) });
  if (erased?.kind !== 'erased') {
    throw new Fault(
      'BadInput',
      `Each line is kept for ${house.logRetentionDays} days: choose a moment longer ago.`,
    );
  }
  const { lines, range, work } = erased;
  return { lines, ...(range && { range }), pod: await podState(house, work) };
}

export interface LogDayPage {
  readonly days: readonly LogDay[];
  readonly next?: DayPlace;
}

/** The log as a learner wants it told: who it was, and what they did on one day. */
export async function logByDay(
  house: House,
  caller: Caller,
  { first, after }: { readonly first: number; readonly after?: DayPlace | undefined },
): Promise<LogDayPage> {
  const { id } = await ownLearner(house, caller);
  await house.ledger.log.fold(id);
  const found = await house.ledger.log.byDay(id, first + 1, after);
  const days = found.slice(0, first);
  const last = days.at(-1);
  return { days, ...(found.length > first && last !== undefined && { next: last }) };
}

const mostAlerts = 100;

/** What may be news to a learner, newest first. */
export async function myAlerts(
  house: House,
  caller: Caller,
  dismissed: boolean,
): Promise<readonly AlertRow[]> {
  const { id } = await ownLearner(house, caller);
  return house.ledger.alerts.ofLearner(id, { first: mostAlerts, dismissed });
}

/** A learner has seen it. */
export async function dismissAlert(house: House, caller: Caller, alert: string): Promise<AlertRow> {
  const { id } = await ownLearner(house, caller);
  const found = await house.ledger.alerts.dismiss(id, alert);
  if (found === undefined) throw new Fault('NotFound', 'There is no such alert.');
  return found;
}
