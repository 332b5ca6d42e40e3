import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PersonaKey } from '../../../../src/demo/index.js';
import {
  asksForResults,
  grantsUniversityResults,
  guidance,
  merenveld,
  openRequest,
  readsSamira,
  revokes,
  revokesAll,
  rocDeWaterlanden,
} from '../../../fixtures/consent-steps.js';
import type { GraphAnswer, TestHouse } from '../../../fixtures/house.js';
import { visible } from './knock.js';
import { written } from './ledger-rows.js';
import { statementsOf } from './statements.js';

const stranger = 'http://localhost:1/nobody/profile/card#me';
const nonsense = 'bm9uc2Vuc2U';
type Node = { readonly id: string; readonly institution: { readonly id: string } };
const nodesOf = (answer: GraphAnswer, at: 'myRecords' | 'learner'): readonly Node[] =>
  at === 'myRecords' ? answer.data.myRecords.nodes : answer.data.learner.records.nodes;

/** Who tries to get at what is not theirs, by id, by cursor, by sorting, by asking for another. */
export function attacksByReach(opened: () => TestHouse): void {
  let house: TestHouse;
  beforeAll(() => {
    house = opened();
  });
  beforeEach(() => revokesAll(house));

  const ownIds = async (who: 'samira' | 'barry') =>
    nodesOf(await house.ask(who, 'MyRecords', { first: 250 }), 'myRecords').map(({ id }) => id);
  const byId = (id: string, who: PersonaKey = 'adviser') =>
    house.ask(who, 'RecordById', { id }, guidance);
  const learnerIs = (learner: string) =>
    house.ask('adviser', 'LearnerRecords', { learner }, guidance);
  const shares = async (change: object, grantee: PersonaKey = 'adviser'): Promise<string> => {
    const input = {
      grantee: { person: house.account(grantee).webId },
      purpose: guidance.purpose,
      scope: [{}],
      ...change,
    };
    const answer = await house.ask('samira', 'GrantAccess', { input });
    return answer.data.grantAccess.grant.id;
  };

  describe('whether somebody exists', () => {
    const cases: readonly (readonly [string, (learner: string) => Promise<GraphAnswer>])[] = [
      ['reading', learnerIs],
      ['asking for access', (learner) => asksForResults(house, { learner })],
    ];
    it.each(cases)(
      '%s tells nothing: status, headers, body and pod requests are equal',
      async (_what, ask) => {
        house.proxy.forget();
        const [barry, nobody] = [await ask(house.account('barry').webId), await ask(stranger)];
        expect(visible(barry)).toEqual(visible(nobody));
        const made = await ask(nonsense);
        expect(visible(made)).toEqual(visible(nobody));
        expect(house.proxy.requests).toEqual([]);
      },
    );

    /** Without the values: who is asked about stands in them. */
    const shape = async (act: () => Promise<unknown>): Promise<readonly string[]> => {
      const texts = await statementsOf(act);
      return texts.map((text) => text.replaceAll(/'(?:[^']|'')*'|\bnull\b/g, '?'));
    };
    it.each(cases)('%s takes the same statements in the database', async (_what, ask) => {
      const { webId } = house.account('barry');
      const barry = await shape(() => ask(webId));
      expect(barry.length).toBeGreaterThan(3);
      expect(await shape(() => ask(stranger))).toEqual(barry);
    });
  });

  describe('a record by its id', () => {
    it('of nobody, of Samira for herself and of Barry for himself: the same answer', async () => {
      const [[hers = ''], [his = '']] = [await ownIds('samira'), await ownIds('barry')];
      house.proxy.forget();
      const unknown = await byId(nonsense);
      expect(unknown.codes).toEqual(['NOT_FOUND']);
      for (const id of [hers, his, `${hers.slice(0, -2)}AA`, '', 'x'.repeat(5000)]) {
        expect(visible(await byId(id))).toEqual(visible(unknown));
      }
      expect(house.proxy.requests).toEqual([]);
    });

    it('that is withheld answers like nonsense, though its id is real', async () => {
      await shares({});
      const all = nodesOf(await readsSamira(house, { first: 250 }), 'learner');
      const withheld = all.find(({ institution }) => institution.id === rocDeWaterlanden)?.id;
      const shared = all.find(({ institution }) => institution.id === merenveld)?.id;
      expect((await byId(withheld ?? '')).data.node.id).toBe(withheld);
      await revokesAll(house);
      await shares({ scope: [{ institutions: [merenveld] }] });
      expect((await byId(shared ?? '')).data.node.id).toBe(shared);
      const [held, made] = [await byId(withheld ?? ''), await byId(nonsense)];
      expect(visible(held)).toEqual(visible(made));
      expect(held.codes).toEqual(['NOT_FOUND']);
    });

    it('of one reader opens nothing for another with the same grant', async () => {
      await shares({});
      await shares({}, 'developer');
      const ids = nodesOf(await readsSamira(house, { first: 250 }), 'learner').map(({ id }) => id);
      const [id = ''] = ids;
      expect(visible(await byId(id, 'developer'))).toEqual(
        visible(await byId(nonsense, 'developer')),
      );
      const learner = house.account('samira').webId;
      const other = await house.ask(
        'developer',
        'LearnerRecords',
        { learner, first: 250 },
        guidance,
      );
      const theirs = new Set(nodesOf(other, 'learner').map((node) => node.id));
      expect(theirs.size).toBe(ids.length);
      expect(ids.filter((mine) => theirs.has(mine))).toEqual([]);
    });
  });

  describe('what is another’s to decide', () => {
    it('a grant: neither a learner with her id for it, nor its grantee, can revoke it', async () => {
      const hers = await shares({}, 'barry');
      const given = await house.ask('barry', 'ConsentedLearners');
      const his: string = given.data.consentedLearners.nodes
        .flatMap(({ grants }: { grants: { id: string; state: string }[] }) => grants)
        .find(({ state }: { state: string }) => state === 'ACTIVE').id;
      const before = await written(house);
      for (const id of [hers, his, nonsense]) {
        const answer = await house.ask('barry', 'RevokeGrant', { id });
        expect(answer.codes).toEqual(['NOT_FOUND']);
        expect(visible(answer)).toEqual(
          visible(await house.ask('barry', 'RevokeGrant', { id: 'x' })),
        );
      }
      expect(await written(house)).toEqual(before);
      const learner = house.account('samira').webId;
      const read = await house.ask('barry', 'LearnerRecords', { learner }, guidance);
      expect(read.data.learner.records.count).toBeGreaterThan(0);
    });

    it('a request: answered by nobody but the learner it was put to', async () => {
      await asksForResults(house);
      const requestId = await openRequest(house);
      const before = await written(house);
      const input = { requestId, decision: 'GRANT', scope: [{ types: ['RESULT'] }] };
      for (const who of ['barry', 'adviser', 'developer'] as const) {
        const answer = await house.ask(who, 'AnswerAccessRequest', { input });
        expect(answer.codes).toEqual(['NOT_FOUND']);
      }
      expect(await written(house)).toEqual(before);
      expect(await openRequest(house)).toBe(requestId);
    });

    it('a request twice, or a declined one: no', async () => {
      await asksForResults(house);
      const requestId = await openRequest(house);
      const yes = { requestId, decision: 'GRANT', scope: [{ types: ['RESULT'] }] };
      await house.ask('samira', 'AnswerAccessRequest', {
        input: { requestId, decision: 'DECLINE' },
      });
      const late = await house.ask('samira', 'AnswerAccessRequest', { input: yes });
      expect(late.codes).toEqual(['NOT_FOUND']);
      expect((await readsSamira(house)).data).toEqual({ learner: null });
    });

    const own: readonly (readonly [string, () => object])[] = [
      ['MyRecords', () => ({})],
      ['MyGrants', () => ({})],
      ['MyRequests', () => ({})],
      ['MyAccessLog', () => ({})],
      ['SyncInstitution', () => ({ institution: merenveld })],
      [
        'GrantAccess',
        () => ({
          input: {
            grantee: { person: house.account('developer').webId },
            purpose: 'ADMISSION',
            scope: [{}],
          },
        }),
      ],
    ];
    it.each(own)(
      '%s is for learners: FORBIDDEN to an adviser, nothing asked or written',
      async (operation, variables) => {
        await shares({});
        const before = await written(house);
        house.proxy.forget();
        const answer = await house.ask('adviser', operation, variables(), guidance);
        expect(answer.codes).toEqual(['FORBIDDEN']);
        expect(house.proxy.requests).toEqual([]);
        expect(await written(house)).toEqual(before);
      },
    );
  });

  describe('without one known purpose nothing is looked up', () => {
    const query = 'query Q($learner: ID!) { learner(id: $learner) { records { count } } }';
    // biome-ignore format: a table is read in columns
    const none: readonly (readonly [string, Record<string, string>])[] = [
      ['none',                        {}],
      ['an unknown one',              { 'x-purpose': 'MARKETING' }],
      ['in small letters',            { 'x-purpose': 'career_guidance' }],
      ['an empty one',                { 'x-purpose': '' }],
      ['two in one header',           { 'x-purpose': 'CAREER_GUIDANCE, ADMISSION' }],
      ['one of an object’s own words', { 'x-purpose': 'constructor' }],
      ['one’s own use',               { 'x-purpose': 'SELF_USE' }],
    ];
    it.each(none)('%s', async (_what, headers) => {
      await shares({});
      const learner = house.account('samira').webId;
      const before = await written(house);
      house.proxy.forget();
      const statements = await statementsOf(async () => {
        const answer = await house.ask('adviser', 'Q', { learner }, { headers, query });
        expect([answer.data, answer.codes]).toEqual([{ learner: null }, ['PURPOSE_REQUIRED']]);
      });
      // The session is looked up, and nobody else.
      expect(statements.filter((text) => !text.includes('session'))).toEqual([]);
      expect(house.proxy.requests).toEqual([]);
      expect(await written(house)).toEqual(before);
    });

    it('of another purpose than the grant’s: as without a grant', async () => {
      await shares({ purpose: 'EMPLOYMENT' });
      await revokesAll(house);
      await shares({ purpose: 'INTERNSHIP' });
      const learner = house.account('samira').webId;
      const answer = await house.ask(
        'adviser',
        'LearnerRecords',
        { learner },
        { purpose: 'RESEARCH' },
      );
      const nobody = await house.ask(
        'adviser',
        'LearnerRecords',
        { learner: stranger },
        { purpose: 'RESEARCH' },
      );
      expect(visible(answer)).toEqual(visible(nobody));
    });
  });

  describe('a part that is not shared', () => {
    // biome-ignore format: a table is read in columns
    const peeks: readonly (readonly [string, object, object])[] = [
      ['filter by result', { facets: ['CORE', 'CREDITS'] }, { filter: { pass: ['PASSED'] } }],
      ['filter by an empty list of results', { facets: ['CORE', 'CREDITS'] }, { filter: { pass: [] } }],
      ['sort by credits',  { facets: ['CORE'] },            { orderBy: { field: 'CREDITS' } }],
      ['filter by result with credentials only', { facets: ['CORE', 'CREDENTIAL', 'EVIDENCE'] }, { filter: { pass: ['FAILED'] } }],
    ];
    it.each(peeks)(
      'cannot be told by: %s. BAD_INPUT before any pod is asked',
      async (_how, grant, variables) => {
        await shares(grant);
        const before = await written(house);
        house.proxy.forget();
        const answer = await readsSamira(house, variables);
        expect(answer.codes).toEqual(['BAD_INPUT']);
        expect(house.proxy.requests).toEqual([]);
        expect(await written(house)).toEqual(before);
      },
    );

    it('nor where one of two grants shows it', async () => {
      await shares({ facets: ['CORE', 'ASSESSMENT'], scope: [{ institutions: [merenveld] }] });
      await shares({ facets: ['CORE'], scope: [{ institutions: [rocDeWaterlanden] }] });
      expect((await readsSamira(house, { filter: { pass: ['PASSED'] } })).codes).toEqual([
        'BAD_INPUT',
      ]);
      const { nodes } = (await readsSamira(house, { first: 250 })).data.learner.records;
      const graded = nodes.filter(
        (node: Node & { assessment: { __typename: string } }) =>
          node.assessment.__typename !== 'NotShared',
      );
      expect(graded.length).toBeGreaterThan(0);
      expect(graded.every((node: Node) => node.institution.id === merenveld)).toBe(true);
    });
  });

  describe('a cursor', () => {
    const cursorOf = ({ data }: GraphAnswer): string =>
      (data.learner?.records ?? data.myRecords).pageInfo.endCursor;

    it('holds for its own reader, view and question, and for nothing else', async () => {
      await grantsUniversityResults(house);
      const after = cursorOf(await readsSamira(house, { first: 2 }));
      expect((await readsSamira(house, { first: 2, after })).codes).toEqual([]);
      const others = [
        { after, orderBy: { field: 'TITLE' } },
        { after, filter: { recordTypes: ['RESULT'] } },
        { after: cursorOf(await house.ask('samira', 'MyRecords', { first: 2 })) },
        { after: cursorOf(await house.ask('barry', 'MyRecords', { first: 2 })) },
        { after: nonsense },
        { after: '' },
      ];
      for (const variables of others) {
        const answer = await readsSamira(house, { first: 2, ...variables });
        expect([variables, answer.codes]).toEqual([variables, ['BAD_INPUT']]);
      }
    });

    it('of a policy that changed gives no page of the new one: CONFLICT', async () => {
      const grant = await shares({ scope: [{ institutions: [merenveld] }] });
      const after = cursorOf(await readsSamira(house, { first: 2 }));
      await shares({ scope: [{ institutions: [rocDeWaterlanden] }] });
      expect((await readsSamira(house, { first: 2, after })).codes).toEqual(['CONFLICT']);
      await revokes(house, grant);
      expect((await readsSamira(house, { first: 2, after })).codes).toEqual(['CONFLICT']);
    });

    it('works however long its filter is', async () => {
      await shares({});
      const institutions = [
        merenveld,
        ...Array.from({ length: 60 }, (_none, n) => `hogeschool-nummer-${n}.example`),
      ];
      const filter = { institutions };
      const after = cursorOf(await readsSamira(house, { first: 2, filter }));
      expect((await readsSamira(house, { first: 2, filter, after })).codes).toEqual([]);
    });
  });

  it('a reason cannot turn around what the learner reads, and stays text', async () => {
    const reason =
      'Goed\u202Edoel\u200F \u2066<img src=x onerror=alert(1)>\u2069 [klik](https://evil.example)\u0007';
    await asksForResults(house, { reason });
    const { data } = await house.ask('samira', 'MyRequests');
    expect(data.myRequests.nodes[0].reason).not.toMatch(/[\p{Bidi_Control}\p{Cc}]/u);
    expect(data.myRequests.nodes[0].reason).toContain('<img src=x onerror=alert(1)>');
  });

  // biome-ignore format: a table is read in columns
  const odd: readonly (readonly [string, () => Promise<GraphAnswer>])[] = [
    ['a learner',          () => learnerIs('http://localhost:1/a\u0000b#me')],
    ['a school asked for', () => asksForResults(house, { items: [{ institutions: ['a\u0000b'], facets: ['CORE'] }] })],
    ['a school shared',    () => house.ask('samira', 'GrantAccess', { input: { grantee: { person: stranger }, purpose: 'ADMISSION', scope: [{ institutions: ['a\u0000b'] }] } })],
    ['an app',             () => house.ask('samira', 'GrantAccess', { input: { grantee: { person: stranger }, clients: ['a\u0000b'], purpose: 'ADMISSION', scope: [{}] } })],
    ['a grantee',          () => house.ask('samira', 'GrantAccess', { input: { grantee: { person: 'http://a/\u0000b' }, purpose: 'ADMISSION', scope: [{}] } })],
  ];
  it.each(odd)('a zero byte in %s is no fault of ours', async (_where, ask) => {
    expect((await ask()).codes).not.toContain('UPSTREAM');
  });
}
