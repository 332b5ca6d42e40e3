/** Everybody asks at once while learners change their minds; then every answer is judged. */
import { setTimeout as sleep } from 'node:timers/promises';
import { vi } from 'vitest';
import { webId } from '../../../../src/base/index.js';
import { readRecords } from '../../../../src/pod/index.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { asks, type Case, learners, type Requester, requestersOf, type Who } from './asking.js';
import { chanceOf } from './chance.js';
import { Changes, isFor } from './changing.js';
import { historyOf } from './history.js';
import { type Known, mismatches } from './judging.js';

/** Answers between two changes of what is allowed. */
const answersPerChange = 25;
/** What each learner has given before anybody asks. */
const givenFirst = 4;
/** Questions that one requester has asked more than another. */
const aheadAtMost = 4;

export interface Told {
  readonly heard: readonly Case[];
  readonly shown: readonly Case[];
  /** Shown some parts and not others. */
  readonly mixed: readonly Case[];
  readonly wrong: readonly string[];
  /** What the same judge says who takes the policy of the first half of the time for that of all of it. */
  readonly wrongByHalf: number;
  readonly line: string;
}

const allDone = ({ running }: TestHouse): Promise<unknown> =>
  vi.waitUntil(
    async () => {
      const rows = await running.house.ledger.db
        .em()
        .execute<unknown[]>("select 1 from outbox_item where state <> 'DONE' limit 1");
      return rows.length === 0;
    },
    { timeout: 240_000, interval: 100 },
  );

async function known(house: TestHouse, who: Who): Promise<Known> {
  const { running } = house;
  const { ledger } = running.house;
  const learner = await ledger.learners.byWebId(webId(house.account(who).webId));
  if (learner === undefined) throw new Error(`${who} has no kluis`);
  const stored = await readRecords(running.workshop.build, learner.storage);
  const records = [...stored.values()].flatMap((school) => {
    if (school.records === 'torn') throw new Error('a pod at rest is whole');
    return school.records;
  });
  return { id: learner.id, records, history: await historyOf(ledger, learner.id) };
}

/** The policy as it was half-way, for all that came after. */
const halfOf = ({ history, ...learner }: Known): Known => {
  const moments = history.moments.slice(0, Math.ceil(history.moments.length / 2));
  return { ...learner, history: { ...history, moments } };
};

async function ask(
  house: TestHouse,
  requesters: readonly Requester[],
  { wanted, seed, change }: { wanted: number; seed: number; change: () => Promise<void> },
): Promise<readonly Case[]> {
  const heard: Case[] = [];
  const asked = requesters.map(() => 0);
  let [changed, changing] = [0, Promise.resolve()];
  const lane = async (requester: Requester, n: number): Promise<void> => {
    const chance = chanceOf(seed + n + 1);
    for (let mine = 1; heard.length < wanted; mine += 1) {
      heard.push(...(await asks(house, requester, chance)));
      asked[n] = mine;
      if (heard.length >= (changed + 1) * answersPerChange) {
        changed += 1;
        changing = changing.then(change);
      }
      // A no comes sooner than an answer: nobody gets far ahead, or most of what is asked is refused.
      while (mine > Math.min(...asked) + aheadAtMost && heard.length < wanted) await sleep(5);
    }
  };
  await Promise.all(requesters.map(lane));
  await changing;
  return heard;
}

const isMixed = ({ requester, shown }: Case): boolean => {
  const parts = [...(shown?.rows.values() ?? [])].map(({ shared }) => shared.length);
  const isPartly = parts.some((count) => count > 0 && count < 3);
  return requester.purpose !== 'SELF_USE' && isPartly;
};
const counted = (words: readonly (string | undefined)[]): string =>
  [...Map.groupBy(words, (word) => word)]
    .map(([word, list]) => `${list.length} ${word}`)
    .join(', ');

export async function interleave(
  house: TestHouse,
  { wanted, seed, withApp }: { wanted: number; seed: number; withApp: boolean },
): Promise<Told> {
  await allDone(house);
  const requesters = await requestersOf(house, withApp);
  const changes = new Changes(house, requesters, chanceOf(seed));
  for (const who of learners) {
    const those = requesters.filter(isFor(who)).slice(0, givenFirst);
    for (const requester of those) await changes.gives(who, requester);
  }
  await allDone(house);
  const [began, cpu] = [performance.now(), process.cpuUsage()];
  const heard = await ask(house, requesters, { wanted, seed, change: () => changes.next() });
  const { user, system } = process.cpuUsage(cpu);
  const seconds = Math.round((performance.now() - began) / 1000);
  const each = Math.round((user + system) / 1000 / heard.length);
  await allDone(house);
  const both = { samira: await known(house, 'samira'), barry: await known(house, 'barry') };
  const wrong = mismatches(house.running.house, both, heard);
  const halves = { samira: halfOf(both.samira), barry: halfOf(both.barry) };
  const wrongByHalf = mismatches(house.running.house, halves, heard).length;
  const shown = heard.filter((one) => one.shown !== undefined);
  const mixed = shown.filter(isMixed);
  const refused = heard.filter((one) => one.shown === undefined).map(({ code }) => code);
  const line =
    `${heard.length} answers in ${seconds} s (${each} ms of our time each), ${shown.length} shown, ` +
    `${mixed.length} mixed, ${counted(refused)}; changes: ${counted(changes.done)}; ${wrong.length} mismatches`;
  return { heard, shown, mixed, wrong, wrongByHalf, line };
}
