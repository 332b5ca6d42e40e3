import { clientId } from './base/index.js';
import { closeAll, opening } from './closings.js';
import type { Config } from './config.js';
import { openLedger } from './ledger/index.js';
import { openLog } from './log.js';
import { databaseOf } from './start.js';

const sentences = {
  suspended: ['It is suspended: its tokens are refused from now on.', 'It was suspended already.'],
  resumed: ['It may ask again.', 'It was not suspended.'],
} as const;

interface Order {
  readonly client?: string | undefined;
  /** Undo it. What learners granted was never touched. */
  readonly resume: boolean;
}

/** Stops an app, lets it go on, or says which are stopped. It is all an operator can do: nobody gets to see more by it. */
export const suspendClient = (
  config: Config,
  { client, resume }: Order,
  say: (text: string) => void,
): Promise<void> =>
  opening(async (closings) => {
    const ledger = await openLedger(await databaseOf(config, closings), openLog(config).fault);
    closings.push(() => ledger.close());
    if (client === undefined) {
      const all = await ledger.clients.suspended();
      say(all.length === 0 ? 'No app is suspended.' : all.join('\n'));
    } else {
      const { clients } = ledger;
      const changed = await (resume
        ? clients.resume(clientId(client))
        : clients.suspend(clientId(client)));
      const [done, before] = sentences[resume ? 'resumed' : 'suspended'];
      say(changed ? done : before);
    }
    await closeAll(closings);
  });
