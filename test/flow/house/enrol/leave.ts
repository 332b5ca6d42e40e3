/** Leave to ask hosts in somebody's name: by a sign-in of now, and theirs to take back. */
import { beforeAll, describe, expect, it } from 'vitest';
import { dropAuthority, keepAuthority, tokenFor } from '../../../../src/flows/authority.js';
import { newBrowser } from '../../../fixtures/browser.js';
import { letsAsk, letsAskUnasked } from '../../../fixtures/guest.js';
import type { TestHouse } from '../../../fixtures/house.js';
import type { Data, EnrolStage } from './stage.js';

/** Barry’s, to be renewed; what is given up, and what happens while the provider is asked. */
async function renewing(house: TestHouse, meanwhile: (barry: Data) => Promise<void>) {
  const { house: inner } = house.running;
  const barry = (await inner.ledger.learners.byWebId(house.account('barry').webId as never))?.id;
  if (barry === undefined) throw new Error('no barry');
  const given: string[] = [];
  const authorities = {
    ...inner.authorities,
    renew: async () => {
      await meanwhile(barry);
      return { accessToken: 'new', refreshToken: 'next', expiresAt: new Date(Date.now() + 1e6) };
    },
    giveUp: (tokens: readonly string[]) => void given.push(...tokens),
  };
  const tools = { ...inner, authorities } as Data;
  const old = { accessToken: 'old', refreshToken: 'former', expiresAt: new Date(0) };
  await keepAuthority(tools, barry, old);
  return { token: await tokenFor(tools, barry), again: await tokenFor(tools, barry), given };
}

export function leaveToAsk({ house, unasked, enrols, told }: EnrolStage): void {
  const account = async () => (await house().ask('samira', 'MyAccount')).data.myAccount;

  describe('leave to ask in their name', () => {
    beforeAll(() => letsAsk(house(), 'samira'));
    it('is taken back by itself: no login goes, and nothing is asked any more until they let us again', async () => {
      const { letsAsk: before, ways } = await account();
      expect(before).toBe(true);
      const { data } = await house().ask('samira', 'TakeBackLeave');
      expect(data.takeBackLeave.letsAsk).toBe(false);
      expect(await account()).toMatchObject({ letsAsk: false, ways });
      const { id } = await unasked();
      expect((await enrols(id)).data.enrolStep.outcome).toBe('SIGN_IN');
      expect(await told(id)).toBe('PLANNED');
    });

    it('is given by whoever signs in there anew, and not by an eduID that was open already', async () => {
      const browser = newBrowser();
      expect(await letsAsk(house(), 'samira', 'samira', browser)).toBe('/route');
      await house().ask('samira', 'TakeBackLeave');
      expect(await letsAskUnasked(browser, house(), 'samira')).toContain('PROVIDER_FAILED');
      expect((await account()).letsAsk).toBe(false);
    });

    it('is renewed, and kept', async () => {
      expect(await renewing(house(), async () => {})).toEqual({
        token: 'new',
        again: 'new',
        given: [],
      });
    });

    it('stays taken back where it was taken back while it was renewed', async () => {
      const { given, ...after } = await renewing(house(), (barry) =>
        dropAuthority(house().running.house, barry),
      );
      expect(after).toEqual({ token: undefined, again: undefined });
      expect(given).toEqual(['next', 'new']);
    });

    it('is what another renewal made of it, where two ran at once', async () => {
      const other = { accessToken: 'theirs', expiresAt: new Date(Date.now() + 1e6) };
      const { token, given } = await renewing(house(), (barry) =>
        keepAuthority(house().running.house, barry, other),
      );
      expect([token, given]).toEqual(['theirs', []]);
    });

    it('is asked for anew where a host did not take it, and is not used there again', async () => {
      const { id } = await unasked();
      const { house: inner } = house().running;
      const samira = await inner.ledger.learners.byWebId(house().account('samira').webId as never);
      if (samira === undefined) throw new Error('no samira');
      const expiresAt = new Date(Date.now() + 3_600_000);
      await keepAuthority(inner, samira.id, { accessToken: 'of-nobody', expiresAt });
      expect((await enrols(id)).data.enrolStep.outcome).toBe('ASKED');
      expect(await told(id)).toBe('PLANNED SIGN_IN_AGAIN');
      expect((await account()).letsAsk).toBe(true);
      const { data } = await house().ask('samira', 'EnrolAgreement', { step: id });
      expect(data.enrolAgreement.authorised).toBe(false);
      expect((await enrols(id)).data.enrolStep.outcome).toBe('SIGN_IN');
      await letsAsk(house(), 'samira');
      await enrols(id);
      await expect.poll(() => told(id), { timeout: 8000 }).toBe('ENROLLED');
    });
  });
}
