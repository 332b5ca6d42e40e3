/** What was asked of a host is seen in the route for as long as it goes on, and can be called off whatever the pod does. */
import { beforeAll, describe, expect, it } from 'vitest';
import { letsAsk } from '../../../fixtures/guest.js';
import type { Data, EnrolStage } from './stage.js';

export function keepsItsStep(stage: EnrolStage): void {
  const { house, roc, planned, plans, enrols, stepOf, told, patches, lastGuest, later } = stage;
  const ask = (operation: string, id: string) => house().ask('samira', operation, { id });
  const comesTo = (id: string, is: string) =>
    expect.poll(() => told(id), { timeout: 8000 }).toBe(is);

  /** What stands of the request that was made last, as if days went by. */
  const becomes = async (set: string) => {
    const { db } = house().running.house.ledger;
    await db.em().execute(
      `update enrolment set ${set}, next_at = null
         where id = (select id from enrolment order by asked_at desc limit 1)`,
      [],
      'run',
    );
  };
  /** What the route says of its request, and what comes of taking it out. */
  const removed = async (id: string) => {
    const { request } = await stepOf(id);
    const { codes } = await ask('RemoveStep', id);
    return [request.goesOn, request.canCallOff, codes];
  };
  const stays = [true, true, ['BAD_INPUT']];
  const goes = [false, false, []];

  describe('a step with a request', () => {
    /** What was called off, and can be asked for again. */
    let free: Data;
    beforeAll(() => letsAsk(house(), 'samira'));
    it('stays in the route until it is called off, which needs no pod', async () => {
      roc().decide({ decide: 'pending' });
      const { id, offering } = await planned();
      await enrols(id);
      await comesTo(id, 'REQUESTED WAITING_FOR_HOST');
      const { associationId } = lastGuest();
      expect(await removed(id)).toEqual(stays);
      expect(await patches(associationId, { remoteState: 'associated' })).toBe(200);
      await comesTo(id, 'ENROLLED');
      const refused = await ask('RemoveStep', id);
      expect(refused.text).toContain('call it off first');
      // The host has it, whatever became of what was asked after that.
      for (const set of [`'REFUSED', code = 'TOKEN'`, `'GIVEN_UP', code = 'NO_ANSWER'`]) {
        await becomes(`state = ${set}`);
        expect(await removed(id)).toEqual(stays);
      }
      house().proxy.setDown(true);
      const off = await ask('WithdrawStep', id);
      house().proxy.setDown(false);
      expect([off.codes, lastGuest().state]).toEqual([[], 'canceled']);
      await comesTo(id, 'WITHDRAWN HOME');
      expect(await removed(id)).toEqual(goes);
      expect(await stepOf(id)).toBeUndefined();
      free = offering;
      roc().decide(undefined);
    });

    it('goes from the route where the host turned it down, or what came of it is there', async () => {
      roc().decide({ decide: 'denied' });
      const { id } = await planned();
      await enrols(id);
      await comesTo(id, 'DENIED HOST');
      expect(await removed(id)).toEqual(goes);
      roc().decide(undefined);
      const done = await planned();
      await enrols(done.id);
      await comesTo(done.id, 'ENROLLED');
      const { associationId } = lastGuest();
      const result = { state: 'completed', pass: 'passed', resultDate: '2026-11-27' };
      const running = { state: 'in progress', pass: 'unknown' };
      expect(await patches(associationId, { result: running })).toBe(200);
      await comesTo(done.id, 'IN_PROGRESS');
      expect(await removed(done.id)).toEqual(stays);
      await becomes(`state = 'GIVEN_UP', code = 'NO_ANSWER'`);
      expect(await patches(associationId, { result })).toBe(200);
      await comesTo(done.id, 'COMPLETED');
      expect(await removed(done.id)).toEqual(goes);
    });

    it('is called off by the name that the host gave it, also where it was asked for anew since', async () => {
      roc().decide({ decide: 'pending' });
      const { id } = await plans(free);
      await enrols(id);
      await comesTo(id, 'REQUESTED WAITING_FOR_HOST');
      await becomes(`state = 'GIVEN_UP', code = 'NEVER_DECIDED'`);
      roc().behave({ tooMany: true, at: '/associations' });
      await enrols(id);
      expect(await told(id)).toBe('REQUESTED HOST_SILENT');
      roc().behave({});
      const before = roc().requests.length;
      expect((await ask('WithdrawStep', id)).codes).toEqual([]);
      await comesTo(id, 'WITHDRAWN HOME');
      const since = roc().requests.slice(before);
      expect(since.some(({ method }) => method === 'PATCH')).toBe(true);
      expect(since.filter(({ path }) => path.includes('/persons/'))).toEqual([]);
      roc().decide(undefined);
    });

    it('is not asked for anew before the host heard that it was called off', async () => {
      const { id } = await plans(free);
      roc().behave({ cutAfter: 5, at: '/associations' });
      await enrols(id);
      await ask('WithdrawStep', id);
      expect(await told(id)).toBe('WITHDRAWN HOME HOST_NOT_TOLD_YET');
      const { enrolStep } = (await enrols(id)).data;
      expect(enrolStep.outcome).toBe('CALLING_OFF');
      expect(enrolStep.sentence).toContain('nog niet gehoord');
      expect(await told(id)).toBe('WITHDRAWN HOME HOST_NOT_TOLD_YET');
      roc().behave({});
      await later();
      await comesTo(id, 'WITHDRAWN HOME');
    });
  });
}
