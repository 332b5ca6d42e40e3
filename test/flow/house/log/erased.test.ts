import { beforeAll, expect, it } from 'vitest';
import { grantsUniversityResults, readsSamira } from '../../../fixtures/consent-steps.js';
import { openHouse, type TestHouse } from '../../../fixtures/house.js';
import { type LogStage, logStage } from './steps.js';

let house: TestHouse;
let stage: LogStage;
beforeAll(async () => {
  // Every line is old enough to go: what is shown here is how it goes.
  house = await openHouse({ logRetentionDays: 0 });
  stage = await logStage(house);
  await grantsUniversityResults(house);
  await readsSamira(house);
  await stage.keep();
  return async () => {
    await stage.close();
    await house.stop();
  };
}, 120_000);

interface Row {
  readonly seq: number;
  readonly bytes: string | null;
  readonly salt: string | null;
}

it('what old lines say goes, in the database and in the pod; that they were there stays', async () => {
  const { ledger } = house.running.house;
  const { seq } = await ledger.log.head(stage.learner);
  const before = new Date(Date.now() - 1).toISOString();
  const { data } = await house.ask('samira', 'EraseLogLines', { before });
  expect(data.eraseLogLines).toEqual({ lines: seq, from: 1, to: seq, pod: 'CONFIRMED' });
  await stage.keep();

  const chain = await ledger.log.chain(stage.learner);
  const { rows } = (await stage.inPod('1.json')) as { rows: readonly Row[] };
  expect(rows).toEqual(chain);
  expect(rows.slice(0, seq).every(({ bytes, salt }) => bytes === null && salt === null)).toBe(true);
  expect(await stage.verify()).toMatchObject({ whole: true, erased: seq, podCopy: 'MATCHES' });
});

it('a line of its own says so, and stands', async () => {
  const { data } = await house.ask('samira', 'MyAccessLog');
  const [newest] = data.myAccessLog.nodes;
  expect(newest).toMatchObject({
    event: 'LOG_ERASED',
    sentence: 'Je wiste oude regels van je logboek.',
  });
  const [last] = (await house.running.house.ledger.log.chain(stage.learner)).slice(-1);
  expect(JSON.parse(last?.bytes ?? '{}').lines).toEqual({ from: 1, to: newest.seq - 1 });
});

it('the next look is chained to what was erased', async () => {
  expect((await readsSamira(house)).data.learner.records.count).toBeGreaterThan(0);
  await stage.keep();
  expect(await stage.verify()).toMatchObject({ whole: true, podCopy: 'MATCHES' });
});

it('nothing unforeseen happened behind these answers', () => {
  expect(house.faults).toEqual([]);
});
