import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type LearnerId, webId } from '../../../src/base/index.js';
import { newWatcher, onceWatched, verifyChain } from '../../../src/ledger/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { chainOf } from '../../fixtures/log-rows.js';
import { activeGrant, answerUnder, byLearner, enrol, noor } from './people.js';

let kluis: TestLedger;
let learner: LearnerId;
beforeAll(async () => {
  kluis = await openTestLedger();
  return kluis.close;
});
beforeEach(async () => {
  learner = await enrol(kluis.ledger);
  await kluis.ledger.learners.markOpened(learner, new Date());
});

const dayMs = 86_400_000;
const ago = (days: number): Date => new Date(Date.now() - days * dayMs);

/** A log of lines of so many days ago, as it would stand after as long. */
async function oldLog(days: readonly number[]): Promise<void> {
  const rows = chainOf(
    days.map((day) => ({
      kind: 'READ',
      at: ago(day).toISOString(),
      actor: noor,
      purpose: 'CAREER_GUIDANCE',
      operation: 'LearnerRecords',
      grants: [],
      epoch: 0,
      records: [],
      person: [],
      aggregates: ['count'],
    })),
  );
  for (const { seq, bytes, salt, commitment, hash } of rows) {
    await kluis.sql('insert into log_entry values ($1, $2, $3, $4, $5, $6)', [
      learner,
      seq,
      bytes,
      salt,
      commitment,
      hash,
    ]);
  }
  const { seq, hash } = rows.at(-1) ?? { seq: 0, hash: '' };
  await kluis.sql('update learner set log_seq = $2, log_head = $3 where id = $1', [
    learner,
    seq,
    hash,
  ]);
}

describe('erasing', () => {
  const keepDays = 730;
  const erase = (days: number) =>
    kluis.ledger.log.erase(learner, { before: ago(days), keepDays, actor: byLearner });

  it('empties the lines that are old enough, in one step with the line that says so', async () => {
    await oldLog([900, 800, 740, 500, 1]);
    const { epoch } = await kluis.ledger.grants.policyBetween(learner, [noor.webId]);
    expect(await erase(731)).toMatchObject({
      kind: 'erased',
      lines: 3,
      range: { from: 1, to: 3 },
      work: [expect.any(String)],
    });
    const rows = await kluis.ledger.log.chain(learner);
    expect(rows.map(({ bytes }) => bytes === null)).toEqual([
      true,
      true,
      true,
      false,
      false,
      false,
    ]);
    expect(rows.map(({ salt }) => salt === null)).toEqual([true, true, true, false, false, false]);
    const head = await kluis.ledger.log.head(learner);
    expect(verifyChain(rows, head)).toEqual({ whole: true, lines: 6, erased: 3 });
    const [said] = await kluis.ledger.log.read(learner, 1);
    expect(said).toMatchObject({ event: 'LOG_ERASED', lines: { from: 1, to: 3 } });
    const after = await kluis.ledger.grants.policyBetween(learner, [noor.webId]);
    expect(after.epoch).toBe(epoch);
  });

  it('attack 48: not one line within the time that each is kept, whatever moment is named', async () => {
    await oldLog([900, 729, 1]);
    const whole = await kluis.ledger.log.chain(learner);
    for (const days of [729, 100, 0, -10_000]) {
      expect(await erase(days)).toEqual({ kind: 'too young' });
    }
    expect(await kluis.ledger.log.chain(learner)).toEqual(whole);
    expect(await erase(730.01)).toMatchObject({ lines: 1 });
  });

  it('twice erases once, and somebody else’s lines never', async () => {
    const other = await enrol(kluis.ledger);
    const grant = await activeGrant(kluis.ledger, other);
    await kluis.ledger.release([await answerUnder(kluis.ledger, other, [grant])]);
    const theirs = await kluis.ledger.log.chain(other);
    await oldLog([900, 1]);
    expect(await erase(731)).toMatchObject({ lines: 1 });
    expect(await erase(731)).toEqual({ kind: 'erased', lines: 0, work: [] });
    expect(await kluis.ledger.log.chain(other)).toEqual(theirs);
  });
});

const kinds = async () =>
  (await kluis.ledger.alerts.ofLearner(learner, { first: 10, dismissed: true })).map(
    ({ kind }) => kind,
  );

