/** Whose yes is not whole without a guardian’s. */
import { beforeAll, describe, expect, it } from 'vitest';
import { webId } from '../../../../src/base/index.js';
import type { TestHouse } from '../../../fixtures/house.js';

const years = (n: number) =>
  new Date(Date.now() - n * 365.2425 * 86_400_000).toISOString().slice(0, 10);
const young = 'developer';
const guardian = 'university';
const inputFor = (house: TestHouse, purpose: string) => ({
  grantee: { person: house.account('adviser').webId },
  purpose,
  scope: [{ types: ['RESULT'] }],
});

const asAdviser = (house: TestHouse) =>
  house.ask(
    'adviser',
    'LearnerRecords',
    { learner: house.account(young).webId },
    { purpose: 'INTERNSHIP' },
  );

export function youngLearners(house: () => TestHouse): void {
  describe('a learner under sixteen', () => {
    beforeAll(async () => {
      const { webId: id, podRoot: storage } = house().account(young);
      await house().running.admin.openKluis({
        webId: webId(id),
        storage,
        person: { birthdate: years(14) },
      });
    });
    it('needs nobody for advice to themselves, and a guardian for anything else', async () => {
      expect(
        (await house().ask(young, 'GrantAccess', { input: inputFor(house(), 'INTERNSHIP') })).codes,
      ).toEqual(['BAD_INPUT']);
      const { data } = await house().ask(young, 'GrantAccess', {
        input: inputFor(house(), 'CAREER_GUIDANCE'),
      });
      expect(data.grantAccess.grant.state).toBe('ACTIVE');
    });

    it('shares nothing until the guardian says yes too, and stops it alone', async () => {
      const { admin } = house().running;
      const [learner, parent] = [
        webId(house().account(young).webId),
        webId(house().account(guardian).webId),
      ];
      expect(await admin.nameGuardian(learner, parent)).toBe(true);
      const { data } = await house().ask(young, 'GrantAccess', {
        input: inputFor(house(), 'INTERNSHIP'),
      });
      expect(data.grantAccess).toMatchObject({ pod: 'PENDING', grant: { state: 'PROPOSED' } });
      expect((await asAdviser(house())).codes).toEqual(['NOT_FOUND']);
      const { data: wards } = await house().ask(guardian, 'MyWards');
      const [ward] = wards.myWards.nodes;
      const waiting = ward.grants.find(({ state }: any) => state === 'PROPOSED');
      const { data: said } = await house().ask(guardian, 'CosignGrant', {
        id: waiting.id,
        agrees: true,
      });
      expect(said.cosignGrant).toMatchObject({ pod: 'CONFIRMED', grant: { state: 'ACTIVE' } });
      expect((await asAdviser(house())).codes).toEqual([]);
      const { data: mine } = await house().ask(young, 'MyGrants');
      const active = mine.myGrants.nodes.find(
        ({ purpose, state }: any) => purpose === 'INTERNSHIP' && state === 'ACTIVE',
      );
      const stopped = await house().ask(young, 'RevokeGrant', { id: active.id });
      expect(stopped.data.revokeGrant.pod).toBe('CONFIRMED');
      expect((await asAdviser(house())).codes).toEqual(['GRANT_ENDED']);
      // What was agreed is over; saying yes to it again is no way back.
      const again = await house().ask(guardian, 'CosignGrant', { id: waiting.id, agrees: true });
      expect(again.codes).toEqual(['CONFLICT']);
    });

    it('the guardian may share in their place, and read nothing', async () => {
      const { data: wards } = await house().ask(guardian, 'MyWards');
      const learner = wards.myWards.nodes[0].id;
      const { data } = await house().ask(guardian, 'GrantForWard', {
        learner,
        input: inputFor(house(), 'INTERNSHIP'),
      });
      expect(data.grantForWard.grant.state).toBe('ACTIVE');
      const read = await house().ask(
        guardian,
        'LearnerRecords',
        { learner },
        { purpose: 'INTERNSHIP' },
      );
      expect(read.codes).toEqual(['NOT_FOUND']);
    });

    it('attack 42: the guardian gives nothing to themself, and longer needs their word anew', async () => {
      const { data: wards } = await house().ask(guardian, 'MyWards');
      const learner = wards.myWards.nodes[0].id;
      for (const grantee of [{ person: house().account(guardian).webId }, { link: true }]) {
        const input = { ...inputFor(house(), 'INTERNSHIP'), grantee };
        expect((await house().ask(guardian, 'GrantForWard', { learner, input })).codes).toEqual([
          'BAD_INPUT',
        ]);
      }
      const { data: mine } = await house().ask(young, 'MyGrants');
      const active = mine.myGrants.nodes.find(
        ({ purpose, state }: any) => purpose === 'INTERNSHIP' && state === 'ACTIVE',
      );
      const until = new Date(Date.now() + 300 * 86_400_000).toISOString();
      const input = { grantId: active.id, until };
      expect((await house().ask(young, 'ExtendGrant', { input })).codes).toEqual(['CONFLICT']);
    });

    it('attack 43: nobody else’s guardian, and no guardian once the birthday has come, has a say', async () => {
      const { data: wards } = await house().ask(guardian, 'MyWards');
      const learner = wards.myWards.nodes[0].id;
      const share = (who: 'university' | 'roc') =>
        house().ask(who, 'GrantForWard', { learner, input: inputFor(house(), 'INTERNSHIP') });
      expect((await share('roc')).codes).toEqual(['NOT_FOUND']);
      expect((await house().ask('roc', 'MyWards')).data.myWards.nodes).toEqual([]);
      const { data: made } = await house().ask(young, 'GrantAccess', {
        input: inputFor(house(), 'RESEARCH'),
      });
      expect(made.grantAccess.grant.state).toBe('PROPOSED');
      const { data: before } = await house().ask(guardian, 'MyWards');
      const waiting = before.myWards.nodes[0].grants.find(({ state }: any) => state === 'PROPOSED');
      const { db } = house().running.house.ledger;
      // The birthday comes, as the clock has it.
      await db
        .em()
        .execute(
          'update learner set alone_from = clock_timestamp() where alone_from is not null',
          [],
          'run',
        );
      await db.em().execute('update delegation set until = clock_timestamp()', [], 'run');
      expect(
        (await house().ask(guardian, 'CosignGrant', { id: waiting.id, agrees: true })).codes,
      ).toEqual(['NOT_FOUND']);
      expect((await share('university')).codes).toEqual(['NOT_FOUND']);
      const { data: alone } = await house().ask(young, 'GrantAccess', {
        input: inputFor(house(), 'RESEARCH'),
      });
      expect(alone.grantAccess.grant.state).toBe('ACTIVE');
    });
  });
}
