import { beforeAll, describe, expect, it } from 'vitest';
import {
  demoAccounts,
  seedTestLearners,
  startTestLearners,
  testLearnersAt,
  testPersonas,
} from '../../../../src/demo/index.js';
import type { SignedIn } from '../../../../src/ledger/index.js';
import { personasOf } from '../../../../src/personas.js';
import type { TestHouse } from '../../../fixtures/house.js';

const purpose = 'INTERNSHIP';

/** Three learners who do not exist, for who builds an app: asked as anybody is, they answer by themselves. */
export function learnersToTryWith(opened: () => TestHouse): void {
  let house: TestHouse;
  const faults: unknown[] = [];
  const [yes, no, partly] = ['YES', 'NO', 'PARTLY'] as const;
  const webIdOf = (answer: 'YES' | 'NO' | 'PARTLY'): string =>
    testLearnersAt(`${house.pods}/`).find((one) => one.answer === answer)?.webId ?? '';

  beforeAll(async () => {
    house = opened();
    const { origin, pods, setup, running } = house;
    const accounts = await demoAccounts(`${pods}/`, setup.dataDir, testPersonas);
    expect(accounts.map(({ webId }) => webId)).toEqual([yes, no, partly].map(webIdOf));
    const known = setup.personas as Map<string, SignedIn>;
    for (const [key, who] of personasOf(accounts)) known.set(key, who);
    await seedTestLearners(running.admin, accounts, { origin, dataDir: setup.dataDir });
    const robots = startTestLearners(origin, (error) => faults.push(error));
    return () => robots.stop();
  });

  const asks = (learner: string) =>
    house.ask('developer', 'RequestAccess', {
      input: {
        learner,
        purpose,
        items: [{ recordTypes: ['RESULT'], facets: ['CORE', 'CREDITS', 'ASSESSMENT'] }],
        personFacets: ['NAME'],
        reason: 'Om mijn app te proberen.',
        until: new Date(Date.now() + 60 * 86_400_000).toISOString(),
      },
    });
  const reads = (learner: string) =>
    house.ask('developer', 'LearnerRecords', { learner }, { purpose });
  const parts = async (learner: string): Promise<readonly string[]> => {
    const { data } = await reads(learner);
    const nodes: readonly { assessment: { __typename: string } }[] =
      data?.learner?.records.nodes ?? [];
    return [...new Set(nodes.map(({ assessment }) => assessment['__typename']))];
  };
  const declined = async (): Promise<string> => {
    const { data } = await house.ask('test-no', 'MyRequests');
    return data.myRequests.nodes[0].state;
  };
  const soon = { timeout: 40_000, interval: 200 };

  describe('learners to try an app with', () => {
    it('one says yes to all, one gives less, and of the one who says no nothing is heard', async () => {
      for (const answer of [yes, no, partly])
        expect((await asks(webIdOf(answer))).codes).toEqual([]);
      await expect.poll(() => parts(webIdOf(yes)), soon).toEqual(['Assessment']);
      await expect.poll(() => parts(webIdOf(partly)), soon).toEqual(['NotShared']);
      await expect.poll(declined, soon).toBe('DECLINED');
      const nobody = await reads(webIdOf(no).replace('test-no', 'nobody'));
      expect((await reads(webIdOf(no))).text).toBe(nobody.text);
      expect(faults).toEqual([]);
    });
  });
}
