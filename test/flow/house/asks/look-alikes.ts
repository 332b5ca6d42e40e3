import { beforeAll, describe, expect, it } from 'vitest';
import { clientId } from '../../../../src/base/index.js';
import { guidance, revokesAll } from '../../../fixtures/consent-steps.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { type App, appOf } from '../attacks/app.js';
import { visible } from '../attacks/knock.js';
import { rowsOf } from '../attacks/ledger-rows.js';
import { askInput, asks, mutes, openFrom } from './steps.js';

const poll = { timeout: 10_000, interval: 10 };

/** Who wants to be taken for somebody else, and apps that are stopped for it. */
export function attacksByLookingAlike(opened: () => TestHouse): void {
  let house: TestHouse;
  beforeAll(() => {
    house = opened();
  });

  describe('attack 40: an app that looks like another, and asks and asks', () => {
    let app: App;
    beforeAll(async () => {
      app = await appOf(house, 'adviser');
    });
    const byApp = async (operation: string, variables: object) =>
      house.ask(undefined, operation, variables, { ...guidance, headers: await app.headers() });

    it('who was looked into is said by the registry; where they are, in full, always', async () => {
      await asks(house, 'adviser');
      const { origin } = new URL(house.account('adviser').webId);
      expect(await openFrom(house, 'adviser')).toMatchObject({
        organisation: {
          id: 'loopbaanplein.example',
          name: 'Loopbaanplein De Delta',
          verified: true,
        },
        origin,
        // Through our own page, which is no app.
        clientOrigin: null,
      });
      const { data } = await house.ask(
        'samira',
        'MyRequests',
        {},
        { headers: { 'accept-language': 'en' } },
      );
      expect(data.myRequests.nodes[0].organisation.name).toBe('Career Square De Delta');
    });

    it('through an app that is not the organisation’s own, its people are not shown as looked into', async () => {
      await byApp('RequestAccess', { input: askInput(house) });
      const found = await openFrom(house, 'adviser');
      expect(found).toMatchObject({ client: app.clientId, clientOrigin: null, organisation: null });
    });

    it('somebody who is not in the registry has no organisation, whatever they write', async () => {
      await asks(house, 'roc', {
        reason: 'Loopbaanplein De Delta (geverifieerd ✔) vraagt om toegang.',
      });
      expect((await openFrom(house, 'roc')).organisation).toBeNull();
    });

    it('a grant says for whom its grantee works', async () => {
      const give = (who: 'adviser' | 'roc') =>
        house.ask('samira', 'GrantAccess', {
          input: {
            grantee: { person: house.account(who).webId },
            purpose: 'ADMISSION',
            scope: [{}],
          },
        });
      const told = [await give('adviser'), await give('roc')].map(
        ({ data }) => data.grantAccess.grant.granteeOrganisation?.name ?? null,
      );
      expect(told).toEqual(['Loopbaanplein De Delta', null]);
      await revokesAll(house);
    });

    it('five a day, and a mute after which the learner hears nothing', async () => {
      await mutes(house);
      for (let n = 0; n < 5; n += 1) expect((await asks(house, 'adviser')).codes).toEqual([]);
      expect((await asks(house, 'adviser')).codes).toEqual(['RATE_LIMITED']);
      const { data } = await house.ask('samira', 'MyRequests');
      const grantee = house.account('adviser').webId;
      expect(data.myRequests).toEqual({
        muted: [grantee],
        mutedGrantees: [{ grantee, name: 'Noor Hendriks' }],
        nodes: [],
      });
      await mutes(house, false);
      expect((await house.ask('samira', 'MyRequests')).data.myRequests.muted).toEqual([]);
    });

    it('muting is for learners, and of somebody by WebID', async () => {
      const grantee = house.account('adviser').webId;
      expect((await house.ask('roc', 'MuteGrantee', { grantee })).codes).toEqual(['FORBIDDEN']);
      expect((await house.ask('samira', 'MuteGrantee', { grantee: 'Noor' })).codes).toEqual([
        'BAD_INPUT',
      ]);
    });

    it('an app that the operator suspended is refused like a token that is none; nobody else is', async () => {
      const { clients } = house.running.house.ledger;
      const id = clientId(app.clientId);
      const other = await appOf(house, 'adviser');
      const constant = await house.ask(
        undefined,
        'Viewer',
        {},
        { headers: { authorization: 'DPoP x', dpop: 'x' } },
      );
      expect((await byApp('Viewer', {})).codes).toEqual([]);
      await clients.suspend(id);
      const refused = await byApp('Viewer', {});
      expect(visible(refused)).toEqual(visible(constant));
      expect(refused.status).toBe(401);
      const stays = await house.ask(undefined, 'Viewer', {}, { headers: await other.headers() });
      expect(stays.codes).toEqual([]);
      expect((await house.ask('adviser', 'Viewer')).codes).toEqual([]);
      await clients.resume(id);
      expect((await byApp('Viewer', {})).codes).toEqual([]);
    });

    it('nor does an answer under way leave once its app is suspended', async () => {
      const { clients } = house.running.house.ledger;
      const id = clientId(app.clientId);
      const learner = house.account('samira').webId;
      const input = {
        grantee: { person: house.account('adviser').webId },
        clients: [app.clientId],
        purpose: 'CAREER_GUIDANCE',
        scope: [{}],
      };
      await house.ask('samira', 'GrantAccess', { input });
      expect((await byApp('LearnerRecords', { learner })).codes).toEqual([]);
      const uses = () => rowsOf(house, 'select sum(used)::int as used from grant_version');
      const before = await uses();
      house.proxy.delay(({ path }) => (path.includes('/shared/') ? 600 : 0));
      house.proxy.forget();
      const asked = byApp('LearnerRecords', { learner });
      // The door has let it in, and the pod has not answered yet.
      await expect
        .poll(() => house.proxy.requests.some(({ path }) => path.includes('/shared/')), poll)
        .toBe(true);
      await clients.suspend(id);
      const answer = await asked;
      house.proxy.delay(() => 0);
      await clients.resume(id);
      expect([answer.codes, answer.data]).toEqual([['CONFLICT'], null]);
      expect(await uses()).toEqual(before);
      await revokesAll(house);
    });
  });
}
