import { beforeAll, describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../src/base/index.js';
import { workOutbox } from '../../../../src/flows/index.js';
import { grantsUniversityResults, readsSamira } from '../../../fixtures/consent-steps.js';
import { openHouse, type TestHouse } from '../../../fixtures/house.js';
import { type LogStage, logStage } from './steps.js';

let house: TestHouse;
let stage: LogStage;
beforeAll(async () => {
  house = await openHouse();
  stage = await logStage(house);
  await grantsUniversityResults(house);
  await readsSamira(house);
  await stage.keep();
  return async () => {
    await stage.close();
    await house.stop();
  };
}, 120_000);

const rowOf = async (seq: number) => {
  const [row] = await stage.sql('select * from log_entry where learner_id = $1 and seq = $2', [
    stage.learner,
    seq,
  ]);
  return row as { bytes: string; salt: string; commitment: string; hash: string };
};
const write = (seq: number, field: string, value: unknown) =>
  stage.sql(`update log_entry set ${field} = $3 where learner_id = $1 and seq = $2`, [
    stage.learner,
    seq,
    value,
  ]);
const eraseBefore = (before: Date) =>
  house.ask('samira', 'EraseLogLines', { before: before.toISOString() });

describe('attack 45: somebody edits the log in the database', () => {
  it.each(['bytes', 'salt', 'commitment', 'hash'] as const)('%s of a row', async (field) => {
    const row = await rowOf(2);
    await write(2, field, `${row[field]} `);
    expect(await stage.verify()).toMatchObject({
      whole: false,
      brokenAt: 2,
      because: 'CHANGED',
      podCopy: ['bytes', 'salt'].includes(field) ? 'MATCHES' : 'DIFFERS',
    });
    await write(2, field, row[field]);
    expect(await stage.verify()).toMatchObject({ whole: true, podCopy: 'MATCHES' });
  });

  it('the export of such a log is not believed either', async () => {
    const { verdictOn } = await import('../../../../src/verify-log.js');
    const row = await rowOf(3);
    await write(3, 'bytes', canonicalJson({ kind: 'READ' }));
    const { data } = await house.ask('samira', 'ExportMyLog');
    expect(await verdictOn(data.exportMyLog)).toMatchObject({
      ok: false,
      sentence: 'This log is not right at line 3: a line was changed.',
    });
    await write(3, 'bytes', row.bytes);
  });

  it('what was copied before the edit stays in the pod as it was', async () => {
    const row = await rowOf(2);
    await stage.sql(
      'update log_entry set bytes = null, salt = null where learner_id = $1 and seq = 2',
      [stage.learner],
    );
    await readsSamira(house);
    await stage.keep();
    const { rows } = (await stage.inPod('1.json')) as { rows: { bytes: string | null }[] };
    expect(rows[1]?.bytes).toBe(row.bytes);
    await write(2, 'bytes', row.bytes);
    await write(2, 'salt', row.salt);
  });
});

describe('attack 45: the log cannot be written', () => {
  it('no data leaves', async () => {
    await stage.sql(
      `create function no_log() returns trigger language plpgsql as $$ begin
         raise exception 'disk full'; end $$`,
    );
    await stage.sql(
      'create trigger no_log before insert on log_entry for each row execute function no_log()',
    );
    const answer = await readsSamira(house);
    await stage.sql('drop trigger no_log on log_entry');
    expect(answer.text).not.toContain('records');
    expect(answer.text).not.toContain('disk full');
    expect(answer.data?.learner ?? null).toBeNull();
    expect(answer.codes).toEqual(['UPSTREAM']);
    expect(house.faults.length).toBeGreaterThan(0);
    house.faults.splice(0);
    expect((await readsSamira(house)).data.learner.records.count).toBeGreaterThan(0);
  });
});

describe('attack 48: erasing is used to make a look disappear', () => {
  it('young lines are refused, and nothing is erased', async () => {
    const before = await house.running.house.ledger.log.chain(stage.learner);
    const answer = await eraseBefore(new Date());
    expect(answer.codes).toEqual(['BAD_INPUT']);
    expect(answer.text).toContain('Each line is kept for 730 days');
    expect((await eraseBefore(new Date(Date.now() - 729 * 86_400_000))).codes).toEqual([
      'BAD_INPUT',
    ]);
    expect((await eraseBefore(new Date(Date.now() + 86_400_000))).codes).toEqual(['BAD_INPUT']);
    expect(await house.running.house.ledger.log.chain(stage.learner)).toEqual(before);
  });

  it('where no line is old enough, nothing is erased and nothing is logged', async () => {
    const { seq } = await house.running.house.ledger.log.head(stage.learner);
    const { data } = await eraseBefore(new Date(Date.now() - 731 * 86_400_000));
    expect(data.eraseLogLines).toEqual({ lines: 0, from: null, to: null, pod: 'CONFIRMED' });
    expect((await house.running.house.ledger.log.head(stage.learner)).seq).toBe(seq);
  });

  it('a forged order to the worker does not reach what the pod has', async () => {
    await stage.keep();
    const before = await stage.inPod('1.json');
    await stage.sql(
      `insert into outbox_item (id, learner_id, lane, kind, payload, state, created_at)
       values (gen_random_uuid(), $1, 'POLICY', 'ERASE_LOG', $2, 'WAITING', clock_timestamp())`,
      [stage.learner, JSON.stringify({ before: new Date().toISOString() })],
    );
    const { workshop } = house.running;
    await workOutbox(workshop, stage.learner, 'POLICY', (error) => house.faults.push(error));
    const left = await stage.sql("select 1 from outbox_item where state <> 'DONE'");
    expect(left).toEqual([]);
    expect(await stage.inPod('1.json')).toEqual(before);
  });
});

it('nothing unforeseen happened behind these answers', () => {
  expect(house.faults).toEqual([]);
});
