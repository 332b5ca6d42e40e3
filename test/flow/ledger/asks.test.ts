import { beforeAll, describe, expect, it } from 'vitest';
import type { LearnerId, WebId } from '../../../src/base/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { personOf } from '../../fixtures/people.js';
import { formsOf } from '../../fixtures/statements.js';
import { asksAs, newGrantee, strangerNamed } from './asking.js';
import { byLearner, enrol, terms } from './people.js';

let kluis: TestLedger;
beforeAll(async () => {
  kluis = await openTestLedger();
  return kluis.close;
});

const ask = (learner: LearnerId | undefined, grantee: WebId) =>
  kluis.ledger.requests.add(learner, strangerNamed(), asksAs(grantee));
async function asked(learner: LearnerId, grantee: WebId): Promise<string> {
  const id = await ask(learner, grantee);
  if (id === undefined) throw new Error('nobody asked too often here');
  return id;
}
const statesOf = async (learner: LearnerId) =>
  (await kluis.ledger.requests.ofLearner(learner)).map(({ state }) => state);
const storedStates = async (grantee: WebId) =>
  (
    await kluis.sql('select state from access_request where grantee = $1 order by created_at', [
      grantee,
    ])
  ).map(({ state }) => state);
const waiting = async (learner: LearnerId) =>
  kluis.sql('select kind, since is not null as waits from message_due where learner_id = $1', [
    learner,
  ]);
/** As if it had happened so long ago. */
const daysLater = (id: string, days: number) =>
  kluis.sql(
    `update access_request set created_at = created_at - make_interval(days => $2),
       answered_at = answered_at - make_interval(days => $2) where id = $1`,
    [id, days],
  );
const decline = (learner: LearnerId, id: string) =>
  kluis.ledger.requests.decline(learner, id, byLearner);

describe('five requests a day per grantee', () => {
  it('over all learners, here or not; the sixth is not stored', async () => {
    const grantee = newGrantee();
    for (let n = 0; n < 5; n += 1) {
      const learner = n % 2 === 0 ? await enrol(kluis.ledger) : undefined;
      expect(await ask(learner, grantee)).toEqual(expect.any(String));
    }
    expect(await ask(undefined, grantee)).toBeUndefined();
    expect(await ask(await enrol(kluis.ledger), grantee)).toBeUndefined();
    expect(await storedStates(grantee)).toHaveLength(5);
    expect(await ask(undefined, newGrantee())).toEqual(expect.any(String));
  });

  it('also where one learner is asked again and again', async () => {
    const [learner, grantee] = [await enrol(kluis.ledger), newGrantee()];
    for (let n = 0; n < 7; n += 1) await ask(learner, grantee);
    expect(await storedStates(grantee)).toEqual([
      'REPLACED',
      'REPLACED',
      'REPLACED',
      'REPLACED',
      'OPEN',
    ]);
  });

  it('fifty at once from two processes: exactly five', async () => {
    const [learner, grantee] = [await enrol(kluis.ledger), newGrantee()];
    const other = await kluis.openAnother();
    const all = Array.from({ length: 50 }, (_none, n) =>
      (n % 2 === 0 ? kluis.ledger : other).requests.add(
        n % 3 === 0 ? learner : undefined,
        strangerNamed(),
        asksAs(grantee),
      ),
    );
    const taken = (await Promise.all(all)).filter((id) => id !== undefined);
    expect(taken).toHaveLength(5);
    expect(await storedStates(grantee)).toHaveLength(5);
  });

  it('by the clock of the database: 24 hours later there is room again', async () => {
    const grantee = newGrantee();
    const first = await ask(undefined, grantee);
    for (let n = 0; n < 4; n += 1) await ask(undefined, grantee);
    expect(await ask(undefined, grantee)).toBeUndefined();
    await daysLater(first ?? '', 1);
    expect(await ask(undefined, grantee)).toEqual(expect.any(String));
    expect(await ask(undefined, grantee)).toBeUndefined();
  });
});

