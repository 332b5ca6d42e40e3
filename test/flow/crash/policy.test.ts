import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Ambush } from '../../fixtures/pod-ambush.js';
import { proved, say, seed, someOf } from '../../fixtures/properties.js';
import type { Rebuilt } from '../../fixtures/rebuild.js';
import { chanceOf } from './chance.js';
import { expectViews, expectWhole, rebuiltFrom, untilSettled } from './checks.js';
import {
  type ConsentLife,
  consentLife,
  events,
  isReadableAfter,
  type LifeEvent,
} from './consent-life.js';
import { does, openStage, type Stage } from './stage.js';

const chance = chanceOf(seed);

/** What each asks of the pod for itself, reading of records aside: as many steps to be killed at. */
const steps: Readonly<Record<LifeEvent, number>> = {
  grant: 6,
  narrow: 10,
  pause: 4,
  resume: 8,
  revoke: 5,
};
const isStep = ({ path }: { path: string }): boolean => /\/(shared|consent)\//.test(path);

/** What it comes to once the pod has followed. */
const endOf: Readonly<Record<LifeEvent, string>> = {
  grant: 'ACTIVE',
  narrow: 'ACTIVE',
  pause: 'SUSPENDED',
  resume: 'ACTIVE',
  revoke: 'REVOKED',
};

/** Two clients are asked after at one moment: of the second question nothing new would come. */
const twins: Readonly<Partial<Record<LifeEvent, number>>> = { grant: 5, pause: 3, revoke: 3 };

let stage: Stage;
let life: ConsentLife;
/** No records come meanwhile. */
let all: Rebuilt;

beforeAll(async () => {
  stage = await openStage();
  life = consentLife(stage);
  await does(stage, 'SyncAll');
  await untilSettled(stage);
  all = await rebuiltFrom(stage);
}, 400_000);
afterAll(() => stage.stop());

/** Nothing is killed. */
async function undisturbed(event: LifeEvent): Promise<void> {
  expect((await life.say(event))?.codes).toEqual([]);
  await untilSettled(stage);
}

/** Back on its feet and asked at once; then the pod is followed up, and asked again. */
async function expectRecovery(event: LifeEvent): Promise<void> {
  const narrowed = event === 'narrow' || event === 'resume';
  await stage.reopen();
  const state = (await life.newest())?.state;
  if (event !== 'grant' || state === 'ACTIVE') {
    await life.expectNoorAtMost(state === 'ACTIVE', narrowed);
  }
  await stage.api().work();
  await untilSettled(stage);
  await expectViews(stage, all);
  await life.expectNoor(isReadableAfter(event), narrowed);
}

/** One question more each time that the two clients are not asked at one moment: only load tells. */
const most = (event: LifeEvent): number => steps[event] + (event === 'narrow' ? 2 : 1);

it('undisturbed, each takes as many steps at the pod as are gone through below', async () => {
  const taken: [LifeEvent, number][] = [];
  for (const event of events) {
    stage.proxy.forget();
    await undisturbed(event);
    taken.push([event, stage.proxy.requests.filter(isStep).length]);
    await expectViews(stage, all);
    await life.expectNoor(isReadableAfter(event), event === 'narrow' || event === 'resume');
  }
  expect(taken.map(([event, count]) => [event, Math.max(count, steps[event])])).toEqual(taken);
  expect(taken.map(([event, count]) => [event, Math.max(count, most(event))])).toEqual(
    events.map((event) => [event, most(event)]),
  );
});

