/** What the host may do, and until when. */
import { beforeAll, describe, expect, it } from 'vitest';
import { letsAsk } from '../../../fixtures/guest.js';
import { letsWrite } from '../write/steps.js';
import type { EnrolStage } from './stage.js';

const day = 86_400_000;

export function rightLongEnough({ house, planned, enrols, told, grants }: EnrolStage): void {
  describe('a right that the host has already', () => {
    beforeAll(() => letsAsk(house(), 'samira'));
    it('and that ends before a result can be there is no agreement: it is lengthened, and says until when', async () => {
      const until = new Date(Date.now() + 20 * day).toISOString();
      await letsWrite(house(), { until });
      const [before] = await grants();
      const { id, offering } = await planned();
      const agreement = async () =>
        (await house().ask('samira', 'EnrolAgreement', { step: id })).data.enrolAgreement;
      const wanted = Date.parse(offering.end) + 180 * day;
      expect(Date.parse(before.validUntil)).toBeLessThan(Date.parse(offering.end));
      const shown = await agreement();
      expect([shown.agreed, Date.parse(shown.until)]).toEqual([false, wanted]);
      await enrols(id);
      await expect.poll(() => told(id), { timeout: 8000 }).toBe('ENROLLED');
      const [after, ...more] = await grants();
      expect([after.id, Date.parse(after.validUntil), more]).toEqual([before.id, wanted, []]);
      // From here it is long enough, and what is shown is what it is.
      expect(await agreement()).toMatchObject({ agreed: true, until: after.validUntil });
    });
  });
}
