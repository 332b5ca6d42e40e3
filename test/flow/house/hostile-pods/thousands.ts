import { describe, expect, it } from 'vitest';
import { institutionId, recordKey, sha256Url, webId } from '../../../../src/base/index.js';
import { refreshView } from '../../../../src/flows/keep-views.js';
import { readRecords, writeRecords } from '../../../../src/pod/index.js';
import { guidance, merenveld, revokesAll } from '../../../fixtures/consent-steps.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { isLong } from '../../../fixtures/properties.js';
import { result } from '../../../fixtures/records.js';

/** A long run has as many as a learner may ever have; a usual one fewer, of more words. */
const many = isLong ? 4000 : 1200;
const words = 'Inleiding in de statistiek voor wie er nooit aan wilde. '.repeat(isLong ? 0 : 16);
const institution = institutionId(merenveld);
const dayOf = (n: number): string => `${2000 + Math.floor((n * 20) / many)}-06-01`;

/** Results at the university, 200 a year, in the form they have in a pod. */
const results = Array.from({ length: many }, (_item, n) =>
  result({
    key: recordKey(sha256Url(`result ${n}`).slice(0, 22)),
    core: {
      issuedOn: dayOf(n),
      title: [{ language: 'nl', value: `Vak ${n}. ${words}` }],
      institution: { id: institution, name: [] },
    },
    credits: { load: { unit: 'EC', amount: '2.5' }, retakeGroup: `group ${n}` },
  }),
);

const fillPod = async (house: TestHouse, records: typeof results) => {
  const { build } = house.running.workshop;
  const { podRoot } = house.account('barry');
  const stored = (await readRecords(build, podRoot)).get(institution);
  if (stored === undefined || stored.records === 'torn') throw new Error('no records');
  const { deliveries } = stored;
  const refs = deliveries.map(({ institution: _his, ...ref }) => ref);
  await writeRecords(build, podRoot, institution, {
    records,
    deliveries: refs,
    from: refs,
    torn: false,
  });
};

export function thousandsOfRecords(opened: () => TestHouse): void {
  describe(`${many} records in a real pod, written by the builder`, () => {
    const query = `query Own($after: String) { myRecords(first: 250, after: $after,
      filter: { institutions: ["${merenveld}"] }) { nodes { id } count totals { value } pageInfo { hasNextPage endCursor } } }`;

    it(`attack 33: ${many} records in a real pod: their learner pages through all of them, each once`, async () => {
      const house = opened();
      await fillPod(house, results);
      const ids = new Set<string>();
      for (let after: string | undefined, more = true; more; ) {
        const { data, codes } = await house.ask('barry', 'Own', { after }, { query });
        expect(codes).toEqual([]);
        const { nodes, count, totals, pageInfo } = data.myRecords;
        expect([count, totals]).toEqual([many, [{ value: String(many * 2.5) }]]);
        for (const { id } of nodes) ids.add(id);
        [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
      }
      expect(ids.size).toBe(many);
    });

    it(`attack 33: ${many} records in a real pod: a view over 1.5 MB is UPSTREAM to whoever reads it, one below it is whole`, async () => {
      const house = opened();
      await revokesAll(house);
      const { build } = house.running.workshop;
      const shares = async (scope: object): Promise<string> => {
        const input = {
          grantee: { person: house.account('adviser').webId },
          purpose: guidance.purpose,
          scope: [{ institutions: [merenveld], ...scope }],
          facets: ['CORE', 'CREDITS'],
          includeFuture: true,
        };
        const { data } = await house.ask('barry', 'GrantAccess', { input });
        const { id } = data.grantAccess.grant;
        await expect.poll(() => stateOf(id), { timeout: 30_000 }).toBe('ACTIVE');
        return id;
      };
      const stateOf = async (id: string) => {
        const { data } = await house.ask('barry', 'MyGrants');
        return data.myGrants.nodes.find((one: { id: string }) => one.id === id)?.state;
      };
      const reads = (after?: string) => {
        const learner = house.account('barry').webId;
        return house.ask('adviser', 'LearnerRecords', { learner, first: 250, after }, guidance);
      };
      // In force while there was little, and grown since.
      await fillPod(house, results.slice(0, 10));
      const all = await shares({});
      expect((await reads()).data.learner.records.count).toBe(10);
      await fillPod(house, results);
      const { ledger } = house.running.house;
      const barry = await ledger.learners.byWebId(webId(house.account('barry').webId));
      const [grown] = barry === undefined ? [] : await ledger.grants.ofLearner(barry.id);
      if (grown === undefined) throw new Error('no grant');
      await refreshView(house.running.workshop, grown.id);
      const document = await build.fetch(grown.view);
      expect((await document.text()).length).toBeGreaterThan(1_500_000);
      const over = await reads();
      expect([over.codes, over.data]).toEqual([['UPSTREAM'], { learner: null }]);
      await house.ask('barry', 'RevokeGrant', { id: all });
      await shares({ issuedFrom: '2015-01-01' });
      const expected = results.filter((_result, n) => dayOf(n) >= '2015-01-01').length;
      const ids = new Set<string>();
      for (let after: string | undefined, more = true; more; ) {
        const { data, codes } = await reads(after);
        expect(codes).toEqual([]);
        const { nodes, count, pageInfo, view } = data.learner.records;
        expect([count, view.partial]).toEqual([expected, false]);
        for (const { id } of nodes) ids.add(id);
        [after, more] = [pageInfo.endCursor, pageInfo.hasNextPage];
      }
      expect(ids.size).toBe(expected);
    });
  });
}
