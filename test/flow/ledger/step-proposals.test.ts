import { randomUUID } from 'node:crypto';
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { clientId, type LearnerId } from '../../../src/base/index.js';
import type { LogActor } from '../../../src/ledger/index.js';
import { openTestLedger, type TestLedger } from '../../fixtures/ledger.js';
import { lateFailureOf, patience, say } from '../../fixtures/properties.js';
import { byLearner, enrol, noor, wim } from './people.js';

let kluis: TestLedger;
beforeAll(async () => {
  kluis = await openTestLedger();
  return kluis.close;
});

const epochOf = async (learner: LearnerId) =>
  (await kluis.ledger.grants.policyBetween(learner, [noor.webId])).epoch;
interface Said {
  readonly mark?: string;
  readonly actor?: LogActor;
  readonly app?: LogActor['client'];
  readonly most?: number;
}
const proposes = (
  learner: LearnerId,
  epoch: number,
  { mark = randomUUID(), actor = noor, ...more }: Said = {},
) =>
  kluis.ledger.stepProposals.propose(learner, {
    id: randomUUID(),
    mark,
    sealed: 'sealed',
    epoch,
    actor,
    purpose: 'CAREER_GUIDANCE',
    grants: [],
    most: 1_000_000,
    ...more,
  });
const kinds = (made: readonly { readonly kind: string }[]) =>
  Object.fromEntries(
    Map.groupBy(made, ({ kind }) => kind)
      .entries()
      .map(([k, all]) => [k, all.length]),
  );
const events = async (learner: LearnerId) =>
  (await kluis.ledger.log.read(learner, 1000)).flatMap((line) =>
    line.kind === 'POLICY' && line.event.startsWith('STEP_') ? [line.event] : [],
  );

describe('proposals that come at once', () => {
  it('are one where they are the same, and twenty at most of one proposer', async () => {
    const learner = await enrol(kluis.ledger);
    const epoch = await epochOf(learner);
    const same = await Promise.all(
      Array.from({ length: 6 }, () => proposes(learner, epoch, { mark: 'one' })),
    );
    expect(kinds(same)).toEqual({ PROPOSED: 1, AGAIN: 5 });
    const many = await Promise.all(Array.from({ length: 25 }, () => proposes(learner, epoch)));
    expect(kinds(many)).toEqual({ PROPOSED: 19, FULL: 6 });
    expect((await proposes(learner, epoch, { actor: wim })).kind).toBe('PROPOSED');
    expect(await events(learner)).toHaveLength(21);
  });

  it('are none from when the learner changed what they allow', async () => {
    const learner = await enrol(kluis.ledger);
    const epoch = await epochOf(learner);
    const under = Array.from({ length: 10 }, () => proposes(learner, epoch));
    await kluis.ledger.grants.pauseAll(learner, byLearner);
    const then = await events(learner);
    expect(
      kinds(await Promise.all(Array.from({ length: 3 }, () => proposes(learner, epoch)))),
    ).toEqual({ MOVED: 3 });
    await Promise.all(under);
    expect(await events(learner)).toEqual(then);
  });

  it('are none of an app that was stopped, nor where the pod knows better', async () => {
    const learner = await enrol(kluis.ledger);
    const epoch = await epochOf(learner);
    const app = clientId('https://app.example/stopped.json');
    await kluis.ledger.clients.suspend(app);
    expect(await proposes(learner, epoch, { app })).toEqual({ kind: 'MOVED' });
    await kluis.sql('update learner set held_at = now() where id = $1', [learner]);
    expect(await proposes(learner, epoch)).toEqual({ kind: 'MOVED' });
    expect([await events(learner), await kluis.ledger.stepProposals.ofLearner(learner)]).toEqual([
      [],
      [],
    ]);
  });
});

