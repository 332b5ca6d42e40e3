/** What was asked of a host is seen in the route for as long as it goes on, and can be called off whatever the pod does. */
import { beforeAll, describe, expect, it } from 'vitest';
import { letsAsk } from '../../../fixtures/guest.js';
import type { EnrolStage } from './stage.js';

export function keepsItsStep(stage: EnrolStage): void {
  const { house, roc, planned, enrols, stepOf, told, patches, lastGuest } = stage;
  const ask = (operation: string, id: string) => house().ask('samira', operation, { id });

  describe('a step with a request', () => {
    beforeAll(() => letsAsk(house(), 'samira'));
    it('stays in the route until it is called off, which needs no pod', async () => {
      roc().decide({ decide: 'pending' });
      const { id } = await planned();
      await enrols(id);
      await expect.poll(() => told(id), { timeout: 8000 }).toBe('REQUESTED WAITING_FOR_HOST');
      const { associationId } = lastGuest();
      expect((await ask('RemoveStep', id)).codes).toEqual(['BAD_INPUT']);
      expect(await patches(associationId, { remoteState: 'associated' })).toBe(200);
      await expect.poll(() => told(id), { timeout: 8000 }).toBe('ENROLLED');
      const refused = await ask('RemoveStep', id);
      expect(refused.text).toContain('call it off first');
      house().proxy.setDown(true);
      const off = await ask('WithdrawStep', id);
      house().proxy.setDown(false);
      expect([off.codes, lastGuest().state]).toEqual([[], 'canceled']);
      await expect.poll(() => told(id), { timeout: 8000 }).toBe('WITHDRAWN HOME');
      expect((await ask('RemoveStep', id)).codes).toEqual([]);
      expect(await stepOf(id)).toBeUndefined();
      roc().decide(undefined);
    });

    it('goes from the route where the host turned it down, or what came of it is there', async () => {
      roc().decide({ decide: 'denied' });
      const { id } = await planned();
      await enrols(id);
      await expect.poll(() => told(id), { timeout: 8000 }).toBe('DENIED HOST');
      expect((await ask('RemoveStep', id)).codes).toEqual([]);
      roc().decide(undefined);
      const done = await planned();
      await enrols(done.id);
      await expect.poll(() => told(done.id), { timeout: 8000 }).toBe('ENROLLED');
      const result = { state: 'completed', pass: 'passed', resultDate: '2026-11-27' };
      expect(await patches(lastGuest().associationId, { result })).toBe(200);
      await expect.poll(() => told(done.id), { timeout: 8000 }).toBe('COMPLETED');
      expect((await ask('RemoveStep', done.id)).codes).toEqual([]);
    });
  });
}
