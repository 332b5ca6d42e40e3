import { institutionId } from './base/index.js';
import { closeAll, opening } from './closings.js';
import type { Config } from './config.js';
import { deskSetup } from './desk-setup.js';
import { wireClerk } from './wire.js';

interface SignOptions {
  readonly institution: string;
  readonly rotate?: boolean;
  /** Absent: as it was. */
  readonly results?: boolean;
}

/** An institution lets this server sign in its name: it has keys from now on, or new ones in the place of those. */
export const institutionSign = (
  config: Config,
  { institution, rotate = false, results }: SignOptions,
  say: (text: string) => void,
): Promise<void> =>
  opening(async (closings) => {
    const setup = await deskSetup(config, closings);
    const id = institutionId(institution);
    if (!setup.institutions.has(id)) throw new Error('This server does not know this institution.');
    const { admin, stop } = await wireClerk(setup);
    closings.push(stop);
    const did = await admin.letSign(id, rotate);
    say(
      `It signs as ${did}${rotate ? ', by new keys. What the old ones signed still holds.' : '.'}`,
    );
    if (results !== undefined) {
      await admin.signResults(id, results);
      say(
        results
          ? 'Each result that was passed is signed from now on, as it is written.'
          : 'No results are signed from now on. What was signed still holds.',
      );
    }
    await closeAll(closings);
  });
