import { beforeAll, describe, expect, it } from 'vitest';
import { newWatcher } from '../../../../src/ledger/index.js';
import {
  grantsUniversityResults,
  readsSamira,
  revokes,
  revokesAll,
} from '../../../fixtures/consent-steps.js';
import { openHouse, type TestHouse } from '../../../fixtures/house.js';
import { backup, type LogStage, logStage } from './steps.js';

let house: TestHouse;
let stage: LogStage;
beforeAll(async () => {
  house = await openHouse();
  stage = await logStage(house);
  return async () => {
    await stage.close();
    await house.stop();
  };
}, 120_000);

/** Opens a view again as it was: what work that an old copy of the database still owes would do to the pod. */
async function reopenedLater(view: string): Promise<() => Promise<void>> {
  const { fetch } = house.running.workshop.build;
  const kept = await Promise.all(
    [view, `${view}.acr`].map(async (url) => {
      const response = await fetch(url);
      const type = response.headers.get('content-type') ?? '';
      return { url, type: type.split(';')[0] ?? '', body: await response.text() };
    }),
  );
  return async () => {
    for (const { url, type, body } of kept) {
      const headers = { 'content-type': type };
      expect((await fetch(url, { method: 'PUT', headers, body })).ok).toBe(true);
    }
  };
}

const newestView = async (): Promise<string> => {
  const [grant] = await house.running.house.ledger.grants.ofLearner(stage.learner);
  if (grant === undefined) throw new Error('no grant');
  return grant.view;
};
/** What a worker does first when it starts on a database. */
const watchBegins = () => house.running.workshop.ledger.watch.beat(newWatcher());
const events = async (): Promise<readonly (string | null)[]> => {
  const { data } = await house.ask('samira', 'MyAccessLog');
  return data.myAccessLog.nodes.map(({ event }: { event: string }) => event);
};

describe('attack 49: an old backup of the database is put back after a revoke', () => {
  let oldHead: unknown;
  let oldSegment: unknown;

  it('the grant would be alive again, with the view back in the pod', async () => {
    const id = await grantsUniversityResults(house);
    await readsSamira(house);
    await stage.keep();
    const putBack = await backup(stage);
    const reopen = await reopenedLater(await newestView());
    await revokes(house, id);
    await stage.keep();
    expect((await readsSamira(house)).codes).toEqual(['GRANT_ENDED']);
    await stage.keep();
    [oldHead, oldSegment] = [await stage.inPod('head.json'), await stage.inPod('1.json')];

    await putBack();
    await reopen();
    // The attack is real: nothing but the witness stands in its way.
    expect((await readsSamira(house)).data.learner.records.count).toBeGreaterThan(0);
  });

  it('nothing leaves from the moment that a worker starts on it, though no pod was asked yet', async () => {
    expect(await watchBegins()).toBe(false);
    const answer = await readsSamira(house);
    expect(answer.codes).toEqual(['UPSTREAM']);
    expect(answer.data ?? {}).toEqual({});
    expect(answer.text).not.toContain('records');
    house.faults.splice(0);
  });

  it('the learner’s own records are theirs meanwhile', async () => {
    const { data } = await house.ask('samira', 'MyRecords');
    expect(data.viewer ?? data).not.toBeNull();
  });

  it('once the pod was asked, the grant is over for good, and the learner reads why', async () => {
    await stage.keep();
    expect((await readsSamira(house)).codes).toEqual(['GRANT_ENDED']);
    const { nodes } = (await house.ask('samira', 'MyAccessLog')).data.myAccessLog;
    const line = nodes.find(({ event }: { event: string }) => event === 'RESTORED');
    expect(line.sentence).toMatch(/ouder dan wat in jouw kluis staat/);
    const policy = (await events()).filter((event) => event !== null);
    expect(policy.slice(0, 2)).toEqual(['RESTORED', 'REVOKED']);
    const { data } = await house.ask('samira', 'MyGrants');
    expect(data.myGrants.paused).toBe(true);
    expect(data.myGrants.nodes[0].state).toBe('REVOKED');
  });

  it('no old answer or cursor fits: the epoch is above all that was signed', async () => {
    const { epoch } = (await stage.inPod('1/head.json')) as { epoch: number };
    expect(epoch).toBeGreaterThan((oldHead as { epoch: number }).epoch);
  });

  it('the evidence stays as it was, and the copies go on beside it', async () => {
    expect(await stage.inPod('head.json')).toEqual(oldHead);
    expect(await stage.inPod('1.json')).toEqual(oldSegment);
    await stage.keep();
    expect(await stage.verify()).toMatchObject({ whole: true, podCopy: 'MATCHES' });
  });

  it('resuming brings back nothing of it', async () => {
    await house.ask('samira', 'PauseAll', { paused: false });
    expect((await readsSamira(house)).codes).toEqual(['GRANT_ENDED']);
    await stage.keep();
    expect(await stage.verify()).toMatchObject({ whole: true, podCopy: 'MATCHES' });
  });

  it('a restart after that finds nothing amiss: it is said once', async () => {
    await watchBegins();
    await stage.keep();
    const restored = (await events()).filter((event) => event === 'RESTORED');
    expect(restored).toHaveLength(1);
    await grantsUniversityResults(house);
    expect((await readsSamira(house)).data.learner.records.count).toBeGreaterThan(0);
  });
});

