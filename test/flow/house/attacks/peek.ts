import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  asksForResults,
  grantsUniversityResults,
  merenveld,
  readsSamira,
  revokes,
  revokesAll,
  rocDeWaterlanden,
} from '../../../fixtures/consent-steps.js';
import type { GraphAnswer, TestHouse } from '../../../fixtures/house.js';
import { someOf } from '../../../fixtures/properties.js';
import { statementsOf } from '../../../fixtures/statements.js';
import { cookieFor, fromPage, knock, visible } from './knock.js';
import { written } from './ledger-rows.js';
import { cursorIn, nonsense, type RecordNode, reads, shares, stranger } from './steps.js';

/** Who tries to learn what is hidden from how the answer comes: by purpose, by sorting, by cursor, by odd text. */
export function attacksByPeeking(opened: () => TestHouse): void {
  let house: TestHouse;
  beforeAll(() => {
    house = opened();
  });

  describe('without one known purpose nothing is looked up', () => {
    beforeAll(async () => {
      await revokesAll(house);
      await shares(house);
    });

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
    it.each(someOf(none, 2))('attack 11: %s', async (_what, headers) => {
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

    // biome-ignore format: a table is read in columns
    const twice: readonly (readonly [string, string | undefined, unknown, boolean])[] = [
      ['in the extensions only',                  undefined,         'CAREER_GUIDANCE', true],
      ['the same in header and extensions',       'CAREER_GUIDANCE', 'CAREER_GUIDANCE', true],
      ['another in the extensions',               'CAREER_GUIDANCE', 'ADMISSION',       false],
      ['another in the header',                   'ADMISSION',       'CAREER_GUIDANCE', false],
      ['nonsense in the extensions',              'CAREER_GUIDANCE', 'MARKETING',       false],
      ['a list in the extensions',                undefined,         ['CAREER_GUIDANCE'], false],
    ];
    it.each(someOf(twice, 2))(
      'attack 10: a second one, %s',
      async (_where, header, extension, answered) => {
        const cookie = await cookieFor(house, 'adviser');
        const before = await written(house);
        house.proxy.forget();
        const variables = { learner: house.account('samira').webId };
        const { text } = await knock(house, {
          headers: { ...fromPage(cookie), ...(header !== undefined && { 'x-purpose': header }) },
          body: JSON.stringify({ query, variables, extensions: { purpose: extension } }),
        });
        expect(text.includes('PURPOSE_REQUIRED')).toBe(!answered);
        expect(house.proxy.requests).toHaveLength(answered ? 1 : 0);
        expect(JSON.stringify(await written(house)) === JSON.stringify(before)).toBe(!answered);
      },
    );

    it('of another purpose than the grant’s: as without a grant', async () => {
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

  describe('attack 7: a part that is not shared', () => {
    beforeEach(() => revokesAll(house));

    // biome-ignore format: a table is read in columns
    const peeks: readonly (readonly [string, object, object])[] = [
      ['filter by result', { facets: ['CORE', 'CREDITS'] }, { filter: { pass: ['PASSED'] } }],
      ['filter by an empty list of results', { facets: ['CORE', 'CREDITS'] }, { filter: { pass: [] } }],
      ['sort by credits',  { facets: ['CORE'] },            { orderBy: { field: 'CREDITS' } }],
      ['filter by result with credentials only', { facets: ['CORE', 'CREDENTIAL', 'EVIDENCE'] }, { filter: { pass: ['FAILED'] } }],
    ];
    it.each(someOf(peeks, 2))(
      'cannot be told by: %s. BAD_INPUT before any pod is asked',
      async (_how, grant, variables) => {
        await shares(house, grant);
        const before = await written(house);
        house.proxy.forget();
        const answer = await readsSamira(house, variables);
        expect(answer.codes).toEqual(['BAD_INPUT']);
        expect(house.proxy.requests).toEqual([]);
        expect(await written(house)).toEqual(before);
      },
    );

    it('attack 12: nor where one of two grants shows it', async () => {
      await shares(house, {
        facets: ['CORE', 'ASSESSMENT'],
        scope: [{ institutions: [merenveld] }],
      });
      await shares(house, { facets: ['CORE'], scope: [{ institutions: [rocDeWaterlanden] }] });
      expect((await readsSamira(house, { filter: { pass: ['PASSED'] } })).codes).toEqual([
        'BAD_INPUT',
      ]);
      const { nodes } = (await readsSamira(house, { first: 250 })).data.learner.records;
      const graded = nodes.filter(
        ({ assessment }: { assessment: object }) =>
          !JSON.stringify(assessment).includes('NotShared'),
      );
      expect(graded.length).toBeGreaterThan(0);
      expect(graded.every((node: RecordNode) => node.institution.id === merenveld)).toBe(true);
    });
  });

  describe('a cursor', () => {
    beforeEach(() => revokesAll(house));

    it('holds for its own reader, view and question, and for nothing else', async () => {
      await grantsUniversityResults(house);
      const after = cursorIn(await readsSamira(house, { first: 2 }));
      expect((await readsSamira(house, { first: 2, after })).codes).toEqual([]);
      const others = [
        { after, orderBy: { field: 'TITLE' } },
        { after, filter: { recordTypes: ['RESULT'] } },
        { after: cursorIn(await house.ask('samira', 'MyRecords', { first: 2 })) },
        { after: cursorIn(await house.ask('barry', 'MyRecords', { first: 2 })) },
        { after: nonsense },
        { after: '' },
      ];
      for (const variables of others) {
        const answer = await readsSamira(house, { first: 2, ...variables });
        expect([variables, answer.codes]).toEqual([variables, ['BAD_INPUT']]);
      }
    });

    it('attack 52: of a policy that changed gives no page of the new one: CONFLICT', async () => {
      const grant = await shares(house, { scope: [{ institutions: [merenveld] }] });
      const after = cursorIn(await readsSamira(house, { first: 2 }));
      await shares(house, { scope: [{ institutions: [rocDeWaterlanden] }] });
      expect((await readsSamira(house, { first: 2, after })).codes).toEqual(['CONFLICT']);
      await revokes(house, grant);
      expect((await readsSamira(house, { first: 2, after })).codes).toEqual(['CONFLICT']);
    });

    it('works however long its filter is', async () => {
      await shares(house);
      const institutions = [
        merenveld,
        ...Array.from({ length: 60 }, (_none, n) => `hogeschool-nummer-${n}.example`),
      ];
      const filter = { institutions };
      const after = cursorIn(await readsSamira(house, { first: 2, filter }));
      expect((await readsSamira(house, { first: 2, filter, after })).codes).toEqual([]);
    });
  });

  it('attack 37: a reason cannot turn around what the learner reads, and stays text', async () => {
    const reason =
      'Goed\u202Edoel\u200F \u2066<img src=x onerror=alert(1)>\u2069 [klik](https://evil.example)\u0007';
    await asksForResults(house, { reason });
    const { data } = await house.ask('samira', 'MyRequests');
    expect(data.myRequests.nodes[0].reason).not.toMatch(/[\p{Bidi_Control}\p{Cc}]/u);
    expect(data.myRequests.nodes[0].reason).toContain('<img src=x onerror=alert(1)>');
  });

  // biome-ignore format: a table is read in columns
  const odd: readonly (readonly [string, () => Promise<GraphAnswer>])[] = [
    ['a learner',          () => reads(house, 'http://localhost:1/a\u0000b#me')],
    ['a school asked for', () => asksForResults(house, { items: [{ institutions: ['a\u0000b'], facets: ['CORE'] }] })],
    ['a school shared',    () => house.ask('samira', 'GrantAccess', { input: { grantee: { person: stranger }, purpose: 'ADMISSION', scope: [{ institutions: ['a\u0000b'] }] } })],
    ['an app',             () => house.ask('samira', 'GrantAccess', { input: { grantee: { person: stranger }, clients: ['a\u0000b'], purpose: 'ADMISSION', scope: [{}] } })],
    ['an app to remove',   () => house.ask('developer', 'RemoveApp', { clientId: 'a\u0000b' })],
    ['an app in the text', () => house.ask('developer', 'RemoveApp', {}, { query: 'mutation RemoveApp { removeApp(clientId: "a\\u{0}b") { __typename } }' })],
    ['what an app asks',   () => house.ask('samira', 'AppRequest', { id: 'a\u0000b' })],
    ['a grantee',          () => house.ask('samira', 'GrantAccess', { input: { grantee: { person: 'http://a/\u0000b' }, purpose: 'ADMISSION', scope: [{}] } })],
  ];
  it.each(someOf(odd, 2))('a zero byte in %s is no fault of ours', async (_where, ask) => {
    expect((await ask()).codes).not.toContain('UPSTREAM');
  });
}