describe('a no is final for 30 days', () => {
  it('what the same grantee asks meanwhile is taken and not laid before the learner', async () => {
    const [learner, grantee] = [await enrol(kluis.ledger), newGrantee()];
    expect(await decline(learner, await asked(learner, grantee))).toBe(true);
    const held = await asked(learner, grantee);
    expect(await statesOf(learner)).toEqual(['DECLINED']);
    expect(await kluis.ledger.requests.byId(learner, held)).toBeUndefined();
    expect(await decline(learner, held)).toBe(false);
    const yes = { grantee: personOf(grantee), terms: terms(), actor: byLearner, answers: held };
    expect(await kluis.ledger.grants.grant(learner, yes)).toEqual({ kind: 'not open' });
    expect(await storedStates(grantee)).toEqual(['DECLINED', 'HELD']);
  });

  it('and not longer; another learner and another grantee are not meant', async () => {
    const [learner, grantee] = [await enrol(kluis.ledger), newGrantee()];
    const no = await asked(learner, grantee);
    await decline(learner, no);
    const neighbour = await enrol(kluis.ledger);
    await asked(neighbour, grantee);
    expect(await statesOf(neighbour)).toEqual(['OPEN']);
    await asked(learner, newGrantee());
    expect(await statesOf(learner)).toContain('OPEN');
    await daysLater(no, 31);
    const again = await asked(learner, grantee);
    expect(await kluis.ledger.requests.byId(learner, again)).toMatchObject({ state: 'OPEN' });
  });

  it('the learner finds it in the log, where nothing is hidden from them', async () => {
    const [learner, grantee] = [await enrol(kluis.ledger), newGrantee()];
    await decline(learner, await asked(learner, grantee));
    await asked(learner, grantee);
    const [last] = await kluis.ledger.log.read(learner, 1);
    expect(last).toMatchObject({ event: 'REQUEST_HELD', grantee });
  });
});

const mute = (learner: LearnerId, grantee: WebId, muted: boolean) =>
  kluis.ledger.requests.mute(learner, { grantee, muted, actor: byLearner });

describe('somebody who is muted', () => {
  it('asks and is not heard, by this learner only, until they are heard again', async () => {
    const [learner, grantee] = [await enrol(kluis.ledger), newGrantee()];
    const neighbour = await enrol(kluis.ledger);
    await mute(learner, grantee, true);
    await mute(learner, grantee, true);
    expect(await kluis.ledger.requests.muted(learner)).toEqual([grantee]);
    await asked(learner, grantee);
    await asked(neighbour, grantee);
    expect([await statesOf(learner), await statesOf(neighbour)]).toEqual([[], ['OPEN']]);
    await mute(learner, grantee, false);
    expect(await kluis.ledger.requests.muted(learner)).toEqual([]);
    expect(await statesOf(learner)).toEqual([]);
    await asked(learner, grantee);
    expect(await statesOf(learner)).toEqual(['OPEN']);
    const events = (await kluis.ledger.log.read(learner, 9)).map((line) =>
      line.kind === 'POLICY' ? line.event : line.kind,
    );
    expect(events.toReversed()).toEqual(['MUTED', 'REQUEST_HELD', 'UNMUTED', 'ACCESS_REQUESTED']);
  });

  it('keeps what was granted: muting is no change of policy', async () => {
    const [learner, grantee] = [await enrol(kluis.ledger), newGrantee()];
    const { epoch } = await kluis.ledger.grants.policyBetween(learner, [grantee]);
    await mute(learner, grantee, true);
    expect((await kluis.ledger.grants.policyBetween(learner, [grantee])).epoch).toBe(epoch);
  });
});

