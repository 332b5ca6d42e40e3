import { setTimeout as sleep } from 'node:timers/promises';
import { expect } from 'vitest';
import { type GrantId, webId } from '../../../../src/base/index.js';
import type { PersonaKey } from '../../../../src/demo/index.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { learnerOf, learners, purpose, type Stock, type Who } from './stock.js';
import type { TwoApis } from './two-apis.js';

/** Asking of each learner, each through one of the two processes. */
const readers = 4;
/** In each round so many grants are in force at once, and are stopped one right after the other. */
export const atOnce = 3;
/** Milliseconds; on a machine that is busy with other tests an answer takes long. */
const mostUnread = 20_000;
const upTo = (ms: number): number => Math.random() * ms;

/** An answer as its asker got it. */
export interface Heard {
  readonly who: Who;
  readonly name: string;
  readonly asked: number;
  /** Absent when it was refused, with why. */
  readonly shown?: { readonly count: number; readonly asOf: string };
  readonly codes: readonly string[];
}
/** A grant in force from, and the moments its stop was sent and had been answered. */
export interface Stopped {
  readonly who: Who;
  readonly id: GrantId;
  readonly from: number;
  readonly sent: number;
  readonly returned: number;
}

const question = (name: string): string =>
  `query ${name}($learner: ID!) { learner(id: $learner) { records { count nodes { id } view { asOf } } } }`;
const shownIn = (data: any): Pick<Heard, 'shown'> => {
  if (data?.learner === null || data?.learner === undefined) return {};
  const { count, nodes, view } = data.learner.records;
  expect(nodes).toHaveLength(count);
  return { shown: { count, asOf: new Date(view.asOf).toISOString() } };
};

const revoking = 'mutation Stops($id: ID!) { revokeGrant(id: $id) { grant { state } } }';

async function signIn(house: TestHouse, who: PersonaKey): Promise<string> {
  const response = await fetch(`${house.origin}/demo/${who}`, { redirect: 'manual' });
  const cookie = response.headers.get('set-cookie')?.split(';')[0];
  if (cookie === undefined) throw new Error(`${who} could not sign in`);
  return cookie;
}

/** What a race is run on, and how long. */
export interface Course {
  readonly house: TestHouse;
  readonly apis: TwoApis;
  readonly stock: Stock;
  readonly name: string;
  /** Of each learner. */
  readonly rounds: number;
}
export interface Raced {
  readonly heard: readonly Heard[];
  readonly stopped: readonly Stopped[];
}

/** Learners stop grants through one process or the other, while readers ask both without pause. */
export async function race({ house, apis, stock, name, rounds }: Course): Promise<Raced> {
  const [heard, stopped]: [Heard[], Stopped[]] = [[], []];
  const { grants } = house.running.house.ledger;
  const over = new AbortController();
  const adviser = await signIn(house, 'adviser');
  const reads = async (who: Who, n: number): Promise<void> => {
    const variables = { learner: house.account(who).webId };
    for (let turn = 1; !over.signal.aborted; turn += 1) {
      const [operationName, asked] = [`${name}_${who}${n}_${turn}`, performance.now()];
      const request = { query: question(operationName), operationName, variables };
      const { data, codes } = await apis.ask(n % 2 === 0 ? 0 : 1, adviser, request, purpose);
      heard.push({ who, name: operationName, asked, ...shownIn(data), codes });
    }
  };
  /** A round starts to end once somebody was shown something in it, or too long nobody was. */
  const isRead = async (who: Who, from: number): Promise<void> => {
    const wasShown = () => heard.some((one) => one.who === who && one.asked > from && one.shown);
    while (!wasShown() && performance.now() < from + mostUnread) await sleep(10);
  };
  const stops = async (who: Who): Promise<void> => {
    const [learner, cookie] = [await learnerOf(house, who), await signIn(house, who)];
    const { seal } = house.running.house.idsFor(webId(house.account(who).webId));
    const stop = (id: GrantId, at: 0 | 1) => {
      const variables = { id: seal('grant', id) };
      return apis.ask(at, cookie, { query: revoking, operationName: 'Stops', variables });
    };
    for (let round = 0; round < rounds; round += 1) {
      const given = stock.get(who)?.splice(0, atOnce) ?? [];
      for (const { id } of given) {
        await grants.activate(learner, { id, version: 1 }, house.running.workshop.builder);
      }
      const from = performance.now();
      await isRead(who, from);
      for (const [n, { id }] of given.entries()) {
        await sleep(upTo(100));
        const sent = performance.now();
        const { data } = await stop(id, (round + n) % 2 === 0 ? 0 : 1);
        stopped.push({ who, id, from, sent, returned: performance.now() });
        expect(data.revokeGrant.grant.state).toBe('REVOKED');
      }
    }
  };
  const reading = learners.flatMap((who) =>
    Array.from({ length: readers }, (_, n) => reads(who, n)),
  );
  await Promise.all(learners.map(stops));
  over.abort();
  await Promise.all(reading);
  return { heard, stopped };
}
