import { expect } from 'vitest';
import { webId } from '../../../../src/base/index.js';
import { keepHeldLogs, reconcile, type Workshop } from '../../../../src/flows/index.js';
import { layoutOf } from '../../../../src/pod/index.js';
import type { TestHouse } from '../../../fixtures/house.js';

/** Samira’s newest grant, where its document stands, and her row. */
export async function newestGrant(house: TestHouse) {
  const { ledger } = house.running.house;
  const samira = await ledger.learners.byWebId(webId(house.account('samira').webId));
  const [grant] = samira === undefined ? [] : await ledger.grants.ofLearner(samira.id);
  if (grant === undefined || samira === undefined) throw new Error('no grant');
  return { grant, at: layoutOf(samira.storage).grant(grant.id, grant.version), samira };
}

/** What changed lately, newest first. */
export const eventsOf = async (house: TestHouse): Promise<readonly string[]> => {
  const { data } = await house.ask('samira', 'MyAccessLog', { first: 10 });
  return data.myAccessLog.nodes.map(({ event }: { event: string }) => event);
};

/** The next round looks at every grant, however lately it was looked at. @returns how many ended by it. */
export async function nextRound(
  house: TestHouse,
  shop: Workshop = house.running.workshop,
  goesOn = () => true,
): Promise<number> {
  await shop.ledger.db.em().execute('delete from grant_check', [], 'run');
  return reconcile(shop, (error) => house.faults.push(error), goesOn);
}

/** As the worker does every few seconds: the pod is asked until nobody is held any more. */
export async function letsGo(house: TestHouse): Promise<void> {
  const { workshop } = house.running;
  const held = async () => {
    await keepHeldLogs(workshop, (error) => house.faults.push(error));
    return workshop.ledger.copies.held();
  };
  await expect.poll(held, { timeout: 20_000 }).toEqual([]);
}
