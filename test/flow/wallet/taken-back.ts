import { beforeAll, describe, expect, it } from 'vitest';
import type { TestHouse } from '../../fixtures/house.js';
import { association, byTitle, delivers } from '../house/push/steps.js';
import { letsRocWrite } from '../house/write/steps.js';
import {
  credentialIn,
  denied,
  HandWallet,
  offers,
  resultsOf,
  roc,
  signsHere,
  statusOf,
} from './steps.js';

/** Barry's school delivers something, and lets us sign it. */
async function delivered(house: TestHouse) {
  const sent = association();
  expect((await delivers(house, sent)).codes).toEqual([]);
  const title = 'Koken voor grote groepen';
  const found = byTitle(await resultsOf(house, 'samira', roc), title);
  const one = found.find(({ status }: any) => status === 'CURRENT');
  return { sent, id: one.id };
}
const takesBack = (house: TestHouse, associationId: string) => {
  const learner = house.account('samira').webId;
  const input = { learner, associationId, reason: 'Vergissing' };
  return house.ask('roc', 'WithdrawResults', { input });
};
/** In a house where Samira lets a school deliver. */
export const takesBackCopies = (at: () => TestHouse) =>
  describe('what a school takes back', () => {
    let house: TestHouse;
    beforeAll(async () => {
      house = at();
      await signsHere(house, roc);
      await letsRocWrite(house);
    });

    it('is not signed any more when it was offered before', async () => {
      const { sent, id } = await delivered(house);
      const wallet = await HandWallet.of(house);
      const token = await wallet.tokenOf(await offers(house, id));
      expect((await takesBack(house, sent.associationId)).codes).toEqual([]);
      expect(await wallet.credential(token)).toMatchObject(denied('credential_request_denied'));
    });

    it('holds no longer in a wallet either, and its list says so', async () => {
      const { sent, id } = await delivered(house);
      const wallet = await HandWallet.of(house);
      const told = await wallet.credential(await wallet.tokenOf(await offers(house, id)));
      const credential = credentialIn(told);
      expect(await statusOf(house, credential)).toBe('VALID');
      expect((await takesBack(house, sent.associationId)).data.withdrawResults.pod).toBe(
        'CONFIRMED',
      );
      expect(await statusOf(house, credential)).toBe('REVOKED');
    });

    it('and says otherwise, leaves the copy of what it said before revoked', async () => {
      const { sent, id } = await delivered(house);
      const wallet = await HandWallet.of(house);
      const told = await wallet.credential(await wallet.tokenOf(await offers(house, id)));
      const result = { state: 'completed', pass: 'passed', score: '8', resultDate: '2026-07-02' };
      const again = await delivers(house, { ...sent, result });
      expect(again.codes).toEqual([]);
      expect(await statusOf(house, credentialIn(told))).toBe('REVOKED');
      const anew = await wallet.credential(await wallet.tokenOf(await offers(house, id)));
      expect(await statusOf(house, credentialIn(anew))).toBe('VALID');
    });
  });
