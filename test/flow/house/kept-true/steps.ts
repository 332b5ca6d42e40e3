import { webId } from '../../../../src/base/index.js';
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