describe('a proposer whom a learner does not want to hear of', () => {
  it('is answered as anybody, and nothing of it comes to the learner but a line in their log', async () => {
    const learner = await enrol(kluis.ledger);
    const epoch = await epochOf(learner);
    const { requests, stepProposals } = kluis.ledger;
    const mute = (muted: boolean) =>
      requests.mute(learner, { grantee: noor.webId, muted, actor: byLearner });
    await mute(true);
    const [first, again] = [
      await proposes(learner, epoch, { mark: 'one' }),
      await proposes(learner, epoch, { mark: 'one' }),
    ];
    const id = 'id' in first ? first.id : '';
    expect([first, again]).toEqual([
      { kind: 'PROPOSED', id },
      { kind: 'AGAIN', id },
    ]);
    const many = await Promise.all(Array.from({ length: 25 }, () => proposes(learner, epoch)));
    expect(kinds(many)).toEqual({ PROPOSED: 19, FULL: 6 });
    expect(new Set(await events(learner))).toEqual(new Set(['STEP_HELD']));
    expect(await stepProposals.ofLearner(learner)).toEqual([]);
    const told = await stepProposals.by(learner, noor.webId);
    expect(new Set(told.map(({ state }) => state))).toEqual(new Set(['OPEN']));
    const due = 'select kind from message_due where learner_id = $1 and since is not null';
    expect(await kluis.sql(due, [learner])).toEqual([]);
    for (const state of ['ACCEPTED', 'DECLINED'] as const) {
      expect(await stepProposals.answer(learner, id, { state, actor: byLearner })).toBeUndefined();
    }
    expect(await stepProposals.take(learner, id)).toBeUndefined();
    await mute(false);
    await kluis.sql('delete from step_proposal where learner_id = $1', [learner]);
    await proposes(learner, epoch);
    expect(await stepProposals.ofLearner(learner)).toHaveLength(1);
    expect((await events(learner))[0]).toBe('STEP_PROPOSED');
  });
});

it('one proposer proposes so much in a day to all learners together, however much comes at once', async () => {
  await kluis.sql('delete from step_proposal');
  const places = await Promise.all(
    [1, 2, 3].map(async () => {
      const learner = await enrol(kluis.ledger);
      return { learner, epoch: await epochOf(learner) };
    }),
  );
  const at = (n: number, said: Said = {}) => {
    const place = places[n % places.length];
    if (place === undefined) throw new Error('there are three');
    return proposes(place.learner, place.epoch, { most: 5, ...said });
  };
  const mark = 'same';
  expect((await at(0, { mark })).kind).toBe('PROPOSED');
  const made = await Promise.all(Array.from({ length: 12 }, (_, n) => at(n)));
  expect(kinds(made)).toEqual({ PROPOSED: 4, TOO_OFTEN: 8 });
  expect((await at(0, { mark })).kind).toBe('AGAIN');
  expect((await at(1, { actor: wim })).kind).toBe('PROPOSED');
  await kluis.sql("update step_proposal set made_at = made_at - interval '24 hours'");
  expect((await at(1)).kind).toBe('PROPOSED');
});

const said = (state: 'ACCEPTED' | 'DECLINED') => ({ state, actor: byLearner });

