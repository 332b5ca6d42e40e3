import { randomUUID } from 'node:crypto';
import { onTestFinished, vi } from 'vitest';
import { clientId, type LearnerId, webId } from '../../../src/base/index.js';
import type { AssertedRole } from '../../../src/consent/index.js';
import {
  grantEvents,
  type Hearer,
  type House,
  type Live,
  liveOver,
  myEvents,
  type Pass,
  type Stream,
} from '../../../src/flows/index.js';
import { principalFromSession } from '../../../src/identity/index.js';
import type { Ledger } from '../../../src/ledger/index.js';
import { byLearner, noor } from './people.js';

/** The machine is shared by all tests. What is promised is measured where the whole house is. */
export const soon = (holds: () => void | Promise<void>): Promise<void> =>
  vi.waitFor(holds, { timeout: 5000, interval: 10 });

/** Faults that were met behind those who listen. */
export const faults: unknown[] = [];

export interface Here {
  readonly ledger: Ledger;
  readonly live: Live;
  readonly pass: Extract<Pass, { kind: 'session' }>;
  readonly hearer: Hearer;
  readonly ended: readonly string[];
}
/** Noor listens, by a session of her own, as long as the test lasts. */
export async function listener(
  ledger: Ledger,
  live: Live = liveOver(ledger.live, (error) => faults.push(error)),
): Promise<Here> {
  const pass = { kind: 'session', tokenHash: randomUUID(), webId: noor.webId } as const;
  const who = { webId: noor.webId, kind: 'ADVISER', displayName: 'Noor' } as const;
  await ledger.sessions.start(pass.tokenHash, who, new Date(Date.now() + 3_600_000));
  const ended: string[] = [];
  const hearer = { pass, end: (why: string) => void ended.push(why) };
  const leave = live.attend(hearer);
  onTestFinished(async () => {
    leave();
    await live.close();
  });
  return { ledger, live, pass, hearer, ended };
}

// What these stories ask of a house is its ledger.
// oxlint-disable-next-line typescript/no-unsafe-type-assertion
export const houseOn = (ledger: Ledger) => ({ ledger }) as House;
export const callerOf = (id: string, client: string, roles: readonly AssertedRole[] = []) => ({
  principal: principalFromSession({ webId: webId(id), clientId: clientId(client), roles }),
  purpose: undefined,
  operation: 'Live',
});

/** Takes what comes, as long as the test lasts. */
function taking<T>(stream: Stream<T>) {
  const taken: T[] = [];
  const over = (async () => {
    for await (const event of stream) taken.push(event);
    return 'over' as const;
  })();
  onTestFinished(async () => void (await stream.return()));
  return { taken, over };
}
/** What a learner hears, by kind. */
export async function hersOf({ live, ledger }: Here, learner: LearnerId) {
  const row = await ledger.learners.byId(learner);
  if (row === undefined) throw new Error('a learner of this test is meant');
  const caller = callerOf(row.webId, byLearner.client);
  const { taken } = taking(await myEvents(houseOn(ledger), live, caller));
  return () => taken.map(({ kind }) => kind);
}
/** What Noor hears of grants to her. */
export async function nooras({ live, ledger }: Here, roles?: readonly AssertedRole[]) {
  const caller = callerOf(noor.webId, noor.client, roles);
  const { taken, over } = taking(await grantEvents(houseOn(ledger), live, caller));
  return { states: () => taken.map(({ state }) => state), events: taken, over };
}
