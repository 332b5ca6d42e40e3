import { beforeAll, describe, expect, it } from 'vitest';
import { demoPeople } from '../../../src/demo/institutions/index.js';
import {
  asksForResults,
  grantsUniversityResults,
  guidance,
  merenveld,
  openRequest,
  readsSamira,
  revokes,
} from '../../fixtures/consent-steps.js';
import { type GraphAnswer, openHouse, type TestHouse } from '../../fixtures/house.js';

let house: TestHouse;
beforeAll(async () => {
  house = await openHouse();
  return () => house.stop();
}, 120_000);

const totalsOf = (answer: GraphAnswer, at: (data: GraphAnswer['data']) => GraphAnswer['data']) =>
  Object.fromEntries(
    at(answer.data).totals.map(({ unit, value }: { unit: string; value: string }) => [unit, value]),
  );

describe('results from two schools land in the learner’s own pod', () => {
  it.each(['samira', 'barry'] as const)(
    '%s reads back all of it, with totals per unit',
    async (who) => {
      const answer = await house.ask(who, 'MyRecords', { first: 250 });
      const { roc, university } = demoPeople;
      const found = [roc[who], university[who]];
      const [associations, results] = [
        found.reduce((sum, school) => sum + school.associations, 0),
        found.reduce((sum, school) => sum + school.results, 0),
      ];
      const types = answer.data.myRecords.nodes.map(
        (node: { recordType: string }) => node.recordType,
      );
      expect(types.filter((type: string) => type === 'ENROLMENT')).toHaveLength(associations);
      expect(types.filter((type: string) => type !== 'ENROLMENT')).toHaveLength(results);
      expect(totalsOf(answer, (data) => data.myRecords)).toMatchObject({
        EC: String(university[who].earned.ects),
        SBU: String(roc[who].earned.sbu),
      });
    },
  );

  it('fetching again brings nothing new and writes nothing to the pod', async () => {
    house.proxy.forget();
    const answer = await house.ask('samira', 'SyncInstitution', { institution: merenveld });
    expect(answer.data.syncInstitution).toMatchObject({ changed: 0, inPod: true, setAside: [] });
    expect(house.proxy.requests.filter(({ method }) => method !== 'GET')).toEqual([]);
  });
});

describe('an adviser reads what the learner allows, while she allows it', () => {
  const stranger = 'http://localhost:1/nobody/profile/card#me';

  it('J4.1, Adviser 1: nothing without a grant, in the same bytes as for a learner who does not exist', async () => {
    const samira = await readsSamira(house);
    const nobody = await house.ask('adviser', 'LearnerRecords', { learner: stranger }, guidance);
    expect(samira.data).toEqual({ learner: null });
    expect(samira.codes).toEqual(['NOT_FOUND']);
    expect(nobody.text).toBe(samira.text);
    expect(nobody.status).toBe(samira.status);
  });

  it('asking gives one answer, whether or not the learner exists', async () => {
    const samira = await asksForResults(house);
    const nobody = await asksForResults(house, { learner: stranger });
    expect(nobody.text).toBe(samira.text);
    expect(samira.data).toEqual({ requestAccess: { sent: true } });
  });

  it('cannot be given more than was asked', async () => {
    const input = {
      requestId: await openRequest(house),
      decision: 'GRANT',
      scope: [{ types: ['ENROLMENT'] }],
    };
    const answer = await house.ask('samira', 'AnswerAccessRequest', { input });
    expect(answer.codes).toEqual(['BAD_INPUT']);
    expect((await readsSamira(house)).codes).toEqual(['NOT_FOUND']);
  });

  it('from grant to revoke: exactly the granted records, then nothing, and every step in her log', async () => {
    const grant = await grantsUniversityResults(house);
    const read = await readsSamira(house, { first: 250 });
    const { records } = read.data.learner;
    const { withResult, earned } = demoPeople.university.samira;
    expect(records.count).toBe(withResult);
    const nodes: { institution: { id: string }; recordType: string; assessment: object }[] =
      records.nodes;
    expect(new Set(nodes.map(({ institution }) => institution.id))).toEqual(new Set([merenveld]));
    expect(new Set(nodes.map(({ recordType }) => recordType))).toEqual(new Set(['RESULT']));
    expect(nodes.every(({ assessment }) => JSON.stringify(assessment).includes('NotShared'))).toBe(
      true,
    );
    expect(totalsOf(read, (data) => data.learner.records)).toEqual({ EC: String(earned.ects) });
    expect(read.text).not.toContain('"grade"');

    const stop = await revokes(house, grant);
    expect(stop.data.revokeGrant).toMatchObject({ pod: 'CONFIRMED', grant: { state: 'REVOKED' } });
    const after = await readsSamira(house);
    expect(after.data).toEqual({ learner: null });
    expect(after.codes).toEqual(['GRANT_ENDED']);

    const log = await house.ask('samira', 'MyAccessLog', { first: 8 });
    const steps = log.data.myAccessLog.nodes.map(
      (line: { kind: string; event: string | null }) => line.event ?? line.kind,
    );
    expect(steps.toReversed()).toEqual(
      expect.arrayContaining([
        'ACCESS_REQUESTED',
        'GRANTED',
        'ACTIVATED',
        'READ',
        'REVOKED',
        'DENIED',
      ]),
    );
    const seen = log.data.myAccessLog.nodes.find(({ kind }: { kind: string }) => kind === 'READ');
    expect(seen.records).toHaveLength(withResult);
    expect(seen.purpose).toBe('CAREER_GUIDANCE');
    expect(seen.actor).toBe(house.account('adviser').webId);
  });
});