it('attack 47: the same statements for a learner here, one not here, one who said no, one who muted, one who has a request', async () => {
  const worlds = {
    here: async () => enrol(kluis.ledger),
    'not here': async () => undefined,
    'who said no': async (grantee: WebId) => {
      const learner = await enrol(kluis.ledger);
      await decline(learner, await asked(learner, grantee));
      return learner;
    },
    'who muted': async (grantee: WebId) => {
      const learner = await enrol(kluis.ledger);
      await kluis.ledger.requests.mute(learner, { grantee, muted: true, actor: byLearner });
      return learner;
    },
    'with a request': async (grantee: WebId) => {
      const learner = await enrol(kluis.ledger);
      await asked(learner, grantee);
      return learner;
    },
  };
  const seen: [string, readonly string[]][] = [];
  for (const [world, make] of Object.entries(worlds)) {
    const grantee = newGrantee();
    const learner = await make(grantee);
    seen.push([world, await formsOf(() => ask(learner, grantee))]);
  }
  expect(seen[0]?.[1].length).toBeGreaterThan(4);
  for (const [world, statements] of seen)
    expect([world, statements]).toEqual([world, seen[0]?.[1]]);
});

describe('a request nobody answers', () => {
  it('has lapsed after 30 days, before anything says so: it cannot be granted or declined', async () => {
    const [learner, grantee] = [await enrol(kluis.ledger), newGrantee()];
    const id = await asked(learner, grantee);
    await daysLater(id, 29);
    expect(await statesOf(learner)).toEqual(['OPEN']);
    await daysLater(id, 1);
    expect(await statesOf(learner)).toEqual(['LAPSED']);
    const yes = { grantee: personOf(grantee), terms: terms(), actor: byLearner, answers: id };
    expect(await kluis.ledger.grants.grant(learner, yes)).toEqual({ kind: 'not open' });
    expect(await decline(learner, id)).toBe(false);
    expect(await storedStates(grantee)).toEqual(['OPEN']);
  });

  it('is said to have lapsed by the sweep, once, in the log too; a lapse is no no', async () => {
    const [learner, grantee] = [await enrol(kluis.ledger), newGrantee()];
    const id = await asked(learner, grantee);
    await daysLater(id, 30);
    const faults: unknown[] = [];
    const { requests, log } = kluis.ledger;
    for (let n = 0; n < 2; n += 1) await requests.sweep(byLearner, (error) => faults.push(error));
    expect(faults).toEqual([]);
    expect(await storedStates(grantee)).toEqual(['LAPSED']);
    const lapses = (await log.read(learner, 20)).filter(
      (line) => line.kind === 'POLICY' && line.event === 'REQUEST_LAPSED',
    );
    expect(lapses).toHaveLength(1);
    await asked(learner, grantee);
    expect((await statesOf(learner)).toSorted()).toEqual(['LAPSED', 'OPEN']);
  });

  it('what nobody sees is forgotten after as long, and nothing else', async () => {
    const [learner, grantee] = [await enrol(kluis.ledger), newGrantee()];
    const about = [await ask(undefined, grantee), await ask(undefined, grantee)];
    const no = await asked(learner, grantee);
    await decline(learner, no);
    const held = await asked(learner, grantee);
    for (const id of [about[0] ?? '', held, no]) await daysLater(id, 31);
    await kluis.ledger.requests.sweep(byLearner, () => undefined);
    const left = await kluis.sql('select id from access_request where grantee = $1', [grantee]);
    expect(new Set(left.map(({ id }) => id))).toEqual(new Set([about[1], no]));
  });
});

describe('a learner who is not looking', () => {
  it('is to be told once of a request, not of what is held, nor of what nobody is asked', async () => {
    const [learner, grantee] = [await enrol(kluis.ledger), newGrantee()];
    await kluis.ledger.requests.mute(learner, { grantee, muted: true, actor: byLearner });
    await asked(learner, grantee);
    await ask(undefined, grantee);
    expect(await waiting(learner)).toEqual([]);
    await asked(learner, newGrantee());
    await asked(learner, newGrantee());
    expect(await waiting(learner)).toEqual([{ kind: 'REQUEST', waits: true }]);
  });
});
