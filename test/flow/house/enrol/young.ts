/** A learner under sixteen, whose guardian says yes to the agreement too, as to any grant. */
import { beforeAll, describe, expect, it } from 'vitest';
import { webId } from '../../../../src/base/index.js';
import { keepAuthority } from '../../../../src/flows/authority.js';
import type { Data, EnrolStage } from './stage.js';

const [young, guardian] = ['developer', 'university'] as const;
const years = (n: number) =>
  new Date(Date.now() - n * 365.2425 * 86_400_000).toISOString().slice(0, 10);

export function youngGuests({ house, unasked, roc }: EnrolStage): void {
  const posts = () => roc().requests.filter(({ method }) => method === 'POST').length;
  const enrols = async (step: string) =>
    house().ask(young, 'EnrolStep', { input: { step, agreed: true } });
  const outcome = async (step: string) => (await enrols(step)).data.enrolStep.outcome;
  const says = async (agrees: boolean) => {
    const { data } = await house().ask(guardian, 'MyWards');
    const waiting = data.myWards.nodes[0].grants.find(({ state }: Data) => state === 'PROPOSED');
    return house().ask(guardian, 'CosignGrant', { id: waiting.id, agrees });
  };

  describe('under sixteen', () => {
    let step: string;
    beforeAll(async () => {
      const { admin, house: inner } = house().running;
      const { webId: id, podRoot: storage } = house().account(young);
      const person = { birthdate: years(14) };
      await admin.openKluis({ webId: webId(id), storage, person });
      const learner = await inner.ledger.learners.byWebId(webId(id));
      if (learner === undefined) throw new Error('there is no such learner');
      const expiresAt = new Date(Date.now() + 3_600_000);
      await keepAuthority(inner, learner.id, { accessToken: 'of-the-young', expiresAt });
      const input = { offering: (await unasked()).offering.id };
      const { data } = await house().ask(young, 'PlanStep', { input });
      step = data.planStep.step;
    });

    it('asks for no place without a guardian', async () => {
      const before = posts();
      expect((await enrols(step)).codes).toEqual(['BAD_INPUT']);
      expect(posts()).toBe(before);
    });

    it('asks for a place once a guardian said yes to the agreement too, and again where that is to last longer', async () => {
      const [learner, parent] = [young, guardian].map((who) => webId(house().account(who).webId));
      if (learner === undefined || parent === undefined) throw new Error('somebody is missing');
      await house().running.admin.nameGuardian(learner, parent);
      const before = posts();
      expect([await outcome(step), await outcome(step), posts()]).toEqual([
        'WAITS',
        'WAITS',
        before,
      ]);
      const { data } = await house().ask(young, 'MyGrants');
      expect(data.myGrants.nodes.map(({ state }: Data) => state)).toEqual(['PROPOSED']);
      expect((await says(true)).data.cosignGrant.grant.state).toBe('ACTIVE');
      const { db } = house().running.house.ledger;
      await db.em().execute(
        `update grant_version set valid_until = date_trunc('second', now() + interval '10 days')
             where learner_id = (select id from learner where web_id = ?)`,
        [learner],
        'run',
      );
      expect([await outcome(step), posts()]).toEqual(['WAITS', before]);
      await says(true);
      expect([await outcome(step), posts()]).toEqual(['ASKED', before + 1]);
    });
  });
}
