import { institutionId } from './base/index.js';
import { closeAll, opening } from './closings.js';
import type { Config } from './config.js';
import {
  connectionStateOf,
  type DeliveryRow,
  type InstitutionHealth,
  type Ledger,
  openLedger,
} from './ledger/index.js';
import { openLog } from './log.js';
import { databaseOf } from './start.js';

/** Rows that are shown at once. */
const shown = 50;

const line = ({ id, state, channel, records, attempts, reason, path, at }: DeliveryRow): string => {
  const why = [reason, path].filter((part) => part !== undefined && part !== '').join(' at ');
  const tries = attempts === 0 ? '' : `, ${attempts} tries`;
  const what = `${records} records${tries}`;
  return `${id}  ${state.toLowerCase()}  ${channel.toLowerCase()}  ${at.toISOString()}  ${what}${why === '' ? '' : `: ${why}`}`;
};

const states = { WORKS: 'works', FAILING: 'fails', NOT_ASKED: 'was not asked yet' } as const;

/** How it answers when we fetch from it. */
function connectionLines(health: InstitutionHealth): readonly string[] {
  const { askAgainAt, code, failedAt, failingSince, links, overdue, wholeAt } = health;
  const since = failingSince === undefined ? '' : ` since ${failingSince.toISOString()}`;
  return [
    `connection: ${states[connectionStateOf(health)]}${since}`,
    ...(wholeAt === undefined ? [] : [`  last whole answer: ${wholeAt.toISOString()}`]),
    ...(failedAt === undefined ? [] : [`  last failure: ${failedAt.toISOString()}, ${code ?? ''}`]),
    ...(askAgainAt === undefined ? [] : [`  left alone until ${askAgainAt.toISOString()}`]),
    `  ${links} learners, ${overdue} overdue`,
  ];
}

const withLedger = (config: Config, work: (ledger: Ledger) => Promise<void>): Promise<void> =>
  opening(async (closings) => {
    const ledger = await openLedger(await databaseOf(config, closings), openLog(config).fault);
    closings.push(() => ledger.close());
    await work(ledger);
    await closeAll(closings);
  });

/** What became of what an institution delivered: how many are where, and what did not arrive with its reason. */
export const institutionStatus = (
  config: Config,
  institution: string,
  say: (text: string) => void,
): Promise<void> =>
  withLedger(config, async ({ deliveries, pulls, quarantine }) => {
    const id = institutionId(institution);
    for (const text of connectionLines(await pulls.healthOf(id))) say(text);
    const counts = await deliveries.countsOf(id);
    const all = [...counts].map(([state, count]) => `${count} ${state.toLowerCase()}`);
    say(all.length === 0 ? 'Nothing was delivered by this institution.' : all.join(', '));
    const waiting = await quarantine.countOf(id);
    if (waiting > 0) say(`${waiting} rows of files wait in quarantine`);
    for (const state of ['FAILED', 'DEAD', 'REFUSED'] as const) {
      for (const row of await deliveries.ofInstitution(id, { state, limit: shown })) say(line(row));
    }
  });

/** Has what failed or was given up tried again: one, or all of an institution. */
export const institutionRetry = (
  config: Config,
  { institution, id }: { readonly institution: string; readonly id?: string | undefined },
  say: (text: string) => void,
): Promise<void> =>
  withLedger(config, async ({ deliveries }) => {
    const count = await deliveries.retryOf(institutionId(institution), id);
    say(count === 0 ? 'There was nothing to try again.' : `${count} are tried again.`);
  });
