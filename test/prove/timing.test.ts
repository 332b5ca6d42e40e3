/**
 * Whether the time of an answer tells what the answer does not: whether a learner exists, whether a request is open.
 * Server-side, from the first byte of the question to the last of the answer, in random order on one house.
 */
import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import type { IncomingMessage } from 'node:http';
import { beforeAll, expect, it } from 'vitest';
import { z } from 'zod';
import { asksForResults, guidance } from '../fixtures/consent-steps.js';
import { openHouse, type TestHouse } from '../fixtures/house.js';
import { mainCases, patience, proved, say, seed } from '../fixtures/properties.js';
import { chanceOf } from '../flow/house/interleaved/chance.js';
import { type Compared, compare } from './welch.js';

const samples = mainCases(300);
let house: TestHouse;
/** By the mark that a question carries. */
const took = new Map<string, number>();
const began = new WeakMap<object, number>();
const Message = z.object({ request: z.custom<IncomingMessage>((one) => typeof one === 'object') });
const onStart = (message: unknown): void => {
  began.set(Message.parse(message).request, performance.now());
};
const onFinish = (message: unknown): void => {
  const { request } = Message.parse(message);
  const [start, mark] = [began.get(request), request.headers['x-mark']];
  if (start !== undefined && typeof mark === 'string') took.set(mark, performance.now() - start);
};

beforeAll(async () => {
  house = await openHouse();
  subscribe('http.server.request.start', onStart);
  subscribe('http.server.response.finish', onFinish);
  return async () => {
    unsubscribe('http.server.request.start', onStart);
    unsubscribe('http.server.response.finish', onFinish);
    await house.stop();
  };
}, patience);

const query = `query Knocks($learner: ID!) { learner(id: $learner) { records { count } } }`;
const nobody = 'https://elders.example/niemand/profile/card#me';

/** One question, and what it took the server. */
async function knock(learner: string, mark: string): Promise<number> {
  const headers = { 'x-mark': mark };
  const { codes } = await house.ask(
    'adviser',
    'Knocks',
    { learner },
    { ...guidance, headers, query },
  );
  expect(codes).toEqual(['NOT_FOUND']);
  const ms = took.get(mark);
  if (ms === undefined) throw new Error('an answer was not timed');
  took.delete(mark);
  return ms;
}

/** So many of each, which is next by chance. */
async function both(one: string, other: string): Promise<readonly [number[], number[]]> {
  const chance = chanceOf(seed);
  const [a, b]: [number[], number[]] = [[], []];
  for (let n = 0; n < 60; n += 1) await knock(n % 2 === 0 ? one : other, `warm ${n}`);
  while (a.length < samples || b.length < samples) {
    const isOne = b.length >= samples || (a.length < samples && chance.upTo(2) === 0);
    const mark = `${a.length} ${b.length}`;
    if (isOne) a.push(await knock(one, mark));
    else b.push(await knock(other, mark));
  }
  return [a, b];
}

function told(name: string, { t, sees, differenceMs, share, meansMs, isEven }: Compared): boolean {
  const note =
    `${name}: |t| ${Math.abs(t).toFixed(2)}, ${(share * 100).toFixed(2)} % of the mean ` +
    `(${differenceMs.toFixed(4)} of ${meansMs[0].toFixed(3)} ms), ${samples} of each, ${(sees * 100).toFixed(1)} % would have been seen`;
  say(`timing, ${note}`);
  proved({ method: 'timing', cases: 2 * samples, mismatches: isEven ? 0 : 1, note });
  return isEven;
}

it(
  'a learner who exists and shares nothing takes as long as one who does not exist',
  async () => {
    const [known, unknown] = await both(house.account('barry').webId, nobody);
    expect(told('existing or not', compare(known, unknown))).toBe(true);
  },
  patience,
);

it(
  'a learner with an open request takes as long as one without',
  async () => {
    // Each learner once with, once without: what differs between the two of them falls out.
    const [samira, barry] = [house.account('samira').webId, house.account('barry').webId];
    await asksForResults(house);
    const [withFirst, withoutFirst] = await both(samira, barry);
    const close =
      "update access_request set state = 'DECLINED', answered_at = now() where state = 'OPEN'";
    await house.running.house.ledger.db.em().execute(close);
    await asksForResults(house, { learner: barry });
    const [withoutNext, withNext] = await both(samira, barry);
    const compared = compare([...withFirst, ...withNext], [...withoutFirst, ...withoutNext]);
    expect(told('request or none', compared)).toBe(true);
  },
  patience,
);