const cutTo = async (seq: number) => {
  await stage.sql('delete from log_entry where learner_id = $1 and seq > $2', [stage.learner, seq]);
  return (await stage.sql('select hash from log_entry where learner_id = $1 and seq = $2', [
    stage.learner,
    seq,
  ])) as { hash: string }[];
};

describe('attack 45: the end of the log is cut off', () => {
  it('rows alone: the learner’s row knows where it ended', async () => {
    await stage.keep();
    const { seq } = await house.running.house.ledger.log.head(stage.learner);
    await cutTo(seq - 1);
    expect(await stage.verify()).toMatchObject({
      whole: false,
      brokenAt: seq,
      because: 'CUT_SHORT',
      sentence: expect.stringContaining('Je logboek klopt niet'),
    });
  });

  it('and the learner’s row with it: the pod knows where it ended, and everything stops', async () => {
    const { seq } = await house.running.house.ledger.log.head(stage.learner);
    const [last] = await cutTo(seq - 2);
    await stage.sql('update learner set log_seq = $2, log_head = $3 where id = $1', [
      stage.learner,
      seq - 2,
      last?.hash,
    ]);
    expect(await stage.verify()).toMatchObject({ whole: true, podCopy: 'DIFFERS' });
    await stage.keep();
    expect(await house.running.house.ledger.grants.isPaused(stage.learner)).toBe(true);
    expect((await events())[0]).toBe('RESTORED');
    expect(await stage.verify()).toMatchObject({ whole: true, podCopy: 'MATCHES' });
    await house.ask('samira', 'PauseAll', { paused: false });
  });
});

/** A line in the middle of the copies is not any more what was written there. */
async function damagesCopies(): Promise<void> {
  const { fetch } = house.running.workshop.build;
  const copied = await house.running.house.ledger.copies.last(stage.learner);
  const folder = copied?.generation === 0 ? '' : `${copied?.generation}/`;
  const at = `${stage.storage}consent/log/${folder}1.json`;
  const { rows } = JSON.parse(await (await fetch(at)).text());
  const damaged = rows.map((row: object, n: number) => (n === 1 ? { ...row, bytes: '{' } : row));
  const body = JSON.stringify({ rows: damaged });
  const headers = { 'content-type': 'application/json' };
  expect((await fetch(at, { method: 'PUT', headers, body })).ok).toBe(true);
}

describe('an old backup that knows nothing of what was hidden since', () => {
  it('ends all grants, also where the copies are damaged elsewhere', async () => {
    await revokesAll(house);
    await grantsUniversityResults(house);
    await stage.keep();
    const putBack = await backup(stage);
    const hidden = await house.ask('samira', 'BlockRecords', { scope: [{ types: ['RESULT'] }] });
    expect(hidden.codes).toEqual([]);
    await stage.keep();
    await damagesCopies();
    await putBack();
    await stage.sql('delete from block where learner_id = $1', [stage.learner]);
    await watchBegins();
    await stage.keep();
    const { data } = await house.ask('samira', 'MyGrants');
    expect(data.myGrants.nodes[0].state).toBe('REVOKED');
    await house.ask('samira', 'PauseAll', { paused: false });
    expect((await readsSamira(house)).codes).toEqual(['GRANT_ENDED']);
    await stage.keep();
  });
});

it('attack 44: a pod that is written by hand vouches for nothing', async () => {
  await revokesAll(house);
  await stage.keep();
  const before = (await events()).filter((event) => event === 'RESTORED').length;
  const { fetch } = house.running.workshop.build;
  const copied = await house.running.house.ledger.copies.last(stage.learner);
  const at = `${stage.storage}consent/log/${copied?.generation}/head.json`;
  const head = JSON.parse(await (await fetch(at)).text());
  const body = JSON.stringify({ ...head, seq: head.seq + 100, epoch: 9999, signature: 'a.b.c' });
  await fetch(at, { method: 'PUT', headers: { 'content-type': 'application/json' }, body });
  expect(await stage.verify()).toMatchObject({ whole: true, podCopy: 'DIFFERS' });
  await watchBegins();
  await stage.keep();
  expect((await events()).filter((event) => event === 'RESTORED')).toHaveLength(before);
  expect(await stage.verify()).toMatchObject({ whole: true, podCopy: 'MATCHES' });
});

it('nothing unforeseen happened behind these answers', () => {
  expect(house.faults).toEqual([]);
});
