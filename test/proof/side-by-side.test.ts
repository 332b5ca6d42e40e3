/** Several who ask one server at once: each is answered as if alone, and what is counted is used up once. */
import * as fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { moveIn } from '../fixtures/asking.js';
import {
  type MemoryAnswer,
  type MemoryAsker,
  type MemoryHouse,
  openMemoryHouse,
} from '../fixtures/memory-house.js';
import { webIdOf } from '../fixtures/memory-names.js';
import { seenIn } from '../fixtures/naive-view.js';
import { noor, otherApp, page, personOf, samira, stranger } from '../fixtures/people.js';
import { cases, lateFailureOf, patience, say, seed } from '../fixtures/properties.js';
import { grant, result } from '../fixtures/records.js';
import { someWorld } from '../fixtures/worlds.js';

let kluis: MemoryHouse;
beforeAll(async () => {
  kluis = await openMemoryHouse();
  return kluis.stop;
});

const text = `query Q($learner: ID!) { learner(id: $learner) { id
  person { name { __typename ... on PersonName { given } } }
  records { count
    nodes { title version assessment { __typename ... on Assessment { grade } } feedback { __typename } }
    totals { unit value } view { version grants { id } } } } }`;
const asks = (asker: MemoryAsker): Promise<MemoryAnswer> =>
  kluis.ask(asker, text, { learner: webIdOf({ id: samira }) }, 'Q');

const purpose = 'CAREER_GUIDANCE';
const askers: readonly MemoryAsker[] = [
  { webId: noor, client: page, purpose },
  { webId: stranger, client: page, purpose },
  { webId: noor, client: otherApp, purpose },
  { webId: noor, client: page, purpose: 'ADMISSION' },
];
/** As in the world, but each grant is for one of the askers, and none is used up. */
const shared = fc
  .tuple(someWorld, fc.array(fc.constantFrom(...askers), { minLength: 3, maxLength: 3 }))
  .map(([world, turns]) => ({
    ...world,
    grants: world.grants.map(({ maxSessions: _counted, ...one }, n) => {
      const { webId, client } = turns[n] ?? { webId: noor, client: page };
      return { ...one, grantee: personOf(webId), clients: [client], used: 0 };
    }),
  }));

describe(`askers side by side (seed ${seed})`, { timeout: patience }, () => {
  it('each get what they get alone, also when they ask again', async () => {
    const count = cases(100);
    let different = 0;
    const failure = await lateFailureOf(
      shared,
      async (world) => {
        const alone: string[] = [];
        for (const asker of askers) {
          moveIn(kluis, world);
          const { text: answer, codes } = await asks(asker);
          const { webId: agent, client, purpose: what = purpose } = asker;
          const { records } = seenIn({
            ...world,
            ask: {
              learner: samira,
              isLearner: false,
              roles: [],
              now: world.ask.now,
              client,
              purpose: what,
              agent,
            },
          });
          // A refusal counts nothing.
          const counted = codes.length === 0 ? `"count":${records.length},` : '';
          expect(answer).toContain(counted);
          alone.push(answer);
        }
        moveIn(kluis, world);
        const together = await Promise.all([...askers, ...askers].map(asks));
        expect(together.map((answer) => answer.text)).toEqual([...alone, ...alone]);
        if (new Set(alone).size > 1) different += 1;
      },
      count,
    );
    say(`${count} worlds with four askers at once, ${different} with different answers`);
    expect(failure).toBeUndefined();
    expect(different).toBeGreaterThan(count / 3);
  });

  it('of fifty uses of a one-time grant at once, one succeeds', async () => {
    const once = grant({ maxSessions: 1, scope: [{}] });
    kluis.holds([{ id: samira, grants: [once], records: [result()] }]);
    const [asker] = askers;
    if (asker === undefined) throw new TypeError('somebody asks');
    const answers = await Promise.all(Array.from({ length: 50 }, () => asks(asker)));
    expect(answers.filter(({ codes }) => codes.length === 0)).toHaveLength(1);
    expect(kluis.released).toHaveLength(1);
    expect(kluis.grant(once.id).used).toBe(1);
  });

  it('a grant that is revoked between the reading and the release gives nothing', async () => {
    const given = grant({ scope: [{}] });
    const [asker] = askers;
    if (asker === undefined) throw new TypeError('somebody asks');
    kluis.holds([{ id: samira, grants: [given], records: [result()] }]);
    kluis.beforeRelease(() => kluis.change(given.id, { state: 'REVOKED' }));
    const { data, codes } = await asks(asker);
    expect({ data, codes }).toEqual({ data: { learner: null }, codes: ['GRANT_ENDED'] });
    expect(kluis.released).toEqual([]);
  });

  it('a part that is taken back between the reading and the release is not in the answer', async () => {
    const given = grant({ scope: [{}], facets: ['core', 'assessment'] });
    const [asker] = askers;
    if (asker === undefined) throw new TypeError('somebody asks');
    kluis.holds([{ id: samira, grants: [given], records: [result()] }]);
    expect((await asks(asker)).text).toContain('"grade":"7.5"');
    kluis.beforeRelease(() => kluis.change(given.id, { facets: ['core'] }));
    const { text: answer, codes } = await asks(asker);
    expect(codes).toEqual([]);
    expect(answer).not.toContain('7.5');
    expect(kluis.released).toHaveLength(2);
  });

  it('an answer whose policy moves each time is given up', async () => {
    const given = grant({ scope: [{}] });
    const [asker] = askers;
    if (asker === undefined) throw new TypeError('somebody asks');
    kluis.holds([{ id: samira, grants: [given], records: [result()] }]);
    let moves = 0;
    const move = (): void => {
      moves += 1;
      kluis.change(given.id, {});
      if (moves < 5) kluis.beforeRelease(move);
    };
    kluis.beforeRelease(move);
    const { data, codes } = await asks(asker);
    expect({ data, codes, moves }).toEqual({ data: null, codes: ['CONFLICT'], moves: 3 });
    expect(kluis.released).toEqual([]);
    kluis.beforeRelease(() => undefined);
  });
});
