import type { Closings } from './closings.js';
import { demoAccounts, seedTestLearners, startTestLearners, testPersonas } from './demo/index.js';
import type { SignedIn } from './ledger/index.js';
import { personasOf } from './personas.js';
import type { AdminDoors } from './wire.js';

interface TestGround {
  /** Ends in a slash. */
  readonly pods: string;
  readonly dataDir: string;
  readonly origin: string;
  readonly admin: AdminDoors;
  readonly personas: Map<string, SignedIn>;
  readonly onFault: (error: unknown) => void;
}

/**
 * The learners for who builds an app come once everything is ready: nobody waits for their pods. From then on they
 * answer by themselves.
 */
export function startTestPeople(ground: TestGround, closings: Closings): void {
  const { pods, dataDir, origin, admin, personas, onFault } = ground;
  const over = new AbortController();
  let answering: ReturnType<typeof startTestLearners> | undefined;
  const come = async (): Promise<void> => {
    const accounts = await demoAccounts(pods, dataDir, testPersonas);
    for (const [key, who] of personasOf(accounts)) personas.set(key, who);
    await seedTestLearners(admin, accounts, { origin, dataDir });
    if (!over.signal.aborted) answering = startTestLearners(origin, onFault);
  };
  const coming = come().catch(onFault);
  closings.push(async () => {
    over.abort();
    await coming;
    await answering?.stop();
  });
}