describe('alerts', () => {
  it('are written once for each piece of news, however often somebody looks', async () => {
    const grant = await activeGrant(kluis.ledger, learner);
    for (let n = 0; n < 2; n += 1) {
      await kluis.ledger.release([await answerUnder(kluis.ledger, learner, [grant])]);
      await Promise.all([1, 2, 3].map(() => kluis.ledger.alerts.look(learner)));
    }
    expect(await kinds()).toEqual(['FIRST_USE']);
    await kluis.ledger.grants.revoke(learner, grant.id, byLearner);
    const tried = {
      kind: 'DENIED',
      actor: noor,
      purpose: 'CAREER_GUIDANCE',
      operation: 'LearnerRecords',
      because: 'ENDED',
    } as const;
    await kluis.ledger.log.noteRefused(learner, tried, new Date());
    const stranger = { ...noor, webId: webId('https://elders.example/niemand#me') };
    const strange = { ...tried, actor: stranger, because: 'NO_GRANT' } as const;
    await kluis.ledger.log.noteRefused(learner, strange, new Date());
    await kluis.ledger.log.fold(learner);
    await kluis.ledger.alerts.look(learner);
    expect(await kinds()).toEqual(['REFUSED_TRY', 'FIRST_USE']);
  });

  it('are handed over once to whoever sends them, and not when they were put aside', async () => {
    const grant = await activeGrant(kluis.ledger, learner);
    await kluis.ledger.release([await answerUnder(kluis.ledger, learner, [grant])]);
    await kluis.ledger.alerts.look(learner);
    const mine = async () =>
      (await kluis.ledger.alerts.unsent()).filter((alert) => alert.learner === learner);
    const [alert] = await mine();
    expect(alert).toMatchObject({ kind: 'FIRST_USE', seq: 3 });
    expect(alert?.at).toBeInstanceOf(Date);
    await kluis.ledger.alerts.markSent([alert?.id ?? '']);
    expect(await mine()).toEqual([]);
    await kluis.sql('update alert set sent_at = null where learner_id = $1', [learner]);
    const other = await enrol(kluis.ledger);
    expect(await kluis.ledger.alerts.dismiss(other, alert?.id ?? '')).toBeUndefined();
    expect(await mine()).toHaveLength(1);
    expect(
      (await kluis.ledger.alerts.dismiss(learner, alert?.id ?? ''))?.dismissedAt,
    ).toBeDefined();
    expect(await mine()).toEqual([]);
  });
});

describe('what is remembered of copies', () => {
  it('a log is due when it moved, when strangers knocked, and when its learner is held', async () => {
    const isDue = async () => (await kluis.ledger.copies.due()).includes(learner);
    expect(await isDue()).toBe(false);
    await activeGrant(kluis.ledger, learner);
    expect(await isDue()).toBe(true);
    const stand = await kluis.ledger.copies.stand(learner);
    if (stand === undefined) throw new Error('no learner');
    const { seq, hash, epoch, now: at } = stand;
    const head = { seq, hash, epoch, at, generation: 0, segments: 1, signature: 'x' };
    await kluis.ledger.copies.note(learner, head);
    expect(await kluis.ledger.copies.last(learner)).toEqual(head);
    expect(await isDue()).toBe(false);
    await kluis.ledger.copies.note(learner, { ...head, epoch: epoch - 1 });
    expect(await isDue()).toBe(true);
  });

  it('two do not work on one log at once', async () => {
    const { copies } = kluis.ledger;
    const other = await kluis.openAnother();
    let inner: boolean | undefined;
    const outer = await copies.alone(learner, async () => {
      inner = await other.copies.alone(learner, async () => undefined);
    });
    expect([outer, inner]).toEqual([true, false]);
    expect(await other.copies.alone(learner, async () => undefined)).toBe(true);
  });
});

const isHeld = async () => (await kluis.ledger.copies.held()).includes(learner);
const letGo = async () => {
  const stand = await kluis.ledger.copies.stand(learner);
  if (stand !== undefined) await kluis.ledger.copies.letGo(learner, stand);
};

