import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { universityAssociations } from '../../../../src/demo/institutions/index.js';
import {
  grantsUniversityResults,
  merenveld,
  readsSamira,
  revokesAll,
} from '../../../fixtures/consent-steps.js';
import { type EndlessServer, startEndlessServer } from '../../../fixtures/endless-server.js';
import type { TestHouse } from '../../../fixtures/house.js';
import { newestGrant } from '../kept-true/steps.js';
import { deep, samirasHand } from './hand.js';

/** What stands in the pod is data: what we do not know in it is nothing, and it leads nowhere. */
export function handWrittenData(opened: () => TestHouse): void {
  let house: TestHouse;
  let elsewhere: EndlessServer;
  beforeAll(async () => {
    house = opened();
    elsewhere = await startEndlessServer(() => '{"@context":{}}');
    return () => elsewhere.stop();
  });
  beforeEach(() => revokesAll(house));
  const records = async () => {
    const { data, codes } = await readsSamira(house, { first: 250 });
    return { codes, nodes: data.learner?.records.nodes, totals: data.learner?.records.totals };
  };

  describe('a view that its learner wrote', () => {
    it('attack 32: with another context, names twice and more beside ours says what it said', async () => {
      await grantsUniversityResults(house);
      const { grant } = await newestGrant(house);
      const hand = await samirasHand(house);
      const [before, view] = [await records(), await hand.read(grant.view)];
      expect(before.nodes.length).toBeGreaterThan(5);
      const context = `${elsewhere.origin}/context.jsonld`;
      const { '@context': _ours, ...said } = JSON.parse(view);
      const remapped = { credits: `${context}#grade`, assessment: { '@id': `${context}#credits` } };
      for (const other of [context, [context, remapped], remapped, { '@import': context }]) {
        const body = JSON.stringify({
          '@context': other,
          'owl:sameAs': { '@id': house.account('barry').webId },
          '@graph': [{ '@id': '', records: [] }],
          ...said,
        });
        const twice = body.replace('"person":', '"records":[],"person":{},"person":');
        await hand.write(grant.view, twice);
        expect(await records()).toEqual(before);
      }
      expect(elsewhere.asked).toEqual([]);
    });

    it('attack 32: with more than was granted shows no more than was granted', async () => {
      await grantsUniversityResults(house);
      const { grant } = await newestGrant(house);
      const hand = await samirasHand(house);
      const before = await records();
      const view = JSON.parse(await hand.read(grant.view));
      for (const { facets } of view.records) {
        facets.assessment = {
          state: { value: 'COMPLETED' },
          pass: 'PASSED',
          score: '10',
          scale: { kind: 'GRADE_1_10' },
        };
      }
      await hand.write(grant.view, JSON.stringify(view));
      expect(await records()).toEqual(before);
    });

    it('attack 32: of 100,000 levels, or one literal of 1.4 million letters more than fits, is an error and no half answer', async () => {
      await grantsUniversityResults(house);
      const { grant } = await newestGrant(house);
      const hand = await samirasHand(house);
      const [before, view] = [await records(), await hand.read(grant.view)];
      for (const body of [
        view.replace('{', `{"x":${deep(100_000)},`),
        view.replace('{', `{"x":"${'y'.repeat(1_500_000)}",`),
      ]) {
        await hand.write(grant.view, body);
        const { codes, text } = await readsSamira(house);
        expect(codes).toEqual(['UPSTREAM']);
        expect(text).not.toContain('yyy');
      }
      await hand.write(grant.view, view);
      expect(await records()).toEqual(before);
    });
  });

  describe('an index that its learner wrote', () => {
    it('attack 32: that leads into another learner’s pod: the builder neither reads, writes nor removes anything there', async () => {
      const hand = await samirasHand(house);
      const { index } = hand.layout;
      const good = await hand.read(index);
      const said = JSON.parse(good);
      const barry = new URL(house.account('barry').podRoot).pathname.replaceAll('/', '');
      const his = `../../${barry}/edu/index.json`;
      const target = new URL(his, index).href;
      expect(target).toBe(`${house.account('barry').podRoot}edu/index.json`);
      const own = async () => (await house.running.workshop.build.fetch(target)).text();
      const before = await own();
      const [first] = said.bundles.filter(
        ({ institution }: { institution: string }) => institution === merenveld,
      );
      const led = { ...said, bundles: [...said.bundles, { ...first, path: his }] };
      await hand.write(index, JSON.stringify(led));
      house.proxy.forget();
      house.schools.servers.university.amend(universityAssociations.samiraPassed, {
        result: { comment: 'Nog eens nagekeken.' },
      });
      const { data } = await house.ask('samira', 'SyncInstitution', { institution: merenveld });
      expect(data.syncInstitution).toMatchObject({ inPod: false });
      expect((await house.ask('samira', 'MyRecords')).codes).toEqual(['UPSTREAM']);
      expect(house.proxy.requests.filter(({ path }) => path.startsWith(`/${barry}/`))).toEqual([]);
      expect(await own()).toBe(before);
      // What waited goes on once it is ours again.
      await hand.write(index, good);
      house.schools.servers.university.amend(universityAssociations.samiraPassed, {
        result: { comment: 'En nog eens.' },
      });
      await house.ask('samira', 'SyncInstitution', { institution: merenveld });
      await expect
        .poll(async () => JSON.parse(await hand.read(index)).deliveries.length, { timeout: 60_000 })
        .toBeGreaterThan(JSON.parse(good).deliveries.length);
      expect((await house.ask('samira', 'MyRecords')).codes).toEqual([]);
    }, 120_000);
  });
}
