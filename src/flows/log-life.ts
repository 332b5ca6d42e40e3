import { Fault, type WebId } from '../base/index.js';
import type { AlertRow, DayPlace, LearnerRow, LogDay } from '../ledger/index.js';
import { actorOf, type PodState, podState } from './change-consent.js';
import type { Caller, House } from './house.js';
import { type KnownNames, namesFor, personCalled } from './known-names.js';
import { ownLearner } from './own-records.js';
import { ownApp, type Words } from './words.js';

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
  /** The learner as they stand in their own log. */
  readonly self: WebId;
  readonly names: KnownNames;
  readonly next?: DayPlace;
}

/** The log as a learner wants it told: who it was, and what they did on one day. */
export async function logByDay(
  house: House,
  caller: Caller,
  { first, after }: { readonly first: number; readonly after?: DayPlace | undefined },
): Promise<LogDayPage> {
  const { id, webId: self } = await ownLearner(house, caller);
  await house.ledger.log.fold(id);
  const found = await house.ledger.log.byDay(id, first + 1, after);
  const days = found.slice(0, first);
  const last = days.at(-1);
  const names = await namesFor(house, id, { actors: days.map(({ actor }) => actor) });
  return { days, self, names, ...(found.length > first && last !== undefined && { next: last }) };
}

const mostAlerts = 100;

/** With what whoever did it is called, where that is known and the line it is about still says who. */
export interface ToldAlert extends AlertRow {
  readonly who?: Words | undefined;
}
async function told(
  house: House,
  { id: learner, webId: self }: LearnerRow,
  rows: readonly AlertRow[],
): Promise<readonly ToldAlert[]> {
  const actors = await house.ledger.alerts.actors(learner, rows);
  const names = await namesFor(house, learner, { actors: [...actors.values()] });
  return rows.map((row) => {
    const actor = actors.get(row.seq);
    if (actor === undefined) return row;
    return { ...row, who: actor === self ? ownApp : personCalled(names, actor) };
  });
}

/** What may be news to a learner, newest first. */
export async function myAlerts(
  house: House,
  caller: Caller,
  dismissed: boolean,
): Promise<readonly ToldAlert[]> {
  const learner = await ownLearner(house, caller);
  const rows = await house.ledger.alerts.ofLearner(learner.id, { first: mostAlerts, dismissed });
  return told(house, learner, rows);
}

/** A learner has seen it. */
export async function dismissAlert(
  house: House,
  caller: Caller,
  alert: string,
): Promise<ToldAlert> {
  const learner = await ownLearner(house, caller);
  const found = await house.ledger.alerts.dismiss(learner.id, alert);
  if (found === undefined) throw new Fault('NotFound', 'There is no such alert.');
  const [row = found] = await told(house, learner, [found]);
  return row;
}
