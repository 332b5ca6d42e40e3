import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { PersonaKey } from '../../../../src/demo/index.js';
import {
  asksForResults,
  guidance,
  merenveld,
  openRequest,
  readsSamira,
  revokesAll,
  rocDeWaterlanden,
} from '../../../fixtures/consent-steps.js';
import type { GraphAnswer, TestHouse } from '../../../fixtures/house.js';
import { someOf } from '../../../fixtures/properties.js';
import { statementsOf } from '../../../fixtures/statements.js';
import { daysLater } from '../asks/steps.js';
import { visible } from './knock.js';
import { written } from './ledger-rows.js';
import { nonsense, reads, readsById, recordsIn, shares, stranger } from './steps.js';

/** Without the values: who is asked about stands in them. */
async function shapeOf(act: () => Promise<unknown>): Promise<readonly string[]> {
  const texts = await statementsOf(act);
  return texts.map((text) => text.replaceAll(/'(?:[^']|'')*'|\bnull\b/g, '?'));
}

/** As a router names it. */
const result = (id: string) => ({ __typename: 'Result', id });
/** What a router was given. */
const entitiesIn = ({ data }: GraphAnswer) => data['_entities'];

/** Who tries to get at what is not theirs: by id, or by an order that is another’s to give. */
export function attacksByReach(opened: () => TestHouse): void {
  let house: TestHouse;
  beforeAll(() => {
    house = opened();
  });
  beforeEach(() => revokesAll(house));

  const ownIds = async (who: 'samira' | 'barry') =>
    recordsIn(await house.ask(who, 'MyRecords', { first: 250 })).map(({ id }) => id);
  const byId = (id: string, who: PersonaKey = 'adviser') => readsById(house, id, who);

  describe('attack 47: whether somebody exists', () => {
    const cases: readonly (readonly [string, (learner: string) => Promise<GraphAnswer>])[] = [
      ['reading', (learner) => reads(house, learner)],
      ['asking for access', (learner) => asksForResults(house, { learner })],
    ];
    it.each(someOf(cases, 2))(
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

    it.each(someOf(cases, 2))(
      '%s takes the same statements in the database',
      async (_what, ask) => {
        const { webId } = house.account('barry');
        const barry = await shapeOf(() => ask(webId));
        expect(barry.length).toBeGreaterThan(3);
        expect(await shapeOf(() => ask(stranger))).toEqual(barry);
      },
    );
  });

  describe('attack 5: a record by its id', () => {
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
      await shares(house);
      const all = recordsIn(await readsSamira(house, { first: 250 }));
      const withheld = all.find(({ institution }) => institution.id === rocDeWaterlanden)?.id;
      const shared = all.find(({ institution }) => institution.id === merenveld)?.id;
      expect((await byId(withheld ?? '')).data.node.id).toBe(withheld);
      await revokesAll(house);
      await shares(house, { scope: [{ institutions: [merenveld] }] });
      expect((await byId(shared ?? '')).data.node.id).toBe(shared);
      const [held, made] = [await byId(withheld ?? ''), await byId(nonsense)];
      expect(visible(held)).toEqual(visible(made));
      expect(held.codes).toEqual(['NOT_FOUND']);
    });

    it('of one reader opens nothing for another with the same grant', async () => {
      await shares(house);
      await shares(house, {}, 'developer');
      const ids = recordsIn(await readsSamira(house, { first: 250 })).map(({ id }) => id);
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
      const theirs = new Set(recordsIn(other).map((node) => node.id));
      expect(theirs.size).toBe(ids.length);
      expect(ids.filter((mine) => theirs.has(mine))).toEqual([]);
    });
  });

  describe('attack 5: a record by its id, as a router asks for it', () => {
    const text = `query Router($named: [_Any!]!) {
      _entities(representations: $named) { __typename ... on Result { id title } ... on LearnerView { id } }
    }`;
    const byRouter = (named: readonly object[], who: PersonaKey = 'adviser') =>
      house.ask(who, 'Router', { named }, { ...guidance, query: text });

    it('shared records come, and with the line in the log; whatever else was named is nothing, alike', async () => {
      await shares(house);
      const all = recordsIn(await readsSamira(house, { first: 250 }));
      const idAt = (school: string) =>
        all.find((one) => one.institution.id === school && one['__typename'] === 'Result')?.id ??
        '';
      const [shared, withheld] = [idAt(merenveld), idAt(rocDeWaterlanden)];
      expect(entitiesIn(await byRouter([result(withheld)]))[0].id).toBe(withheld);
      await revokesAll(house);
      await shares(house, { scope: [{ institutions: [merenveld] }] });
      const [hers = ''] = await ownIds('samira');
      const other = { __typename: 'Diploma', id: shared };
      for (const named of [result(withheld), result(hers), result('x'.repeat(5000)), other]) {
        expect(visible(await byRouter([named]))).toEqual(
          visible(await byRouter([result(nonsense)])),
        );
      }
      const mixed = [
        result(nonsense),
        result(shared),
        { __typename: 'LearningRecord', id: shared },
      ];
      const answer = await byRouter(mixed);
      const found = { __typename: 'Result', id: shared, title: expect.any(String) };
      expect([entitiesIn(answer), answer.codes]).toEqual([[null, found, found], ['NOT_FOUND']]);
      const log = await house.ask('samira', 'MyAccessLog', { first: 1 });
      const [line] = log.data.myAccessLog.nodes;
      expect(line).toMatchObject({ kind: 'READ', operation: 'Router' });
      expect(line.records).toHaveLength(1);
    });

    it('of another reader, of a learner who said nothing, or of no type of ours: nothing, and no pod is asked', async () => {
      const barry = house.account('barry').webId;
      const nobody = await byRouter([{ __typename: 'LearnerView', id: stranger }]);
      expect(nobody.codes).toEqual(['NOT_FOUND']);
      house.proxy.forget();
      for (const id of [barry, nonsense]) {
        const answer = await byRouter([{ __typename: 'LearnerView', id }]);
        expect(visible(answer)).toEqual(visible(nobody));
      }
      for (const odd of [
        { __typename: 'Viewer', id: 'x' },
        { id: 'x' },
        { __typename: 'Result' },
      ]) {
        expect((await byRouter([odd])).codes).toEqual(['BAD_INPUT']);
      }
      expect(house.proxy.requests).toEqual([]);
    });
  });

  describe('attack 6: what is another’s to decide', () => {
    it('a grant: neither a learner with her id for it, nor its grantee, can revoke it', async () => {
      const hers = await shares(house, {}, 'barry');
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
      // Until then the adviser is not heard again, whom later tests let ask.
      await daysLater(house, 31);
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
    it.each(someOf(own, 2))(
      '%s is for learners: FORBIDDEN to an adviser, nothing asked or written',
      async (operation, variables) => {
        const before = await written(house);
        house.proxy.forget();
        const answer = await house.ask('adviser', operation, variables(), guidance);
        expect(answer.codes).toEqual(['FORBIDDEN']);
        expect(house.proxy.requests).toEqual([]);
        expect(await written(house)).toEqual(before);
      },
    );
  });
}