describe('a yes that is on its way into the route', () => {
  it('lets no no in between, waits again where it cannot be, and is told once', async () => {
    const learner = await enrol(kluis.ledger);
    const { stepProposals } = kluis.ledger;
    const made = await proposes(learner, await epochOf(learner));
    const id = 'id' in made ? made.id : '';
    expect(await stepProposals.take(learner, id)).toBe('OPEN');
    expect(await stepProposals.take(learner, id)).toBe('OPEN');
    expect(await stepProposals.answer(learner, id, said('DECLINED'))).toBe('OPEN');
    expect(await stepProposals.ofLearner(learner)).toMatchObject([{ id, state: 'OPEN' }]);
    expect(await stepProposals.answer(learner, id, said('ACCEPTED'))).toBe('ACCEPTED');
    await stepProposals.putBack(learner, id);
    expect(await stepProposals.take(learner, id)).toBe('ACCEPTED');
    expect(await events(learner)).toEqual(['STEP_ACCEPTED', 'STEP_PROPOSED']);

    const second = await proposes(learner, await epochOf(learner));
    const other = 'id' in second ? second.id : '';
    await stepProposals.take(learner, other);
    await stepProposals.putBack(learner, other);
    expect(await stepProposals.answer(learner, other, said('DECLINED'))).toBe('DECLINED');
    expect(await stepProposals.take(learner, other)).toBe('DECLINED');
  });

  it('lets a no through where it broke off minutes ago', async () => {
    const learner = await enrol(kluis.ledger);
    const { stepProposals } = kluis.ledger;
    const made = await proposes(learner, await epochOf(learner));
    const id = 'id' in made ? made.id : '';
    await stepProposals.take(learner, id);
    await kluis.sql(
      `update step_proposal set taking_at = taking_at - interval '3 minutes' where id = '${id}'`,
    );
    expect(await stepProposals.answer(learner, id, said('DECLINED'))).toBe('DECLINED');
  });

  it('ends in one of the two when both are said at once', async () => {
    const learner = await enrol(kluis.ledger);
    const { stepProposals } = kluis.ledger;
    for (let round = 0; round < 10; round += 1) {
      const made = await proposes(learner, await epochOf(learner));
      const id = 'id' in made ? made.id : '';
      const [taken, declined] = await Promise.all([
        stepProposals.take(learner, id),
        stepProposals.answer(learner, id, said('DECLINED')),
      ]);
      expect([
        ['OPEN', 'OPEN'],
        ['DECLINED', 'DECLINED'],
      ]).toContainEqual([taken, declined]);
    }
  });
});

type Act =
  | { readonly act: 'propose'; readonly key: number; readonly by: 0 | 1 }
  | { readonly act: 'answer'; readonly key: number; readonly by: 0 | 1; readonly yes: boolean };
const who = fc.constantFrom(0 as const, 1 as const);
const key = fc.nat({ max: 3 });
const acts: fc.Arbitrary<readonly Act[]> = fc.array(
  fc.oneof(
    fc.record({ act: fc.constant('propose' as const), key, by: who }),
    fc.record({ act: fc.constant('answer' as const), key, by: who, yes: fc.boolean() }),
  ),
  { maxLength: 12 },
);

interface Known {
  readonly proposals: Map<string, { readonly id: string; readonly by: 0 | 1; state: string }>;
  readonly told: string[];
}
const people = [noor, wim] as const;

/** What came of one act, and what was to come of it. */
async function does(learner: LearnerId, { proposals, told }: Known, one: Act) {
  const mark = `${one.by} ${one.key}`;
  const known = proposals.get(mark);
  if (one.act === 'propose') {
    const made = await proposes(learner, await epochOf(learner), { mark, actor: people[one.by] });
    const id = 'id' in made ? made.id : '';
    if (known !== undefined) return [made, { kind: 'AGAIN', id: known.id }];
    proposals.set(mark, { id, by: one.by, state: 'OPEN' });
    told.push('STEP_PROPOSED');
    return [made, { kind: 'PROPOSED', id }];
  }
  const state = one.yes ? 'ACCEPTED' : 'DECLINED';
  const id = known?.id ?? randomUUID();
  const now = await kluis.ledger.stepProposals.answer(learner, id, said(state));
  if (known?.state === 'OPEN') {
    known.state = state;
    told.push(`STEP_${state}`);
  }
  return [now, known?.state];
}

async function holds(all: readonly Act[]): Promise<void> {
  const learner = await enrol(kluis.ledger);
  const known: Known = { proposals: new Map(), told: [] };
  for (const one of all) {
    const [came, meant] = await does(learner, known, one);
    expect(came).toEqual(meant);
  }
  for (const [by, { webId }] of people.entries()) {
    const rows = await kluis.ledger.stepProposals.by(learner, webId);
    const mine = known.proposals.values().filter((one) => one.by === by);
    expect(new Map(rows.map(({ id, state }) => [id, state]))).toEqual(
      new Map(mine.map(({ id, state }) => [id, state])),
    );
  }
  expect((await events(learner)).toReversed()).toEqual(known.told);
}

it(
  'whatever comes in whatever order, the first answer stays, and the log says each thing once',
  async () => {
    const failure = await lateFailureOf(acts, holds, 40);
    say('proposals and answers in any order');
    expect(failure).toBeUndefined();
  },
  patience,
);
