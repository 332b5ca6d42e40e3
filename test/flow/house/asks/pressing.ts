import { beforeAll, describe, expect, it } from 'vitest';
import { sweep } from '../../../../src/flows/index.js';
import { revokesAll } from '../../../fixtures/consent-steps.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { rowsOf } from '../attacks/ledger-rows.js';
import { answers, asks, daysLater, declines, openFrom, requestsOf } from './steps.js';

/** Who asks until they get a yes, or asks so that silence is one. */
export function attacksByPressing(opened: () => TestHouse): void {
  let house: TestHouse;
  beforeAll(() => {
    house = opened();
  });

  const grants = async () => rowsOf(house, 'select 1 from grant_version');

  describe('attack 41: asking again and again, or asking for a yes that is ticked already', () => {
    it('a no is final for 30 days, whatever the asker tries', async () => {
      await asks(house, 'adviser');
      await declines(house, 'adviser');
      await asks(house, 'adviser', { reason: 'Toch nog even?', purpose: 'ADMISSION' });
      expect((await requestsOf(house)).map(({ state }) => state)).toEqual(['DECLINED']);
      await daysLater(house, 31);
      await asks(house, 'adviser', { reason: 'Een jaar later.' });
      expect((await openFrom(house, 'adviser')).reason).toBe('Een jaar later.');
    });

    it('a no is an answer and no error', async () => {
      await asks(house, 'adviser');
      const { codes, data } = await declines(house, 'adviser');
      expect([codes, data.answerAccessRequest]).toEqual([
        [],
        { pod: 'CONFIRMED', grant: null, missing: [] },
      ]);
    });

    // biome-ignore format: a table is read in columns
    const ticked: readonly (readonly [string, object])[] = [
      ['an item that is on',       { items: [{ facets: ['CORE'], required: true, granted: true }] }],
      ['an item ticked before',    { items: [{ facets: ['CORE'], checked: true }] }],
      ['an item that is the default', { items: [{ facets: ['CORE'], default: true }] }],
      ['a scope of the asker’s',   { scope: [{}] }],
      ['a decision of the asker’s', { decision: 'GRANT' }],
      ['a yes by silence',         { autoGrant: true }],
    ];
    it.each(ticked)('there is no way to ask with %s', async (_what, change) => {
      const before = await grants();
      expect(new Set((await asks(house, 'adviser', change)).codes)).toEqual(new Set(['BAD_INPUT']));
      expect(await requestsOf(house)).toEqual([]);
      expect(await grants()).toEqual(before);
    });

    it('what is required gives nothing by itself: a yes without a choice is refused, a lapse is no yes', async () => {
      const before = await grants();
      await asks(house, 'adviser');
      const { id: requestId } = await openFrom(house, 'adviser');
      for (const more of [{}, { scope: [] }, { scope: null }, { facets: ['CORE'] }]) {
        const answer = await answers(house, { requestId, decision: 'GRANT', ...more });
        expect(answer.codes).toEqual(['BAD_INPUT']);
      }
      await daysLater(house, 30);
      const late = await answers(house, {
        requestId,
        decision: 'GRANT',
        scope: [{ types: ['RESULT'] }],
      });
      expect(late.codes).toEqual(['NOT_FOUND']);
      await sweep(house.running.workshop, (error) => house.faults.push(error));
      expect((await requestsOf(house)).map(({ state }) => state)).toEqual(['LAPSED']);
      expect(await grants()).toEqual(before);
    });

    it('the learner may give less than is required, and is told what that leaves out', async () => {
      await revokesAll(house);
      const items = [
        { recordTypes: ['RESULT', 'DIPLOMA'], facets: ['CORE', 'ASSESSMENT'], required: true },
        { recordTypes: ['RESULT'], facets: ['CORE'], required: true },
        { recordTypes: ['ENROLMENT'], facets: ['CORE', 'ASSESSMENT'], required: false },
      ];
      await asks(house, 'adviser', { items });
      const { id: requestId } = await openFrom(house, 'adviser');
      const scope = [{ types: ['RESULT'] }];
      const answer = await answers(house, {
        requestId,
        decision: 'GRANT',
        scope,
        facets: ['CORE'],
      });
      expect(answer.codes).toEqual([]);
      expect(answer.data.answerAccessRequest.missing).toEqual([{ institutions: [], ...items[0] }]);
      expect(answer.data.answerAccessRequest.grant.facets).toEqual(['CORE']);
      await revokesAll(house);
    });

    it('for how long the asker keeps what they read is said, within bounds', async () => {
      await asks(house, 'adviser', { retentionDays: 365 });
      expect((await openFrom(house, 'adviser')).retentionDays).toBe(365);
      for (const retentionDays of [0, -1, 3651]) {
        expect((await asks(house, 'adviser', { retentionDays })).codes).toEqual(['BAD_INPUT']);
      }
      await asks(house, 'adviser');
      expect((await openFrom(house, 'adviser')).retentionDays).toBeNull();
    });
  });
}