/** What Samira's log says of the last time somebody read her for advice. */
const newestRead = async () => {
  const { data } = await house.ask('samira', 'MyAccessLog', { first: 5 });
  return data.myAccessLog.nodes.find(
    ({ kind, purpose }: { kind: string; purpose: string }) =>
      kind === 'READ' && purpose === 'CAREER_GUIDANCE',
  );
};
const asks = (query: string, variables: object = {}) =>
  house.ask(
    'adviser',
    'Q',
    { learner: house.account('samira').webId, ...variables },
    { ...guidance, query },
  );

/** How often Samira's newest grant was used. */
async function usesOfNewest(): Promise<number> {
  const { data } = await house.ask('samira', 'MyGrants');
  return data.myGrants.nodes[0].used;
}

describe('the log names what left, all of it and nothing else', () => {
  it('a look that only asks whether there is a grant is logged too, and uses none up', async () => {
    await grantsUniversityResults(house);
    const answer = await asks('query Q($learner: ID!) { learner(id: $learner) { id } }');
    expect(answer.data.learner.id).toBeTypeOf('string');
    expect(await newestRead()).toMatchObject({
      records: [],
      sentence: 'Noor Hendriks keek of je iets deelt (loopbaanbegeleiding).',
    });
    const { data } = await house.ask('samira', 'MyGrants');
    expect(data.myGrants.nodes[0]).toMatchObject({ state: 'ACTIVE', used: 0 });
  });

  it('a page that shows only its ends names the records at its ends', async () => {
    await asks(
      'query Q($learner: ID!) { learner(id: $learner) { records(first: 1) { pageInfo { endCursor } } } }',
    );
    const line = await newestRead();
    expect(line.records).toHaveLength(1);
    expect(line.aggregates).toContain('count');
  });

  const forced = { v: null };
  const questions = [
    ['a list', 'learner(id: $learner) { records { count @include(if: $v) } }'],
    ['a bad place in a list', 'learner(id: $learner) { records(after: "x") { count } }'],
  ] as const;
  it.each(questions)(
    'an error that came of reading is logged like an answer: %s',
    async (_what, ask) => {
      const before = await usesOfNewest();
      const variables = ask.includes('$v') ? ', $v: Boolean = true' : '';
      const answer = await asks(`query Q($learner: ID!${variables}) { ${ask} }`, forced);
      expect(answer.data).toEqual({ learner: null });
      expect(await usesOfNewest()).toBe(before + 1);
    },
  );

  it('a question that policy refuses asks no pod, and takes no use', async () => {
    const { data: before } = await house.ask('samira', 'MyGrants');
    const answer = await asks(
      'query Q($learner: ID!) { learner(id: $learner) { records(filter: { pass: [FAILED] }) { count } } }',
    );
    expect(answer.codes).toEqual(['BAD_INPUT']);
    const { data: after } = await house.ask('samira', 'MyGrants');
    expect(after.myGrants.nodes[0].used).toBe(before.myGrants.nodes[0].used);
  });
});

describe('what a grant without grades tells of failing', () => {
  it('J4.4: a failed, a running and an unknown result look alike: no credits, no reason', async () => {
    await grantsUniversityResults(house);
    const { data } = await readsSamira(house, { first: 250 });
    const { nodes, totals } = data.learner.records;
    const without = nodes.filter(
      ({ credits }: { credits: { earned: boolean } }) => !credits.earned,
    );
    expect(without.length).toBeGreaterThan(2);
    expect(
      new Set(without.map(({ credits }: { credits: object }) => JSON.stringify(credits))),
    ).toEqual(
      new Set([
        JSON.stringify({
          __typename: 'Credits',
          load: null,
          earned: false,
          notEarnedBecause: null,
        }),
      ]),
    );
    expect(totals.flatMap(({ leftOut }: { leftOut: object[] }) => leftOut)).toEqual([]);
  });
});

it('a text with half a character is refused as such, not as a fault of ours', async () => {
  const answer = await asksForResults(house, { reason: 'half \ud800' });
  expect(answer.codes).toEqual(['BAD_INPUT']);
});

describe('saying no', () => {
  it('cannot be overtaken by a yes: one of the two is told that the request is closed', async () => {
    await asksForResults(house);
    const requestId = await openRequest(house);
    const answer = (decision: object) =>
      house.ask('samira', 'AnswerAccessRequest', { input: { requestId, ...decision } });
    const both = await Promise.all([
      answer({ decision: 'GRANT', scope: [{ types: ['RESULT'] }] }),
      answer({ decision: 'DECLINE' }),
    ]);
    expect(both.flatMap(({ codes }) => codes)).toEqual(['NOT_FOUND']);
  });
});

it('nothing unforeseen happened behind these answers', () => {
  expect(house.faults).toEqual([]);
});
