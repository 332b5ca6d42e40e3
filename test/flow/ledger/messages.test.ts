import { beforeAll, beforeEach, expect, it } from 'vitest';
import type { LearnerId } from '../../../src/base/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { asksAs, newGrantee, strangerNamed } from './asking.js';
import { byLearner, enrol } from './people.js';

let kluis: TestLedger;
let learner: LearnerId;
beforeAll(async () => {
  kluis = await openTestLedger();
  return kluis.close;
});
beforeEach(async () => {
  await kluis.sql('delete from message_due');
  learner = await enrol(kluis.ledger);
});

const take = () => kluis.ledger.messages.take();
const ask = async (): Promise<string> =>
  (await kluis.ledger.requests.add(learner, strangerNamed(), asksAs(newGrantee()))) ?? '';
const hoursLater = (hours: number) =>
  kluis.sql(
    `update message_due set since = since - make_interval(hours => $1),
       try_at = try_at - make_interval(hours => $1), sent_at = sent_at - make_interval(hours => $1)`,
    [hours],
  );
const request = () => [{ learner, kinds: ['REQUEST'] }];

it('is taken up once, whichever process asks', async () => {
  await ask();
  const other = await kluis.openAnother();
  const taken = await Promise.all([take(), other.messages.take(), take(), other.messages.take()]);
  expect(taken.flat()).toEqual(request());
  expect(await take()).toEqual([]);
});

it('what was not sent is tried again, later each time, ten times in all', async () => {
  await ask();
  const gaps: number[] = [];
  for (let tries = 1; tries <= 10; tries += 1) {
    expect(await take()).toEqual(request());
    const [row] = await kluis.sql(
      'select round(extract(epoch from try_at - clock_timestamp()) / 60)::int as minutes from message_due',
    );
    gaps.push(Number(row?.['minutes']));
    await hoursLater(6);
  }
  expect(gaps).toEqual([1, 2, 4, 8, 16, 32, 64, 128, 256, 360]);
  expect(await take()).toEqual([]);
  await hoursLater(1000);
  expect(await take()).toEqual([]);
});

it('what was given up is no reason never to tell of what comes later', async () => {
  await ask();
  await kluis.sql('update message_due set attempts = 10');
  await ask();
  expect(await take()).toEqual(request());
});

it('of requests there is one message a day; an alert does not wait for that', async () => {
  const { messages } = kluis.ledger;
  await ask();
  for (const due of await take()) await messages.settle(due, true);
  await ask();
  expect(await take()).toEqual([]);
  await messages.due(learner, 'ALERT');
  const [alert] = await take();
  expect(alert).toEqual({ learner, kinds: ['ALERT'] });
  if (alert !== undefined) await messages.settle(alert, true);
  await messages.due(learner, 'ALERT');
  await hoursLater(23);
  expect(await take()).toEqual([]);
  await hoursLater(2);
  expect((await take()).map(({ kinds }) => kinds.toSorted())).toEqual([['ALERT', 'REQUEST']]);
});

it('a request that was answered meanwhile is nothing to be told of', async () => {
  const id = await ask();
  await kluis.ledger.requests.decline(learner, id, byLearner);
  expect(await take()).toEqual([]);
});

it('where there is no address nothing is tried again, until there is something new', async () => {
  await ask();
  for (const due of await take()) await kluis.ledger.messages.settle(due, false);
  await hoursLater(48);
  expect(await take()).toEqual([]);
  await ask();
  expect(await take()).toEqual(request());
});

it('nothing stands in the table but whom, what kind and when', async () => {
  await ask();
  const [row] = await kluis.sql('select * from message_due');
  expect(Object.keys(row ?? {}).toSorted()).toEqual(
    ['attempts', 'kind', 'learner_id', 'sent_at', 'since', 'try_at'].toSorted(),
  );
});