describe('attack 49: a worker knows its own database again', () => {
  it('at its first word everybody is held; at the next ones nobody is', async () => {
    const watcher = newWatcher();
    expect(await kluis.ledger.watch.beat(watcher)).toBe(false);
    expect(await isHeld()).toBe(true);
    await letGo();
    expect(await kluis.ledger.watch.beat(watcher)).toBe(true);
    expect(await isHeld()).toBe(false);
  });

  it('a database that knows an older word is another one, also while the worker runs', async () => {
    const watcher = newWatcher();
    await kluis.ledger.watch.beat(watcher);
    const [old] = await kluis.sql('select * from log_watch where worker = $1', [watcher.worker]);
    await kluis.ledger.watch.beat(watcher);
    await letGo();
    await kluis.sql('update log_watch set beat = $2 where worker = $1', [
      watcher.worker,
      old?.['beat'],
    ]);
    expect(await kluis.ledger.watch.beat(watcher)).toBe(false);
    expect(await isHeld()).toBe(true);
  });

  it('a word that was never committed is no sign of an older copy', async () => {
    const watcher = newWatcher();
    await kluis.ledger.watch.beat(watcher);
    await kluis.sql(`create function refuse() returns trigger language plpgsql as
      $$ begin raise exception 'no commit'; end $$`);
    await kluis.sql(`create constraint trigger refused after update on log_watch
      deferrable initially deferred for each row execute function refuse()`);
    await expect(kluis.ledger.watch.beat(watcher)).rejects.toThrow('no commit');
    await kluis.sql('drop trigger refused on log_watch');
    await letGo();
    expect(await kluis.ledger.watch.beat(watcher)).toBe(true);
    expect(await isHeld()).toBe(false);
  });

  it('who is held once more meanwhile stays held', async () => {
    await kluis.ledger.watch.beat(newWatcher());
    const stand = await kluis.ledger.copies.stand(learner);
    await kluis.ledger.watch.beat(newWatcher());
    if (stand !== undefined) await kluis.ledger.copies.letGo(learner, stand);
    expect(await isHeld()).toBe(true);
  });

  it('nothing is released of who is held, but to themself', async () => {
    const grant = await activeGrant(kluis.ledger, learner);
    const answer = await answerUnder(kluis.ledger, learner, [grant]);
    await kluis.ledger.watch.beat(newWatcher());
    const before = await kluis.ledger.log.head(learner);
    await expect(kluis.ledger.release([answer])).rejects.toMatchObject({ kind: 'PodUnreachable' });
    expect(await kluis.ledger.log.head(learner)).toEqual(before);
    if (answer.log.kind !== 'READ') throw new Error('a look is meant');
    const own = { ...answer, uses: [], log: { ...answer.log, purpose: 'SELF_USE' as const } };
    expect(await kluis.ledger.release([own])).toMatchObject({ kind: 'released' });
    await letGo();
    expect(await kluis.ledger.release([answer])).toMatchObject({ kind: 'released' });
  });

  it('a process that looks after no pods lets nothing out until a worker spoke lately', async () => {
    const grant = await activeGrant(kluis.ledger, learner);
    const answer = await answerUnder(kluis.ledger, learner, [grant]);
    await kluis.sql("update log_watch set at = clock_timestamp() - interval '4 minutes'");
    const { watch, release } = kluis.ledger;
    const gated = onceWatched(release, () => watch.isWatched());
    await expect(gated([answer])).rejects.toMatchObject({ kind: 'PodUnreachable' });
    await watch.beat(newWatcher());
    await letGo();
    expect(await gated([answer])).toMatchObject({ kind: 'released' });
    await kluis.sql("update log_watch set at = clock_timestamp() - interval '4 minutes'");
    expect(await gated([answer])).toMatchObject({ kind: 'released' });
  });

  it('what the pod says has ended is ended, the rest is paused, the epoch is above the pod’s', async () => {
    const [ended, other] = [
      await activeGrant(kluis.ledger, learner),
      await activeGrant(kluis.ledger, learner),
    ];
    const told = { actor: byLearner, epoch: 500, ended: [ended.id] };
    await kluis.ledger.grants.restored(learner, told);
    const states = await kluis.ledger.grants.ofLearner(learner);
    expect(states.find(({ id }) => id === ended.id)?.state).toBe('REVOKED');
    expect(states.find(({ id }) => id === other.id)?.state).toBe('SUSPENDED');
    const { epoch } = await kluis.ledger.grants.policyBetween(learner, [noor.webId]);
    expect(epoch).toBeGreaterThan(500);
    expect(await kluis.ledger.grants.isPaused(learner)).toBe(true);
    // Also when the learner had paused everything already: they are told.
    await kluis.ledger.grants.restored(learner, { ...told, ended: [] });
    const lines = await kluis.ledger.log.read(learner, 2);
    expect(lines.map((line) => 'event' in line && line.event)).toEqual(['RESTORED', 'RESTORED']);
  });
});
