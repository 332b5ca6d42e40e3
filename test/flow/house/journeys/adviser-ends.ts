import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { guidance, readsSamira, revokes, revokesAll } from '../../../fixtures/consent-steps.js';
import type { GraphAnswer, TestHouse } from '../../../fixtures/house.js';
import { cookieFor, fromPage, knock } from '../attacks/knock.js';
import { openLive } from '../attacks/line.js';
import { shares } from '../attacks/steps.js';
import { asksOf, type Seen, terms } from './steps.js';

const twice = `query Q($learner: ID!, $after: String, $id: ID!) {
  one: learner(id: $learner) { records { count nodes { title } } }
  two: learner(id: $learner) { records(first: 2, after: $after) { nodes { title } } }
  node(id: $id) { id } }`;

const isOfView = ({ path }: { readonly path: string }): boolean => path.includes('/shared/');

/** What Samira reads afterwards of what the adviser did. Last of all that is done with a grant: she stops it. */
export function whatSheReads(opened: () => TestHouse): void {
  it('J4.5, Adviser 4: each look is a line in her log, a try after the end too: who, when, what for, which records and parts', async () => {
    const house = opened();
    const { data: mine } = await house.ask('samira', 'MyGrants');
    const { id: grant } = mine.myGrants.nodes.find(
      ({ state, grantee }: { state: string; grantee: string }) =>
        state === 'ACTIVE' && grantee === house.account('adviser').webId,
    );
    const query = `query Q($learner: ID!) { learner(id: $learner) { records(first: 3) {
      nodes { title credits { ... on Credits { earned } } } } } }`;
    const { data: before } = await house.ask('samira', 'MyAccessLog', { first: 1 });
    const last: number = before.myAccessLog.nodes[0].seq;
    const looks = [await asksOf(house, query), await asksOf(house, query)];
    await revokes(house, grant);
    expect((await asksOf(house, query)).codes).toEqual(['GRANT_ENDED']);
    const { data } = await house.ask('samira', 'MyAccessLog', { first: 10 });
    const lines = data.myAccessLog.nodes.filter(
      ({ actor, seq }: { actor: string; seq: number }) =>
        actor === house.account('adviser').webId && seq > last,
    );
    expect(lines.map(({ kind }: { kind: string }) => kind)).toEqual(['DENIED', 'READ', 'READ']);
    for (const [n, look] of looks.entries()) {
      const line = lines.at(-1 - n);
      expect(line).toMatchObject({
        actorName: 'Noor Hendriks',
        purpose: guidance.purpose,
        operation: 'Q',
        grants: [grant],
      });
      expect(Math.abs(Date.parse(line.at) - Date.now())).toBeLessThan(120_000);
      const left: { id: string; facets: string[] }[] = line.records;
      for (const { facets } of left) expect(facets.toSorted()).toEqual(['CORE', 'CREDITS']);
      const titles: readonly string[] = await Promise.all(
        left.map(
          async ({ id }) => (await house.ask('samira', 'RecordById', { id })).data.node.title,
        ),
      );
      const shown: readonly string[] = look.data.learner.records.nodes.map(
        ({ title }: Seen) => title,
      );
      expect(titles.toSorted()).toEqual(shown.toSorted());
    }
  });
}

/** What is left of a grant that is over, for whoever had it. */
export function whenItEnds(opened: () => TestHouse): void {
  let house: TestHouse;
  beforeAll(() => {
    house = opened();
  });
  beforeEach(() => revokesAll(house));

  /** Many questions in one request, as some servers let a page ask. */
  const inOneBatch = async (): Promise<string> => {
    const query =
      'query Q($learner: ID!) { learner(id: $learner) { records { nodes { title } } } }';
    const one = { query, variables: { learner: house.account('samira').webId } };
    const cookie = await cookieFor(house, 'adviser');
    const headers = { ...fromPage(cookie), 'x-purpose': guidance.purpose };
    return (await knock(house, { headers, body: JSON.stringify([one, one]) })).text;
  };

  const untilAfter = async (grant: string): Promise<void> => {
    const end = Date.now() + 2000;
    const until = new Date(end).toISOString();
    const { codes } = await house.ask('samira', 'NarrowGrant', {
      input: { grantId: grant, until },
    });
    expect(codes).toEqual([]);
    await sleep(Math.max(0, end + 1000 - Date.now()));
  };
  /** A line that was open all along. It is told of the end, and has no more to say. */
  const listens = async () => {
    const cookie = await cookieFor(house, 'adviser');
    const from = house.origin;
    const line = await openLive({ origin: from, from, headers: { cookie } });
    onTestFinished(() => line.close());
    await line.until(({ type }) => type === 'connection_ack');
    const id = line.subscribe('subscription { grantEvents { state } }');
    await sleep(500);
    return {
      heard: async (): Promise<string> => {
        await line.until(({ type }) => type === 'complete');
        const states = line.eventsOf(id).map(({ data }) => data.grantEvents.state);
        expect([states.at(0), states.at(-1)]).toEqual(['ACTIVE', 'ENDED']);
        return JSON.stringify(line.got);
      },
    };
  };
  const ends: readonly (readonly [string, (grant: string) => Promise<unknown>])[] = [
    ['she stopped it', (grant) => revokes(house, grant)],
    ['its time was over, a second ago', untilAfter],
  ];

  describe.each(ends)('%s', (_how, end) => {
    it('J4.5, Adviser 3: the next question gets nothing, in a session that was open, on an open line, from a place in a list, twice at once or by an id', async () => {
      const line = await listens();
      const grant = await shares(house, terms());
      const before = await readsSamira(house, { first: 2 });
      const { nodes, pageInfo } = before.data.learner.records;
      const known = { after: pageInfo.endCursor, id: nodes[0].id };
      const whole: Seen[] = (await readsSamira(house, { first: 250 })).data.learner.records.nodes;
      expect((await asksOf(house, twice, known)).data.two.records.nodes).toHaveLength(2);

      await end(grant);
      house.proxy.forget();
      const answers: readonly GraphAnswer[] = [
        await readsSamira(house, { first: 250 }),
        await readsSamira(house, { first: 2, after: pageInfo.endCursor }),
        await asksOf(house, twice, known),
      ];
      for (const { codes } of answers) expect(new Set(codes)).toEqual(new Set(['GRANT_ENDED']));
      const told = [...answers.map(({ text }) => text), await inOneBatch()].join('\n');
      expect(whole.filter(({ title }) => told.includes(title))).toEqual([]);
      expect(whole.length).toBeGreaterThan(10);
      expect(house.proxy.requests.filter(isOfView)).toEqual([]);
      const heard = await line.heard();
      expect(whole.filter(({ title }) => heard.includes(title))).toEqual([]);
    });
  });
}
