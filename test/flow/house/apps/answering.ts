import { setTimeout } from 'node:timers/promises';
import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { TestHouse } from '../../../fixtures/house.js';
import {
  answers,
  asksFor,
  browserOf,
  type Client,
  callback,
  clientAt,
  connects,
  registers,
  removes,
} from './steps.js';

/** What comes of answers that meet each other, or a browser that goes back. */
export function answersThatMeet(opened: () => TestHouse): void {
  let house: TestHouse;
  let id: string;
  let client: Client;
  beforeAll(async () => {
    house = opened();
    id = await registers(house);
    client = await clientAt(house, id);
    return () => removes(house, id);
  });
  // As if it were long ago that she was asked: how often she can be is another test.
  beforeEach(() =>
    house.running.house.ledger.db.em().execute('delete from rate_bucket', [], 'run'),
  );
  const liveGrants = async (): Promise<readonly string[]> => {
    const { nodes } = (await house.ask('samira', 'MyGrants')).data.myGrants;
    return nodes.flatMap(
      (grant: { id: string; state: string; app: { clientId: string } | null }) =>
        grant.app?.clientId === id && ['PREPARING', 'ACTIVE'].includes(grant.state)
          ? [grant.id]
          : [],
    );
  };

  it('two questions of one app answered at once: what is shared is what one of them says', async () => {
    const all = await Promise.all(
      ['DIPLOMAS', 'SKILLS_AND_EXPERIENCE'].map(async (cluster) => ({
        cluster,
        asked: await asksFor(client, await browserOf(house, 'samira')),
      })),
    );
    const said = await Promise.all(
      all.map(({ cluster, asked }) =>
        answers(house, 'samira', { id: asked.id, decision: 'GRANT', clusters: [cluster] }),
      ),
    );
    expect(said.flatMap(({ codes }) => codes)).toEqual([]);
    const live = await liveGrants();
    expect(live).toHaveLength(1);
    await house.ask('samira', 'RevokeGrant', { id: live[0] });
  });

  it('one of two grants that came of one answer, stopped by mistake, comes back', async () => {
    const clusters = ['RESULTS_WITH_GRADES', 'DIPLOMAS'];
    await connects(house, 'samira', client, { decision: 'GRANT', clusters });
    const live = await liveGrants();
    expect(live).toHaveLength(2);
    await house.ask('samira', 'RevokeGrant', { id: live[0] });
    expect((await house.ask('samira', 'GrantAgain', { id: live[0] })).codes).toEqual([]);
    for (const grant of await liveGrants()) await house.ask('samira', 'RevokeGrant', { id: grant });
  });

  it('the page opened again while an answer is on its way: it is told as it is, whichever comes first', async () => {
    for (const lateMs of [0, 20, 60, 200]) {
      const browse = await browserOf(house, 'samira');
      const asked = await asksFor(client, browse);
      const input = { id: asked.id, decision: 'GRANT', clusters: ['DIPLOMAS'] };
      const answering = answers(house, 'samira', input);
      await setTimeout(lateMs);
      const again = await browse(`${house.origin}/oidc/authorize/${asked.id}`);
      // Back to the question, or on to the app with the answer that stands by now.
      expect([asked.at.href, callback]).toContain(String(again.location).split('?')[0]);
      expect((await answering).codes).toEqual([]);
      const live = await liveGrants();
      expect(live).toHaveLength(1);
      await house.ask('samira', 'RevokeGrant', { id: live[0] });
    }
  });
}