interface Crash {
  readonly event: LifeEvent;
  readonly nth: number;
  readonly when: Ambush['when'];
  /** The learner had their answer when it came. */
  readonly answered: boolean;
}
/** A grant's whole life each time, killed in each part of it, one step further on each time. */
const everyCrash = Array.from({ length: 1 + Math.max(...Object.values(steps)) }, (_, at) =>
  events.flatMap((event): readonly Crash[] => {
    const answered = event === 'revoke' || event === 'pause' ? at % 3 !== 2 : at % 2 === 0;
    if (at + 1 === twins[event]) return [];
    if (at < steps[event]) return [{ event, nth: at + 1, when: 'before', answered }];
    // Once for each: the pod did it, and we never heard.
    const nth = chance.between(1, steps[event]);
    return at === steps[event] ? [{ event, nth, when: 'after', answered }] : [];
  }),
);

/** A usual run goes through a twelfth of them, which ones by its seed; each kill costs a start. */
const crashes = someOf(everyCrash, 12);

/** Kills that were dealt, and those after which all was well. */
let [dealt, survived] = [0, 0];

async function crash({ event, nth, when, answered }: Crash): Promise<void> {
  dealt += 1;
  const { promise: killed, resolve, reject } = Promise.withResolvers<void>();
  const before = await life.traces();
  const told = Promise.withResolvers<void>();
  const strike = async () => {
    if (answered) await told.promise;
    await stage.api().kill().then(resolve, reject);
  };
  stage.proxy.ambush({ lies: isStep, nth, when, strike });
  const answer = life.say(event).then((heard) => {
    told.resolve();
    return heard;
  });
  await killed;
  const heard = await answer;
  say(`${event} killed ${when} step ${nth}, ${heard ? '' : 'not '}answered`);
  expect(answered ? heard?.codes : []).toEqual([]);
  expect((await life.traces()).epoch).toBeGreaterThan(before.epoch);
  await expectRecovery(event);
  survived += 1;
}

describe.each(crashes.map((inOneLife) => [inOneLife[0]?.nth ?? 0, inOneLife] as const))(
  'killed at one step of each, such as %i',
  (_step, inOneLife) => {
    it.each(events.map((event) => [event, inOneLife.find((one) => one.event === event)] as const))(
      'pod and database agree after a restart: %s',
      async (event, found) => {
        if (found === undefined) await undisturbed(event);
        else await crash(found);
        expect((await life.newest())?.state).toBe(endOf[event]);
      },
      240_000,
    );
  },
);

/** Kills between the commit of a change and its answer, or just about then. */
async function killedAbout(event: LifeEvent, by: 'commit' | 'clock'): Promise<void> {
  dealt += 1;
  const before = await life.traces();
  const { promise: killed, resolve, reject } = Promise.withResolvers<void>();
  const kill = () => void stage.api().kill().then(resolve, reject);
  // The pod does not follow before the process is gone.
  stage.proxy.ambush({ lies: () => true, nth: 1, when: 'before', strike: () => killed });
  const deaf = by === 'commit' ? await stage.onCommit(kill) : undefined;
  const answer = life.say(event);
  if (by === 'clock') await sleep(chance.between(0, 400)).then(kill);
  await killed;
  stage.proxy.ambush(undefined);
  await deaf?.();
  const heard = await answer;
  const happened = await life.happened(event, before);
  say(`${event} killed by ${by}: ${happened ? '' : 'not '}done, ${heard ? '' : 'not '}answered`);
  expect(happened || (by === 'clock' && heard === undefined)).toBe(true);
  await (happened ? expectRecovery(event) : stage.reopen().then(() => stage.api().work()));
  if (!happened) await undisturbed(event);
  survived += 1;
}

describe.each(someOf(['commit', 'clock'] as const, 2))(
  'killed just about when a change is made, by the %s',
  (by) => {
    it.each(events)(
      'wholly done, or not at all and then anew: %s',
      async (event) => {
        await killedAbout(event, by);
        expect((await life.newest())?.state).toBe(endOf[event]);
      },
      240_000,
    );
  },
);

it('after all of it nothing was lost, doubled or torn', async () => {
  proved({ method: 'crash points', cases: dealt, mismatches: dealt - survived });
  expect((await expectWhole(stage)).records.size).toBe(2);
});
