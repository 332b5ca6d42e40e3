import type { Closings } from './closings.js';
import {
  demoAccounts,
  haveTestLearnersCome,
  seedTestLearners,
  startTestLearners,
  testLearnersAt,
  testPersonas,
} from './demo/index.js';
import type { TestLearner } from './flows/index.js';
import type { SignedIn } from './ledger/index.js';
import { personasOf } from './personas.js';
import type { AdminDoors } from './wire.js';

/** As whom people of the demo sign in. It is heard when somebody wants to be a developer, or a learner to try with. */
export class Personas extends Map<string, SignedIn> {
  readonly #wanted = Promise.withResolvers<void>();
  readonly wanted = this.#wanted.promise;

  override get(key: string): SignedIn | undefined {
    if (key === 'developer' || key.startsWith('test-')) this.#wanted.resolve();
    return super.get(key);
  }
}

interface TestGround {
  /** Ends in a slash. */
  readonly pods: string;
  readonly dataDir: string;
  readonly origin: string;
  readonly admin: AdminDoors;
  readonly personas: Personas;
  /** Filled once they answer. */
  readonly testLearners: TestLearner[];
  readonly onFault: (error: unknown) => void;
}

/**
 * The learners for who builds an app come when a developer first signs in: nobody else waits for their pods. From then
 * on, and at each later start, they answer by themselves.
 */
export function startTestPeople(ground: TestGround, closings: Closings): void {
  const { pods, dataDir, origin, admin, personas, testLearners, onFault } = ground;
  const over = Promise.withResolvers<'over'>();
  let ended = false;
  const isOver = () => ended;
  let answering: ReturnType<typeof startTestLearners> | undefined;
  const come = async (): Promise<void> => {
    if (!(await haveTestLearnersCome(dataDir))) await Promise.race([personas.wanted, over.promise]);
    if (isOver()) return;
    const accounts = await demoAccounts(pods, dataDir, testPersonas);
    for (const [key, who] of personasOf(accounts)) personas.set(key, who);
    await seedTestLearners(admin, accounts, { origin, dataDir });
    if (isOver()) return;
    answering = startTestLearners(origin, onFault);
    testLearners.push(...testLearnersAt(pods));
  };
  const coming = come().catch(onFault);
  closings.push(async () => {
    ended = true;
    over.resolve('over');
    await coming;
    await answering?.stop();
  });
}
