import { asWebId, Fault } from './base/index.js';
import { closeAll, opening } from './closings.js';
import type { Config } from './config.js';
import { endGuardian, guardiansOf, nameGuardian } from './flows/index.js';
import { addressesAt } from './identity/index.js';
import { openLedger } from './ledger/index.js';
import { openLog } from './log.js';
import { databaseOf } from './start.js';

interface Order {
  readonly learner: string;
  /** Absent: say who they are. */
  readonly guardian?: string | undefined;
  /** Their say ends. */
  readonly end: boolean;
}

const told = (value: string) => {
  const known = asWebId(value);
  if (known === undefined) throw new Fault('BadInput', 'A WebID is a web address.');
  return known;
};

function builderOf({ ISSUER_ORIGIN, PUBLIC_ORIGIN, PORT }: Config) {
  const at = addressesAt(ISSUER_ORIGIN ?? PUBLIC_ORIGIN ?? `http://127.0.0.1:${PORT}`);
  return { webId: at.builderAgent, client: at.builderClient };
}

/**
 * What a clerk does once they saw the papers: names who decides along with a young learner, ends that, or says who
 * they are. A guardian decides and reads nothing, and the learner finds each of these in their log.
 * @throws Fault `BadInput` for what is no WebID; `NotFound` for a learner who is not here.
 */
export const guardianOf = (
  config: Config,
  { learner, guardian, end }: Order,
  say: (text: string) => void,
): Promise<void> =>
  opening(async (closings) => {
    const child = told(learner);
    const named = guardian === undefined ? undefined : told(guardian);
    const ledger = await openLedger(await databaseOf(config, closings), openLog(config).fault);
    closings.push(() => ledger.close());
    const clerk = { ledger, builder: builderOf(config) };
    if (named === undefined) {
      const all = await guardiansOf(clerk, child);
      say(all.length === 0 ? 'Nobody decides along with this learner.' : all.join('\n'));
    } else if (end) {
      const isOver = await endGuardian(clerk, child, named);
      say(isOver ? 'They no longer decide along.' : 'They had no say.');
    } else {
      const hasSay = await nameGuardian(clerk, child, named);
      say(
        hasSay ? 'They decide along from now on.' : 'This learner is old enough to decide alone.',
      );
    }
    await closeAll(closings);
  });
