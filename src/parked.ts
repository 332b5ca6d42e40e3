import { closeAll, opening } from './closings.js';
import type { Config } from './config.js';
import { openLedger, type ParkedWork } from './ledger/index.js';
import { openLog } from './log.js';
import { databaseOf } from './start.js';

/** What an operator can do about it (docs/errors.md). */
const advice: Readonly<Record<string, string>> = {
  POD_UNREACHABLE: 'the pod did not answer for some two days',
  POD_REFUSES: 'the pod does not let the builder write; its owner may have changed its rules',
  POD_BUSY: 'somebody else kept writing the same document',
  INSTITUTION_UNKNOWN: 'this server does not know the institution; name it in INSTITUTIONS_FILE',
  NO_BASE: 'what a patch changes does not stand in the pod as it came',
  UNREADABLE: 'what was stored cannot be read again',
  UNFORESEEN: 'a fault of our own; the log has its place',
};

const line = ({ id, kind, attempts, reason, createdAt }: ParkedWork): string =>
  `${id}  ${kind.toLowerCase()}  since ${createdAt.toISOString()}, ${attempts} tries: ${advice[reason] ?? reason}`;

/**
 * Shows the work that was given up, or has one piece tried again by whoever works.
 * @param retry its id, as shown.
 */
export const parked = (
  config: Config,
  retry: string | undefined,
  say: (text: string) => void,
): Promise<void> =>
  opening(async (closings) => {
    const url = await databaseOf(config, closings);
    const ledger = await openLedger(url, openLog(config).fault);
    closings.push(() => ledger.close());
    if (retry === undefined) {
      const found = await ledger.outbox.parked();
      say(found.length === 0 ? 'Nothing was given up.' : found.map(line).join('\n'));
    } else {
      const isTried = await ledger.outbox.unpark(retry);
      say(isTried ? 'It is tried again.' : 'Nothing of that name was given up.');
    }
    await closeAll(closings);
  });
