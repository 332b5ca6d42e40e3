import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { institutionId } from '../../../../src/base/index.js';
import { takeUpInboxes } from '../../../../src/flows/index.js';
import { inboxOf } from '../../../../src/pod/index.js';
import { revokes } from '../../../fixtures/consent-steps.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { clientOf, letsRocWrite, puts, rocDeWaterlanden } from '../write/steps.js';
import { association, byTitle, resultsOf } from './steps.js';

const looks = (house: TestHouse) =>
  takeUpInboxes(house.running.workshop, (error) => house.faults.push(error), 0);

const named = (title: string) => {
  const { offering, ...rest } = association();
  const name = [{ language: 'nl', value: title }];
  return { ...rest, offering: { ...offering, course: { ...offering.course, name } } };
};

/** What ROC de Waterlanden puts in Samira's pod with its own Solid client. */
export function takesUpInboxes(house: () => TestHouse): void {
  const inbox = () => inboxOf(house().account('samira').podRoot, institutionId(rocDeWaterlanden));
  it('is taken up also where two grants let the same school in', async () => {
    await letsRocWrite(house());
    await letsRocWrite(house());
    const roc = await clientOf(house(), 'roc');
    const title = 'Koken met twee pannen';
    await puts(roc, `${inbox()}${randomUUID()}.json`, JSON.stringify(named(title)));
    const before = house().faults.length;
    await looks(house());
    expect(house().faults).toHaveLength(before);
    const mine = async () => byTitle(await resultsOf(house()), title).length;
    await expect.poll(mine, { timeout: 30_000 }).toBe(1);
  });

  it('is taken up once, and the document stays where it was put', async () => {
    await letsRocWrite(house());
    const roc = await clientOf(house(), 'roc');
    const title = 'Bakken zonder oven';
    const sent = JSON.stringify(named(title));
    expect(await puts(roc, `${inbox()}${randomUUID()}.json`, sent)).toBe(201);
    await looks(house());
    const mine = async () => byTitle(await resultsOf(house()), title);
    await expect.poll(async () => (await mine()).length, { timeout: 30_000 }).toBe(1);
    await looks(house());
    expect(await puts(roc, `${inbox()}${randomUUID()}.json`, sent)).toBe(201);
    await looks(house());
    expect(await mine()).toHaveLength(1);
    const { data } = await house().ask('roc', 'Deliveries', { first: 1 });
    expect(data.deliveries.nodes[0]).toMatchObject({ channel: 'INBOX', state: 'DELIVERED' });
  });

  it('is refused with the reason for its clerk where it is not right', async () => {
    await letsRocWrite(house());
    const roc = await clientOf(house(), 'roc');
    await puts(roc, `${inbox()}${randomUUID()}.json`, '{"cijfer":"10"}');
    await looks(house());
    const { data } = await house().ask('roc', 'Deliveries', { first: 1 });
    expect(data.deliveries.nodes[0]).toMatchObject({
      channel: 'INBOX',
      state: 'REFUSED',
      reason: 'TYPE',
      pointer: '/associationId',
    });
  });

  it('stays where it is and is read by nobody once the learner stopped it', async () => {
    const { id } = await letsRocWrite(house());
    const roc = await clientOf(house(), 'roc');
    const title = 'Te laat ingeleverd';
    await puts(roc, `${inbox()}${randomUUID()}.json`, JSON.stringify(named(title)));
    const { workshop } = house().running;
    const { deliveries } = workshop.ledger;
    let wasDue = false;
    // Stopped at the very moment that the inbox was to be looked into.
    const inboxesDue: typeof deliveries.inboxesDue = async (seconds, limit) => {
      const due = await deliveries.inboxesDue(seconds, limit);
      wasDue = due.some(({ institution }) => institution === rocDeWaterlanden);
      await revokes(house(), id);
      return due;
    };
    const ledger = { ...workshop.ledger, deliveries: { ...deliveries, inboxesDue } };
    await takeUpInboxes({ ...workshop, ledger }, (error) => house().faults.push(error), 0);
    expect(wasDue).toBe(true);
    expect(byTitle(await resultsOf(house()), title)).toEqual([]);
    const { data } = await house().ask('roc', 'Deliveries', { first: 1 });
    expect(data.deliveries.nodes[0]).not.toMatchObject({ channel: 'INBOX', state: 'DELIVERED' });
  });
}
